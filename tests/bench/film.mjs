// The films that the generator made, and devices that hold one.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { newDevice, openDevice } from "./browser.mjs";
import { invite, startRelay } from "./relay.mjs";

/** The thirty-first shoot day of the films. */
export const TODAY = "2027-04-12";

/** Reads what the generator says of a film: `film`, `film10` or `board`. */
export function film(name) {
  const folder = join(process.env.CALLBOARD_FILMS, name);
  return { folder, ...JSON.parse(readFileSync(join(folder, "film.json"), "utf8")) };
}

/**
 * Joins a film by invitation with a new device, and leaves it with everything stored and the relay
 * gone. Returns the device and the address of the production's rooms.
 */
export async function heldFilm(name, role, at) {
  const made = film(name);
  const relay = await startRelay(join(made.folder, "relay"));
  const device = await newDevice();
  try {
    const { context, page } = await openDevice(device, at, TODAY);
    const person = role === "office" ? made.coordinator : made.crew;
    await page.goto(await invite(relay, made, role, person));
    await page.getByRole("button", { name: "Join", exact: true }).click();
    await page.waitForURL(/\/today/);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await isSynced(page);
    // A second start compacts what the first one took in, and stores the records of its end.
    await page.waitForTimeout(3000);
    await page.reload();
    await isSynced(page);
    await page.waitForTimeout(4000);
    await context.close();
  } finally {
    await relay.stop();
  }
  return { device, rooms: `${relay.url}/p/${made.production}` };
}

async function isSynced(page) {
  await page.getByText(/Synced/).filter({ visible: true }).first().waitFor({ timeout: 240_000 });
}
