// Trunk's last step, on the staged build: puts each program into a folder named after its
// content, writes the service worker and build.json, and compresses.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
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

// Moves a program, NAME.js and NAME_bg.wasm, into a folder named after their content.
function intoHashedFolder(name, js, wasm) {
  // Snippets that crates bring along stay where Trunk put them.
  const script = String(read(js)).replace(/(["'])\.\/snippets\//g, "$1../snippets/");
  const folder = `${name}-${shortHash(script, read(wasm))}`;
  mkdirSync(join(dist, folder));
  write(`${folder}/${name}.js`, script);
  renameSync(join(dist, wasm), join(dist, folder, `${name}_bg.wasm`));
  rmSync(join(dist, js));
  return folder;
}

// The relay's policy allows no inline script, so what starts a program is a file too.
const starter = (name) => `import init from "./${name}.js";\nawait init();\n`;

// Finishes the page's program, which Trunk.toml's patterns point at.
function finishPage(html) {
  const tag = /<script type="module" data-js="\/([^"]+)" data-wasm="\/([^"]+)"><\/script>/;
  const [found, js, wasm] = html.match(tag) ?? [];
  if (!found) throw new Error("finish-app: Trunk's start script is not in index.html");
  const folder = intoHashedFolder("app", js, wasm);
  write(`${folder}/start.js`, starter("app"));
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
    const folder = intoHashedFolder(worker, `${worker}.js`, `${worker}_bg.wasm`);
    rmSync(join(dist, loader));
    write(`${folder}/${loader}`, starter(worker));
    return [worker, `/${folder}/${loader}`];
  });
}

const withMeta = (html, name, content) => html.replace("</head>", `  <meta name="${name}" content="${content}" />\n  </head>`);

let html = finishPage(String(read("index.html")));
for (const [worker, loader] of finishWorkers()) html = withMeta(html, worker, loader);

// The build's id is the hash of all that is in it.
const template = String(read("sw.js"));
rmSync(join(dist, "sw.js"));
const others = filesIn().filter((name) => name !== "index.html");
const id = isRelease ? shortHash(html, template, ...others.flatMap((name) => [name, read(name)])) : "dev";
write("index.html", withMeta(html, "build", id).replace(/\n\s*(?=\n)/g, ""));

if (isRelease) {
  // Crawlers and launchers fetch their files themselves, and never with no signal.
  const isForOthers = (name) => name === "robots.txt" || /^icons\/.*\.png$/.test(name);
  const precached = ["index.html", ...others.filter((name) => !isForOthers(name))];
  const list = precached.map((name) => [name === "index.html" ? "/" : `/${name}`, hash(read(name)).digest("base64")]);
  write("sw.js", template.replace("__BUILD__", id).replace("__FILES__", JSON.stringify(list)));
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
