// One build of the app replaces another: offered, never forced, whole or not at all.
import type { Page } from "@playwright/test";
import { createHash, randomBytes } from "node:crypto";
import { cp, mkdtemp, readFile, readdir, rename, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LAPTOP, loadSample, sheetOfDay, type Somebody, test as base } from "./people.ts";
import { Relay, expect } from "./relay.ts";

const release = process.env.CALLBOARD_APP ?? join(import.meta.dirname, "../../dist");

/** A relay that serves a copy of the release build, which a test may replace. */
const test = base.extend<{ app: string }>({
  app: async ({}, use) => {
    const app = await mkdtemp(join(tmpdir(), "callboard-app-"));
    const isPlain = (path: string) => !/\.(br|gz)$/.test(path);
    await cp(release, app, { recursive: true, filter: isPlain, preserveTimestamps: true });
    await use(app);
    await rm(app, { recursive: true, force: true });
  },
  ownRelay: async ({ app }, use) => {
    const relay = await Relay.fresh(app);
    await use(relay);
    await relay.dispose();
  },
});

let builds = 0;

/** Turns the build in `app` into the next one: another id and another engine. */
async function nextBuild(app: string): Promise<string> {
  const next = randomBytes(8).toString("hex");
  const engine = (await readdir(app)).find((name) => /^engine-[0-9a-f]{16}$/.test(name));
  if (!engine) throw new Error(`no engine in ${app}`);
  await rename(join(app, engine), join(app, `engine-${next}`));
  const page = await readFile(join(app, "index.html"), "utf8");
  const nextPage = page.replaceAll(engine, `engine-${next}`).replace(/(name="build" content=")[^"]+/, `$1${next}`);
  await writeFile(join(app, "index.html"), nextPage);
  const hash = createHash("sha256").update(nextPage).digest("base64");
  const worker = (await readFile(join(app, "sw.js"), "utf8"))
    .replace(/const BUILD = "[^"]+"/, `const BUILD = "${next}"`)
    .replaceAll(engine, `engine-${next}`)
    .replace(/\["\/","[^"]+"\]/, `["/","${hash}"]`);
  await writeFile(join(app, "sw.js"), worker);
  // A relay may tell files apart by their time in whole seconds: one second a build.
  builds += 1;
  const time = Date.now() / 1000 + builds;
  for (const name of ["index.html", "sw.js"]) await utimes(join(app, name), time, time);
  return next;
}

const build = (page: Page) => page.locator('meta[name="build"]').getAttribute("content");
const engine = (page: Page) => page.locator('meta[name="engine"]').getAttribute("content");

async function open(page: Page, relay: Relay): Promise<void> {
  await page.goto(relay.url);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/sw.js");
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) {
      await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
    }
  });
}

/** Asks for a new build, and says whether it waits for the user or could not be installed. */
async function update(page: Page): Promise<string | undefined> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const found = new Promise<ServiceWorker | null>((done) => {
      registration.addEventListener("updatefound", () => done(registration.installing), { once: true });
    });
    await registration.update();
    const worker = await found;
    while (worker?.state === "installing") {
      await new Promise((done) => worker.addEventListener("statechange", done, { once: true }));
    }
    return worker?.state;
  });
}

async function accept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const changed = new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
    const { waiting } = await navigator.serviceWorker.ready;
    // The browser may have let it take over by itself, when no page was left to keep the old one.
    if (!waiting) return;
    // As the app does: a browser that is just stopping the worker may lose a message.
    const asking = setInterval(() => waiting.postMessage("SKIP_WAITING"), 3_000);
    waiting.postMessage("SKIP_WAITING");
    await changed;
    clearInterval(asking);
  });
  await page.reload();
}

const caches = (page: Page) => page.evaluate(async () => (await window.caches.keys()).filter((name) => name.startsWith("callboard-")));

test("a new build waits until it is accepted, and leaves the other tab in peace", async ({ page, context, app, ownRelay }) => {
  await open(page, ownRelay);
  const old = await build(page);
  const other = await context.newPage();
  await open(other, ownRelay);
  const oldEngine = await engine(other);

  const next = await nextBuild(app);
  expect(await update(page)).toBe("installed");
  await page.reload();
  expect(await build(page)).toBe(old);

  await accept(page);
  expect(await build(page)).toBe(next);
  expect(await build(other)).toBe(old);

  await ownRelay.kill();
  const script = await other.evaluate(async (path) => (await fetch(path ?? "")).text(), oldEngine);
  expect(script).toContain("import init");
});

test("a build that changes while it is fetched is not kept", async ({ page, app, ownRelay }) => {
  await open(page, ownRelay);
  const old = await build(page);

  await nextBuild(app);
  const half = await readFile(join(app, "index.html"), "utf8");
  await writeFile(join(app, "index.html"), `${half}<!-- another build -->`);
  expect(await update(page)).toBe("redundant");

  expect(await caches(page)).toEqual([`callboard-${old}`]);
  await ownRelay.kill();
  await page.reload();
  expect(await build(page)).toBe(old);
});

test("old builds are removed", async ({ page, app, ownRelay }) => {
  await open(page, ownRelay);
  const ids = [await build(page)];
  for (const _ of [1, 2, 3]) {
    ids.push(await nextBuild(app));
    expect(await update(page)).toBe("installed");
    await accept(page);
  }
  expect(await build(page)).toBe(ids[3]);
  await expect.poll(() => caches(page)).toEqual(ids.slice(2).map((id) => `callboard-${id}`));
});

/** Puts the next build at the relay while somebody works, and returns its id once it is offered. */
async function isOffered(who: Somebody, app: string): Promise<string> {
  const next = await nextBuild(app);
  expect(await update(who.page)).toBe("installed");
  await who.sees(/^A new version of Callboard is ready/);
  return next;
}

test("what is being typed into a field is in it after an update", async ({ somebody, app }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await office.isInstalled();
  await office.open(await sheetOfDay(office, 3, "Draft"));
  const old = await build(office.page);
  await office.field("Weather").fill("Squalls from the w");
  const next = await isOffered(office, app);

  // Only offered: the page and what is typed stay as they are.
  await expect(office.field("Weather")).toBeFocused();
  await expect(office.field("Weather")).toHaveValue("Squalls from the w");
  expect(await build(office.page)).toBe(old);

  await office.presses("Update now");
  await expect.poll(() => build(office.page).catch(() => null)).toBe(next);
  await expect(office.field("Weather")).toHaveValue("Squalls from the w");
});

test("a form that is half filled is not lost by an update", async ({ somebody, app }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await office.isInstalled();
  await office.open("report");
  const note = office.field("Note about the day");
  await note.fill("Tide came early, ");
  const next = await isOffered(office, app);
  await office.presses("Update now");
  // Either the update waits and says why, or the new build brings the form back as it was.
  const waits = office.text(/^Something is still being saved|then update/);
  await expect.poll(async () => (await waits.isVisible()) || (await build(office.page).catch(() => null)) === next).toBe(true);
  await expect(note).toHaveValue("Tide came early, ");
});
