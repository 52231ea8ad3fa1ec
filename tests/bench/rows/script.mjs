// A script of 120 pages, dropped on the import room, until its scenes are shown.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { newDevice, openDevice, PHONE, slowDown } from "../browser.mjs";
import { film } from "../film.mjs";
import { startRelay } from "../relay.mjs";
import { list, median } from "../table.mjs";

const RUNS = 5;
const SCENES = 180;

export async function script(table) {
  const relay = await startRelay();
  const device = await newDevice();
  try {
    const { context, page } = await openDevice(device, PHONE);
    await page.goto(relay.url);
    await page.getByLabel("Title", { exact: true }).fill("Night Ferry");
    await page.getByRole("button", { name: "Create a production" }).click();
    await page.waitForURL(/\/p\/[^/]+\//);
    const rooms = `${relay.url}${new URL(page.url()).pathname.match(/^\/p\/[^/]+/)[0]}`;
    await slowDown(page);
    for (const [name, words] of [["script.fountain", "Fountain"], ["script.fdx", "FDX"]]) {
      const text = readFileSync(join(film("film").folder, name), "utf8");
      const times = [];
      for (let run = 0; run < RUNS; run += 1) {
        await page.goto(`${rooms}/script/import`);
        await page.locator(".script-drop").waitFor();
        await page.waitForTimeout(1500);
        times.push(await page.evaluate(drop, [name, text, SCENES]));
      }
      table.add(`a 120-page script to previewed scenes, ${words}`, 500, median(times), "ms", [
        `runs: ${list(times)} ms`,
      ]);
    }
    await context.close();
  } finally {
    await relay.stop();
    await device.remove();
  }
}

async function drop([name, text, scenes]) {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name, { type: "text/plain" }));
  const from = performance.now();
  const event = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
  document.querySelector(".import-room").dispatchEvent(event);
  const at = await bench.until(() => document.querySelectorAll(".script-scenes > li").length >= scenes);
  return at.painted - from;
}
