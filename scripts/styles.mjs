// Joins app/style into one file, layer after layer: a layer is NAME.css, a folder
// NAME/ of files, or both. Trunk gives the result a hashed name.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";

const source = "app/style";
const layers = ["reset", "tokens", "base", "ui", "rooms", "print"];
const out = "target/style/callboard.css";

const filesOf = (layer) => {
  const folder = `${source}/${layer}`;
  const parts = existsSync(folder)
    ? readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".css")).sort()
    : [];
  const single = `${folder}.css`;
  return [...(existsSync(single) ? [single] : []), ...parts.map((name) => `${folder}/${name}`)];
};

const files = layers.flatMap(filesOf);
const forgotten = readdirSync(source, { recursive: true })
  .filter((name) => name.endsWith(".css") && !files.includes(`${source}/${name}`));
if (forgotten.length > 0) {
  console.error(`styles: ${forgotten.join(", ")} belongs to no layer (${layers.join(", ")})`);
  process.exit(1);
}

const order = `@layer ${layers.join(", ")};\n`;
const css = order + files.map((file) => readFileSync(file, "utf8")).join("\n");
// Comments are for whoever reads the source; a phone need not load them.
const plain = css.replace(/\/\*[^]*?\*\//g, "").replace(/\n\s*\n+/g, "\n");
// Left alone when nothing changed, so that nothing is rebuilt for it.
if (!existsSync(out) || readFileSync(out, "utf8") !== plain) {
  mkdirSync("target/style", { recursive: true });
  writeFileSync(out, plain);
}
