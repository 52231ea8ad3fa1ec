// Runs in the page before the app: the film's date, and what the benchmark reads off the page.
(() => {
  const shift = __SHIFT__;
  if (shift) {
    const Real = Date;
    const Shifted = class extends Real {
      constructor(...args) {
        args.length === 0 ? super(Real.now() + shift) : super(...args);
      }
      static now() {
        return Real.now() + shift;
      }
    };
    globalThis.Date = Shifted;
  }
  const bench = { long: [], heard: [] };
  globalThis.bench = bench;
  /** Resolves with the times at which `find` first finds something and at which that was drawn. */
  bench.until = (find) =>
    new Promise((done) => {
      const look = () => {
        if (!find()) return false;
        const found = performance.now();
        requestAnimationFrame(() => {
          // The first task behind the frame's own work, before any that was waiting: it is drawn.
          scheduler.postTask(() => done({ found, painted: performance.now() }), { priority: "user-blocking" });
        });
        return true;
      };
      if (look()) return;
      const watch = new MutationObserver(() => look() && watch.disconnect());
      watch.observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
    });
  /** Collects the gaps between frames until it is stopped. */
  bench.frames = () => {
    const gaps = [];
    let last = 0;
    let on = true;
    const tick = (now) => {
      if (last > 0) gaps.push(now - last);
      last = now;
      if (on) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    return () => {
      on = false;
      return gaps;
    };
  };
  // When the engine said something, and how much: says which side a slow row waits for.
  globalThis.Worker = class extends Worker {
    constructor(...args) {
      super(...args);
      bench.heard.push([Math.round(performance.now()), "start"]);
      this.addEventListener("message", (event) => {
        bench.heard.push([Math.round(performance.now()), event.data?.byteLength ?? 0]);
      });
    }
  };
  const observe = (type, take) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  observe("longtask", (entry) => bench.long.push([Math.round(entry.startTime), Math.round(entry.duration)]));
  // My call, as large as it stands there, or the words where there is no time.
  bench.today = bench.until(() => document.querySelector(".today .call-time"));
})();
