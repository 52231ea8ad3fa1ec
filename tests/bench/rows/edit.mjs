// From the key that commits an edit to the frame that shows it, through the engine and back.
import { LAPTOP, openDevice, slowDown } from "../browser.mjs";
import { heldFilm, TODAY } from "../film.mjs";
import { list, median, percentile } from "../table.mjs";

const EDITS = 20;

export async function edit(table) {
  const { device, rooms } = await heldFilm("film", "office", LAPTOP);
  try {
    const { context, page } = await openDevice(device, LAPTOP, TODAY);
    await context.setOffline(true);
    await slowDown(page);
    const fields = await fieldEdits(page, rooms);
    const { moves, ready } = await stripMoves(page, rooms);
    await context.close();
    table.note("board opened until strips can be moved", ready, "ms", []);
    table.add("local edit to next paint, p95", 50, percentile([...fields, ...moves], 95), "ms", [
      `a scene's set in its list: median ${median(fields).toFixed(0)}; ${list(fields)} ms`,
      `a strip moved by keys: median ${median(moves).toFixed(0)}; ${list(moves)} ms`,
    ]);
  } finally {
    await device.remove();
  }
}

/** What is left to do after an opening is not measured here. */
const REST_MS = 5000;

async function fieldEdits(page, rooms) {
  await page.goto(`${rooms}/script`);
  const link = page.locator(".scene-link").nth(3);
  await link.waitFor();
  await link.click();
  const field = page.getByLabel("Set", { exact: true }).first();
  await field.waitFor({ timeout: 60_000 });
  await page.waitForTimeout(REST_MS);
  const times = [];
  for (let n = 0; n < EDITS; n += 1) {
    const text = `HARBOUR ${String.fromCharCode(65 + n)}`;
    await field.fill(text);
    const shows = (text) => document.querySelectorAll(".scene-link")[3]?.textContent.includes(text);
    const taken = await timed(page, "Enter", shows, text);
    await field.press("Enter");
    times.push(await taken.evaluate((taken) => taken.promise));
    await page.waitForTimeout(250);
  }
  return times;
}

async function stripMoves(page, rooms) {
  await page.goto(`${rooms}/board`);
  // Nothing can be moved before the engine has read its documents.
  const ready = await page.evaluate(() => bench.until(() => document.querySelector(".board-days .grip")));
  await page.waitForTimeout(REST_MS);
  const row = await page.locator(".board .strip").nth(60).getAttribute("data-row");
  const times = [];
  for (let n = 0; n < EDITS; n += 1) {
    // The row is drawn anew where it went, and may not have the focus back yet.
    await page.locator(`[data-row="${row}"] .strip-main`).focus();
    await page.evaluate(() => {
      // With the days, since a strip also moves over the end of one.
      globalThis.order = () =>
        [...document.querySelectorAll(".board-days .board-day, .board-days [data-row]")]
          .map((row) => row.dataset.row ?? row.id)
          .join();
      globalThis.before = order();
      globalThis.rows = document.querySelectorAll(".board-days [data-row]").length;
    });
    const key = n % 2 ? "ArrowUp" : "ArrowDown";
    const moved = () =>
      document.querySelectorAll(".board-days [data-row]").length === rows && order() !== before;
    const taken = await timed(page, key, moved);
    await page.keyboard.press(`Alt+${key}`);
    times.push(await taken.evaluate((taken) => taken.promise));
    await page.waitForTimeout(250);
  }
  return { moves: times, ready: ready.painted };
}

/** Starts to wait for a key and what it brings about; a handle on the promise of the time it took. */
function timed(page, key, find, argument) {
  return page.evaluateHandle(
    ([key, find, argument]) => {
      const found = new Function(`return (${find})`)();
      const promise = new Promise((done, fail) => {
        const press = (event) => {
          if (event.key !== key) return;
          removeEventListener("keydown", press, true);
          bench.until(() => found(argument)).then((at) => done(at.painted - event.timeStamp));
          setTimeout(() => fail(new Error(`${key} changed nothing that is shown`)), 10_000);
        };
        addEventListener("keydown", press, true);
      });
      return { promise };
    },
    [key, String(find), argument],
  );
}
