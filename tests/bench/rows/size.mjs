// What a first visit carries before the page can be read.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LAPTOP, newDevice, openDevice } from "../browser.mjs";
import { startRelay } from "../relay.mjs";

export async function size(table) {
  const build = JSON.parse(readFileSync(join(process.env.CALLBOARD_APP, "build.json"), "utf8"));
  const sizes = new Map(build.files.map((file) => [`/${file.path}`, file.br ?? file.bytes]));
  const relay = await startRelay();
  const device = await newDevice();
  const asked = new Set();
  try {
    const { context, page } = await openDevice(device, { ...LAPTOP, serviceWorkers: "block" });
    context.on("request", (request) => asked.add(new URL(request.url()).pathname));
    await page.goto(relay.url);
    await page.getByRole("button", { name: "Load the sample" }).waitFor();
    await context.close();
  } finally {
    await relay.stop();
    await device.remove();
  }
  // The document itself, and the engine, which the worker loads by itself.
  asked.add("/index.html");
  for (const path of sizes.keys()) if (path.startsWith("/engine")) asked.add(path);
  const counted = [...asked].filter((path) => sizes.has(path) && !path.startsWith("/icons/"));
  const bytes = counted.reduce((sum, path) => sum + sizes.get(path), 0);
  const of = (start) =>
    counted.filter((path) => path.startsWith(start)).reduce((sum, path) => sum + sizes.get(path), 0);
  const all = [...sizes].filter(([path]) => /^\/(app|engine)|\.(css|woff2)$|^\/index/.test(path));
  const later = all.reduce((sum, [, size]) => sum + size, 0) - bytes;
  table.add("first visit, compressed", 600, bytes / 1000, "kB", [
    `page ${kb(of("/app"))}, engine ${kb(of("/engine"))}; behind the first paint ${kb(later)} more`,
  ]);
}

function kb(bytes) {
  return `${Math.round(bytes / 1000)} kB`;
}
