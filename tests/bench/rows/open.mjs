// Opening a film that the device holds, with no network, until Today can be read.
import { openDevice, PHONE, slowDown } from "../browser.mjs";
import { heldFilm, TODAY } from "../film.mjs";
import { list, median } from "../table.mjs";

const RUNS = 7;

export async function open(table) {
  const film = await opened("film", "crew");
  table.add("repeat open, no network, feature film: Today readable", 1000, film.median, "ms", film.notes);
  const office = await opened("film", "office");
  table.note("the same at the office's phone", office.median, "ms", office.notes);
  const long = await opened("film10", "crew");
  table.add("same with ten times the history", 1.2 * film.median, long.median, "ms", long.notes);
}

async function opened(name, role) {
  const { device, rooms } = await heldFilm(name, role, PHONE);
  const times = [];
  let told = {};
  try {
    for (let run = 0; run < RUNS; run += 1) {
      const { context, page, errors } = await openDevice(device, PHONE, TODAY);
      await context.setOffline(true);
      await slowDown(page);
      await page.goto(`${rooms}/today`, { waitUntil: "commit" });
      const at = await page.evaluate(() => bench.today);
      // Lets it load and tidy up as it would, so that the next run starts from rest.
      await page.waitForTimeout(5000);
      told = await page.evaluate(() => ({ heard: bench.heard, long: bench.long }));
      await context.close();
      if (errors.length > 0) throw new Error(errors.join("\n"));
      // The first one compiles what later ones find compiled.
      if (run > 0) times.push(at.painted);
    }
  } finally {
    await device.remove();
  }
  const heard = told.heard.slice(0, 8).map(([at, bytes]) => `${at} ${bytes}`);
  return {
    median: median(times),
    notes: [
      `runs: ${list(times)} ms`,
      `last run, what the engine said (ms, bytes): ${heard.join("; ")}`,
      `last run, tasks over 50 ms (from, length): ${told.long.map((task) => task.join("+")).join("; ")}`,
    ],
  };
}
