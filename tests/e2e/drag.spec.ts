// Strips are dragged with a mouse and with a finger, several at once, and land where they are let go.
import { type CDPSession, type Locator } from "@playwright/test";
import { LAPTOP, loadSample, PHONE, type Somebody, test } from "./people.ts";
import { expect } from "./relay.ts";

const strip = (who: Somebody, number: string) =>
  who.page.locator(".strip").filter({ has: who.page.getByRole("button", { name: new RegExp(`^Scene ${number},`) }) });

/** The numbers of a day's scenes, from top to bottom; banners in between are left out. */
async function scenesOf(who: Somebody, day: string): Promise<string[]> {
  return who.page.getByRole("list", { name: new RegExp(`^${day}`) }).locator(".strip .no").allTextContents();
}

async function onTheBoard(who: Somebody): Promise<void> {
  await loadSample(who);
  await who.open("board");
  await expect.poll(() => scenesOf(who, "Day 1")).toEqual(["18", "2", "17", "6", "8", "5"]);
}

interface Point {
  x: number;
  y: number;
}

/** A point of an element: `down` is 0 at its upper edge and 1 at its lower. */
async function at(element: Locator, down: number, across = 0.5): Promise<Point> {
  const box = await element.boundingBox();
  if (!box) throw new Error("it is not drawn");
  return { x: box.x + box.width * across, y: box.y + box.height * down };
}

