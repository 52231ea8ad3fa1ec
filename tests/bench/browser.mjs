// A browser with a profile on disk, as a phone has one, and its processor slowed down fourfold.
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright";

export const SLOWER = 4;
export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
export const LAPTOP = { viewport: { width: 1440, height: 900 } };

const inPage = readFileSync(join(import.meta.dirname, "in-page.js"), "utf8");
const inWorker = readFileSync(join(import.meta.dirname, "in-worker.js"), "utf8");

/** A device's storage: it outlives the browser that is opened over it. */
export async function newDevice() {
  const profile = await mkdtemp(join(tmpdir(), "callboard-device-"));
  return { profile, remove: () => rm(profile, { recursive: true, force: true, maxRetries: 5 }) };
}

/** Opens a browser over a device's storage; `today` is the civil date that it believes in. */
export async function openDevice(device, at, today) {
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const context = await chromium.launchPersistentContext(device.profile, {
    executablePath: process.env.CALLBOARD_CHROMIUM ?? "/usr/bin/chromium",
    args: [...root, "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
    locale: "en-US",
    timezoneId: "America/New_York",
    ...at,
  });
  const shift = today ? Date.parse(`${today}T11:00:00Z`) - Date.now() : 0;
  await context.addInitScript({ content: inPage.replace("__SHIFT__", String(shift)) });
  const page = context.pages()[0] ?? (await context.newPage());
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (line) => line.type() === "error" && errors.push(line.text()));
  return { context, page, errors };
}

/**
 * Slows the page and its engine down. Chromium slows only a page's own thread ("Operation is only
 * supported for pages, not workers"), so the engine is slowed by a script in it: after each stretch
 * of its own code it waits three times as long before anybody hears of the result.
 */
export async function slowDown(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
  let next = 0;
  session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    const tell = (method, params) =>
      session
        .send("Target.sendMessageToTarget", {
          sessionId,
          message: JSON.stringify({ id: (next += 1), method, params }),
        })
        .catch(() => {});
    if (targetInfo.type === "worker") {
      tell("Runtime.evaluate", { expression: inWorker.replace("__SLOWER__", String(SLOWER)) });
    }
    tell("Runtime.runIfWaitingForDebugger", {});
  });
  await session.send("Target.setAutoAttach", { autoAttach: true, waitForDebuggerOnStart: true, flatten: false });
  return session;
}

/** Measures how much slower a slowed page really is: less than it should be where others compute too. */
export async function slowedBy() {
  const device = await newDevice();
  const { context, page } = await openDevice(device, LAPTOP);
  const count = () =>
    page.evaluate(() => {
      const from = performance.now();
      let sum = 0;
      for (let n = 0; n < 1e8; n += 1) sum += n;
      return performance.now() - from;
    });
  const best = async () => {
    let least = Infinity;
    for (let run = 0; run < 4; run += 1) least = Math.min(least, await count());
    return least;
  };
  const fast = await best();
  await slowDown(page);
  const slow = await best();
  await context.close();
  await device.remove();
  return slow / fast;
}
