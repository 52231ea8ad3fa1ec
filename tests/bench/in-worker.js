// Runs in the engine's worker before its program: stretches the time that the program takes.
(() => {
  const times = __SLOWER__;
  const post = self.postMessage.bind(self);
  let depth = 0;
  let since = 0;
  let owed = 0;
  // Waits as long as what ran since the last wait would have taken more on the slower processor.
  const wait = () => {
    const now = performance.now();
    owed += (now - since) * (times - 1);
    since = now;
    while (since - now < owed) since = performance.now();
    owed -= since - now;
  };
  self.postMessage = (...args) => {
    if (depth > 0) wait();
    post(...args);
  };
  const slower = (run) =>
    function (...args) {
      if (depth > 0) return run.apply(this, args);
      depth += 1;
      since = performance.now();
      try {
        return run.apply(this, args);
      } finally {
        wait();
        depth -= 1;
      }
    };
  const wrap = (instance) => {
    const exports = {};
    for (const [name, value] of Object.entries(instance.exports)) {
      exports[name] = typeof value === "function" ? slower(value) : value;
    }
    return { exports };
  };
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const real = WebAssembly[name].bind(WebAssembly);
    WebAssembly[name] = async (...args) => {
      const made = await real(...args);
      return made.instance ? { module: made.module, instance: wrap(made.instance) } : wrap(made);
    };
  }
})();