/** A frame of the page has passed: what follows the pointer is drawn once a frame. */
async function frame(who: Somebody): Promise<void> {
  await who.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

async function mouseDrags(who: Somebody, from: Locator, to: Locator, down: number): Promise<void> {
  const { mouse } = who.page;
  await from.scrollIntoViewIfNeeded();
  const [a, b] = [await at(from, 0.5), await at(to, down)];
  await mouse.move(a.x, a.y);
  await mouse.down();
  await mouse.move(a.x + 8, a.y + 8);
  await mouse.move(b.x, b.y, { steps: 6 });
  await frame(who);
  // A hand follows what it sees: a mark that came in meanwhile may have shifted the target.
  const now = await at(to, down);
  await mouse.move(now.x, now.y);
  await frame(who);
  await mouse.up();
}

const touch = (cdp: CDPSession, type: "touchStart" | "touchMove" | "touchEnd", points: Point[]) =>
  cdp.send("Input.dispatchTouchEvent", { type, touchPoints: points });

async function fingerDrags(who: Somebody, from: Locator, to: Locator, down: number): Promise<void> {
  const cdp = await who.context.newCDPSession(who.page);
  const [a, b] = [await at(from, 0.5), await at(to, down)];
  await touch(cdp, "touchStart", [a]);
  for (const part of [0.1, 0.3, 0.6, 0.9, 1]) {
    await touch(cdp, "touchMove", [{ x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part }]);
  }
  await frame(who);
  await touch(cdp, "touchEnd", []);
}

test("a mouse drops a strip above and below another, and in the boneyard", async ({ somebody }) => {
  const who = await somebody(LAPTOP);
  await onTheBoard(who);

  await mouseDrags(who, strip(who, "8"), strip(who, "2"), 0.2);
  await expect.poll(() => scenesOf(who, "Day 1")).toEqual(["18", "8", "2", "17", "6", "5"]);
  await mouseDrags(who, strip(who, "18"), strip(who, "17"), 0.8);
  await expect.poll(() => scenesOf(who, "Day 1")).toEqual(["8", "2", "17", "18", "6", "5"]);

  await mouseDrags(who, strip(who, "9"), strip(who, "8"), 0.2);
  await expect.poll(() => scenesOf(who, "Day 1")).toEqual(["9", "8", "2", "17", "18", "6", "5"]);
  await mouseDrags(who, strip(who, "2"), who.page.locator(".boneyard"), 0.5);
  await expect.poll(() => scenesOf(who, "Day 1")).toEqual(["9", "8", "17", "18", "6", "5"]);
  await expect(who.page.getByRole("list", { name: "Boneyard" }).locator(".no")).toHaveText(["2"]);

  // One undo takes one drag back, and what stands then is stored.
  await who.page.keyboard.press("Control+z");
  await expect.poll(() => scenesOf(who, "Day 1")).toEqual(["9", "8", "2", "17", "18", "6", "5"]);
  await who.reload();
  await expect.poll(() => scenesOf(who, "Day 1")).toEqual(["9", "8", "2", "17", "18", "6", "5"]);
});

test("a drag that is given up moves nothing", async ({ somebody }) => {
  const who = await somebody(LAPTOP);
  await onTheBoard(who);
  const { mouse, keyboard } = who.page;
  const [a, b] = [await at(strip(who, "8"), 0.5), await at(strip(who, "2"), 0.2)];
  await mouse.move(a.x, a.y);
  await mouse.down();
  await mouse.move(b.x, b.y, { steps: 6 });
  await expect(who.page.locator("[data-dragging]")).toBeVisible();
  await keyboard.press("Escape");
  await expect(who.page.locator("[data-dragging]")).toHaveCount(0);
  await mouse.up();
  await frame(who);
  expect(await scenesOf(who, "Day 1")).toEqual(["18", "2", "17", "6", "8", "5"]);
});

test("several picked strips move together, by drag and by key", async ({ somebody }) => {
  const who = await somebody(LAPTOP);
  await onTheBoard(who);
  await strip(who, "2").getByRole("button").click();
  await strip(who, "6").getByRole("button").click({ modifiers: ["Control"] });
  await who.sees(/^2 strips selected/);
  await mouseDrags(who, strip(who, "6"), strip(who, "18"), 0.2);
  await expect.poll(() => scenesOf(who, "Day 1")).toEqual(["2", "6", "18", "17", "8", "5"]);

  // From the focused one to the one below, then asked where to: the end of day 2.
  await strip(who, "2").getByRole("button").click();
  await who.page.keyboard.press("Shift+ArrowDown");
  await who.page.keyboard.press("m");
  const where = who.page.getByRole("dialog", { name: "Move 2 strips" });
  await where.getByRole("button", { name: /^Day 2,/ }).click();
  await expect.poll(() => scenesOf(who, "Day 1")).toEqual(["18", "17", "8", "5"]);
  await expect.poll(() => scenesOf(who, "Day 2")).toEqual(["3", "4", "13", "12", "14", "2", "6"]);
  await who.sees("Moved 2 strips to day 2");
});

test("a finger drags a strip by its handle, and scrolls elsewhere", async ({ somebody }) => {
  const who = await somebody(PHONE);
  await onTheBoard(who);
  await fingerDrags(who, strip(who, "17").locator(".grip"), strip(who, "18"), 0.2);
  await expect.poll(() => scenesOf(who, "Day 1")).toEqual(["17", "18", "2", "6", "8", "5"]);

  // Beside the handle a finger scrolls the page and moves no strip.
  const [a, b] = [strip(who, "6").locator(".set"), strip(who, "17").locator(".set")];
  const before = await who.page.evaluate(() => scrollY);
  await fingerDrags(who, a, b, 0.2);
  await expect.poll(() => who.page.evaluate(() => scrollY)).toBeGreaterThan(before);
  expect(await scenesOf(who, "Day 1")).toEqual(["17", "18", "2", "6", "8", "5"]);
});

test("a tap picks, and Move to… moves: what a drag does, a thumb does too", async ({ somebody }) => {
  const who = await somebody(PHONE);
  await onTheBoard(who);
  await who.page.getByRole("button", { name: "Select", exact: true }).tap();
  for (const number of ["2", "17"]) await strip(who, number).getByRole("button").tap();
  await who.sees(/^2 strips selected/);
  await who.page.getByRole("button", { name: "Move to…" }).tap();
  const where = who.page.getByRole("dialog", { name: "Move 2 strips" });
  await where.getByLabel("Next to scene").fill("3");
  await where.getByRole("button", { name: "After it" }).tap();
  await expect.poll(() => scenesOf(who, "Day 1")).toEqual(["18", "6", "8", "5"]);
  await expect.poll(() => scenesOf(who, "Day 2")).toEqual(["3", "2", "17", "4", "13", "12", "14"]);
});

test("a whole day is dragged behind another, with all that stands in it", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await onTheBoard(office);
  const day2 = await scenesOf(office, "Day 2");
  const day = (n: number) => office.page.locator(".board-day").filter({ has: office.page.getByRole("heading", { name: new RegExp(`^Day ${n}\\b`) }) });
  await mouseDrags(office, day(1).locator(".day-head h2"), day(2).locator(".day-end"), 0.5);
  await expect.poll(() => scenesOf(office, "Day 1")).toEqual(day2);
  expect(await scenesOf(office, "Day 2")).toEqual(["18", "2", "17", "6", "8", "5"]);
  await office.page.keyboard.press("Control+z");
  await expect.poll(() => scenesOf(office, "Day 2")).toEqual(day2);

  // Let go between the two days behind it, where nothing is drawn.
  await office.page.evaluate(() => scrollTo(0, 0));
  await mouseDrags(office, day(1).locator(".day-head h2"), day(2).locator(".day-end"), 1.2);
  await expect.poll(() => scenesOf(office, "Day 1")).toEqual(day2);
  await office.page.keyboard.press("Control+z");
  await expect.poll(() => scenesOf(office, "Day 2")).toEqual(day2);

  // The same by keys from the day's button, and from the list of places.
  const change = day(1).getByRole("button", { name: "Change day 1" });
  await change.focus();
  await office.page.keyboard.press("Alt+ArrowDown");
  await expect.poll(() => scenesOf(office, "Day 1")).toEqual(day2);
  await expect(day(2).getByRole("button", { name: "Change day 2" })).toBeFocused();
  await office.page.keyboard.press("m");
  await office.page.getByRole("dialog").getByRole("button", { name: "In front of all days" }).click();
  await expect.poll(() => scenesOf(office, "Day 2")).toEqual(day2);
});

test("a mark that comes into a day's head moves no strip under a thumb", async ({ somebody }) => {
  const who = await somebody(PHONE);
  await loadSample(who);
  await who.open("board?do=settings");
  const tops = () => who.page.locator(".board-days .strip").evaluateAll((all) => all.map((strip) => Math.round(strip.getBoundingClientRect().top)));
  const limit = who.page.getByRole("dialog").getByLabel("Pages a day at most");
  await expect(limit).toBeVisible();
  const before = await tops();
  await limit.fill("1");
  await limit.press("Enter");
  await expect(who.page.locator(".day-clash").filter({ hasText: "Over pages" }).first()).toBeAttached();
  await frame(who);
  expect(await tops()).toEqual(before);
});
