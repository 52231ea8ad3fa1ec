// Trunk's last step, on the staged build: gives the workers hashed names, moves the start
// script out of the page, writes the service worker and build.json, and compresses.
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

// Trunk names a worker's files without a hash. Puts each worker into a folder that has
// one, and returns where the page finds it.
function hashWorkers() {
  const loaders = readdirSync(dist).filter((name) => name.endsWith("_loader.js"));
  return loaders.map((loader) => {
    const worker = loader.slice(0, -"_loader.js".length);
    const js = String(read(`${worker}.js`)).replaceAll('"./snippets/', '"../snippets/').replaceAll("'./snippets/", "'../snippets/");
    const folder = `${worker}-${shortHash(js, read(`${worker}_bg.wasm`))}`;
    mkdirSync(join(dist, folder));
    write(`${folder}/${worker}.js`, js);
    renameSync(join(dist, `${worker}_bg.wasm`), join(dist, folder, `${worker}_bg.wasm`));
    write(`${folder}/${loader}`, `import init from "./${worker}.js";\nawait init();\n`);
    rmSync(join(dist, `${worker}.js`));
    rmSync(join(dist, loader));
    return { worker, loader: `/${folder}/${loader}` };
  });
}

// The relay's policy allows no inline script, so what starts the app is a file.
function externalStart(html) {
  const tag = /<script type="module" data-js="([^"]+)" data-wasm="([^"]+)"><\/script>/;
  const [found, js, wasm] = html.match(tag) ?? [];
  if (!found) throw new Error("finish-app: Trunk's start script is not in index.html");
  const start = `import init from "${js}";\nawait init({ module_or_path: "${wasm}" });\n`;
  const name = `start-${shortHash(start)}.js`;
  write(name, start);
  return html.replace(found, `<script type="module" src="/${name}"></script>`);
}

const meta = (name, content) => `<meta name="${name}" content="${content}" />\n  `;

const workers = hashWorkers();
let html = externalStart(String(read("index.html")));
const metas = workers.map(({ worker, loader }) => meta(worker, loader)).join("");
html = html.replace("</head>", `${metas}</head>`);

// The build's id is the hash of all that is in it.
const template = String(read("sw.js"));
rmSync(join(dist, "sw.js"));
const others = filesIn().filter((name) => name !== "index.html");
const id = isRelease ? shortHash(html, template, ...others.flatMap((name) => [name, read(name)])) : "dev";
html = html.replace("</head>", `${meta("build", id)}</head>`);
write("index.html", html);

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
      const file = { path: name, bytes: content.length };
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
