// Trunk's last step, on the staged build: cuts the page's program into parts, puts each program
// into a folder named after its content, writes the service worker and build.json, and compresses.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import zlib from "node:zlib";

const dist = process.env.TRUNK_STAGING_DIR;
const isRelease = process.env.TRUNK_PROFILE === "release";

const read = (name) => readFileSync(join(dist, name));
const write = (name, content) => writeFileSync(join(dist, name), content);
const hash = (...parts) => parts.reduce((sum, part) => sum.update(part), createHash("sha256"));
const shortHash = (...parts) => hash(...parts).digest("hex").slice(0, 16);
const filesIn = () =>
  readdirSync(dist, { recursive: true })
    .filter((name) => statSync(join(dist, name)).isFile())
    .sort();

// Removes the custom sections of a wasm file: names, relocations, who made it.
function stripped(wasm) {
  const kept = [wasm.subarray(0, 8)];
  for (let at = 8; at < wasm.length; ) {
    let [end, size, shift] = [at + 1, 0, 0];
    for (let byte = 0x80; byte & 0x80; shift += 7) {
      byte = wasm[end++];
      size += (byte & 0x7f) * 2 ** shift;
    }
    end += size;
    if (wasm[at] !== 0) kept.push(wasm.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}

// Writes a program's files into a folder named after their content, and returns its name.
function intoHashedFolder(name, files) {
  const contents = files.map(([file, content]) => {
    if (file.endsWith(".wasm")) return [file, stripped(content)];
    // Snippets that crates bring along stay where Trunk put them.
    return [file, String(content).replace(/(["'])\.\/snippets\//g, "$1../snippets/")];
  });
  const folder = `${name}-${shortHash(...contents.flat())}`;
  mkdirSync(join(dist, folder));
  for (const [file, content] of contents) write(`${folder}/${file}`, content);
  return folder;
}

// Cuts the page's program at its split points (app/src/bin/app.rs): the whole of the linker's
// output goes in, and the main part, the other parts and what loads them come out.
function inParts() {
  const whole = join(process.env.CARGO_TARGET_DIR ?? "target", "wasm32-unknown-unknown/wasm/app.wasm");
  const work = mkdtempSync(join(tmpdir(), "callboard-parts-"));
  const run = (command, ...args) => execFileSync(command, args, { stdio: ["ignore", "ignore", "inherit"] });
  run("wasm-split-cli", whole, join(work, "cut"), "--target", "web", "--out-name", "app");
  run("wasm-bindgen", join(work, "cut/app.wasm"), "--target", "web", "--no-typescript", "--keep-lld-exports", "--out-dir", join(work, "bound"), "--out-name", "app");
  const from = (folder, isWanted) =>
    readdirSync(join(work, folder))
      .filter(isWanted)
      .sort()
      .map((file) => [file, readFileSync(join(work, folder, file))]);
  const files = [
    ...from("bound", (file) => /\.(js|wasm)$/.test(file)),
    ...from("cut", (file) => file !== "app.wasm" && /\.(js|wasm)$/.test(file)),
  ];
  rmSync(work, { recursive: true });
  return files;
}

// The relay's policy allows no inline script, so what starts a program is a file too.
const starter = (name) => `import init from "./${name}.js";\nawait init();\n`;

// The engine starts while the page's program is still being compiled; what it says meanwhile
// is kept for the page, which takes it over (app/src/platform/worker.rs).
const pageStarter = `const path = document.querySelector("meta[name=engine]").content;
const worker = new Worker(path, { type: "module" });
const engine = { worker, said: [], failed: false };
worker.onmessage = (event) => engine.said.push(event.data);
worker.onerror = () => (engine.failed = true);
globalThis.callboardEngine = engine;
const { default: init } = await import("./app.js");
await init();
`;

// Finishes the page's program, which Trunk.toml's patterns point at.
function finishPage(html) {
  const tag = /<script type="module" data-js="\/([^"]+)" data-wasm="\/([^"]+)"><\/script>/;
  const [found, js, wasm] = html.match(tag) ?? [];
  if (!found) throw new Error("finish-app: Trunk's start script is not in index.html");
  const files = isRelease ? inParts() : [["app.js", read(js)], ["app_bg.wasm", read(wasm)]];
  rmSync(join(dist, js));
  rmSync(join(dist, wasm));
  const folder = intoHashedFolder("app", files);
  write(`${folder}/start.js`, pageStarter);
  return html
    .replace(found, `<script type="module" src="/${folder}/start.js"></script>`)
    .replaceAll(`/${js}`, `/${folder}/app.js`)
    .replaceAll(`/${wasm}`, `/${folder}/app_bg.wasm`);
}

// Finishes the workers, whose files Trunk does not hash, and returns where each starts.
function finishWorkers() {
  const loaders = readdirSync(dist).filter((name) => name.endsWith("_loader.js"));
  return loaders.map((loader) => {
    const worker = loader.slice(0, -"_loader.js".length);
    const files = [`${worker}.js`, `${worker}_bg.wasm`].map((file) => [file, read(file)]);
    for (const file of [loader, ...files.map(([file]) => file)]) rmSync(join(dist, file));
    const folder = intoHashedFolder(worker, files);
    write(`${folder}/${loader}`, starter(worker));
    return [worker, `/${folder}/${loader}`];
  });
}

// Fonts of documents: fetched one by one, so they need names that change with what is in them.
function finishFonts() {
  const files = readdirSync(join(dist, "fonts")).map((file) => [file, read(`fonts/${file}`)]);
  rmSync(join(dist, "fonts"), { recursive: true });
  const folder = `fonts-${shortHash(...files.flat())}`;
  mkdirSync(join(dist, folder));
  for (const [file, content] of files) write(`${folder}/${file}`, content);
  return `/${folder}/`;
}

const withMeta = (html, name, content) => html.replace("</head>", `  <meta name="${name}" content="${content}" />\n  </head>`);

let html = finishPage(String(read("index.html")));
for (const [worker, loader] of finishWorkers()) html = withMeta(html, worker, loader);
html = withMeta(html, "fonts", finishFonts());

// The build's id is the hash of all that is in it.
const template = String(read("sw.js"));
rmSync(join(dist, "sw.js"));
const others = filesIn().filter((name) => name !== "index.html");
const id = isRelease ? shortHash(html, template, ...others.flatMap((name) => [name, read(name)])) : "dev";
write("index.html", withMeta(html, "build", id).replace(/\n\s*(?=\n)/g, ""));

if (isRelease) {
  // Crawlers and launchers fetch their files themselves, and never with no signal.
  const isForOthers = (name) => name === "robots.txt" || /^icons\/.*\.png$/.test(name);
  // The typesetter weighs more than all the rest: only devices that make PDFs load and keep it.
  const isLater = (name) => /^(typeset|fonts)-/.test(name);
  const listed = (names) =>
    JSON.stringify(names.map((name) => [name === "index.html" ? "/" : `/${name}`, hash(read(name)).digest("base64")]));
  const precached = ["index.html", ...others.filter((name) => !isForOthers(name) && !isLater(name))];
  write(
    "sw.js",
    template
      .replace("__BUILD__", id)
      .replace("__FILES__", listed(precached))
      .replace("__LATER__", listed(others.filter(isLater))),
  );
  await compressAll();
} else {
  // A debug build must never be caught behind an older build's service worker.
  write("sw.js", `self.addEventListener("activate", async () => {
  for (const name of await caches.keys()) await caches.delete(name);
  await self.registration.unregister();
});
self.skipWaiting();
`);
}

async function compressAll() {
  const brotli = promisify(zlib.brotliCompress);
  const gzip = promisify(zlib.gzip);
  const compressed = await Promise.all(
    filesIn().map(async (name) => {
      const content = read(name);
      const file = { path: name, bytes: content.length, sha256: hash(content).digest("hex") };
      if (/\.(png|ico|woff2)$/.test(name)) return file;
      const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_LGWIN]: 24, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: content.length };
      const [br, gz] = await Promise.all([brotli(content, { params }), gzip(content, { level: 9 })]);
      // Where it gains nothing, the relay serves the file as it is.
      if (br.length >= content.length) return file;
      write(`${name}.br`, br);
      write(`${name}.gz`, gz);
      return { ...file, br: br.length, gz: gz.length };
    }),
  );
  write("build.json", JSON.stringify({ id, inputs: process.env.CALLBOARD_INPUTS, files: compressed }, null, 1));
}
