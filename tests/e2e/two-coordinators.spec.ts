// Two coordinators work on one plan apart, with no network, and nothing of either is lost.
import { attach, invite, joinBy, LAPTOP, loadSample, movesByKey, sheetOfDay, type Somebody, test } from "./people.ts";
import { expect } from "./relay.ts";

async function both(somebody: (at: object) => Promise<Somebody>): Promise<[Somebody, Somebody]> {
  const one = await somebody(LAPTOP);
  await loadSample(one);
  await attach(one);
  const two = await somebody(LAPTOP);
  await joinBy(two, await invite(one, "Lotte Brandvold", "Office"));
  return [one, two];
}

test("the same call set apart: both values are shown and one is chosen", async ({ somebody }) => {
  const [one, two] = await both(somebody);
  const day = await sheetOfDay(one, 3, "Draft");
  for (const [who, call] of [[one, "20:10"], [two, "20:40"]] as const) {
    await who.open(day);
    await who.losesSignal();
    await who.fills("General call", call);
    await who.stands(/^Offline since .*, 1 waiting$/);
  }
  await one.findsSignal();
  await two.findsSignal();
  for (const who of [one, two]) {
    await expect(who.text("2 versions")).toBeVisible({ timeout: 40_000 });
    await expect(who.page.getByRole("button", { name: "Use 20:10" })).toBeVisible();
    await expect(who.page.getByRole("button", { name: "Use 20:40" })).toBeVisible();
    await who.sees(/Lotte Brandvold, /);
  }
  await one.presses("Use 20:40");
  for (const who of [one, two]) {
    await expect(who.text("2 versions")).toHaveCount(0);
    await expect(who.field("General call")).toHaveValue("20:40");
  }
});

/** Writes in a field of several lines and leaves it. */
async function writes(who: Somebody, label: string, text: string): Promise<void> {
  await who.field(label).fill(text);
  await who.field(label).press("Tab");
}

test("the first sentences of two who wrote apart are both shown, and one is chosen", async ({ somebody }) => {
  const [one, two] = await both(somebody);
  const day = await sheetOfDay(one, 3, "Draft");
  for (const [who, text] of [[one, "1 production"], [two, "6 marine safety"]] as const) {
    await who.open(day);
    await who.losesSignal();
    await expect(who.field("Walkie channels")).toHaveValue("");
    await writes(who, "Walkie channels", text);
    await who.stands(/^Offline since .*, 1 waiting$/);
  }
  await one.findsSignal();
  await two.findsSignal();
  for (const who of [one, two]) {
    await expect(who.text("2 versions")).toBeVisible({ timeout: 40_000 });
    await expect(who.page.getByRole("button", { name: "Use 1 production" })).toBeVisible();
    await expect(who.page.getByRole("button", { name: "Use 6 marine safety" })).toBeVisible();
  }
  await one.presses("Use 6 marine safety");
  for (const who of [one, two]) {
    await expect(who.text("2 versions")).toHaveCount(0);
    await expect(who.field("Walkie channels")).toHaveValue("6 marine safety");
  }
});

test("a line that arrives while a long text is typed stays in it", async ({ somebody }) => {
  const [one, two] = await both(somebody);
  const day = await sheetOfDay(one, 3, "Draft");
  for (const who of [one, two]) {
    await who.open(day);
    await who.isSynced();
  }
  await writes(one, "Walkie channels", "1 production");
  await expect(two.field("Walkie channels")).toHaveValue("1 production");

  // One is in the middle of the text when the other's line comes.
  await one.field("Walkie channels").fill("1 production\n2 camera");
  await writes(two, "Walkie channels", "1 production\n6 marine safety");
  await two.fills("Weather", "Squalls");
  await expect(one.field("Weather")).toHaveValue("Squalls");
  await one.field("Walkie channels").press("Tab");
  for (const who of [one, two]) {
    await expect(who.field("Walkie channels")).toHaveValue("1 production\n6 marine safety\n2 camera");
  }
});

/** All rows of the board as they stand, day by day. */
const board = (who: Somebody) =>
  who.page.locator(".board-day, .boneyard").evaluateAll((days) =>
    days.map((day) => [...day.querySelectorAll(".strip .no, .strip.banner .set")].map((row) => row.textContent)),
  );

test("strips moved apart are where each of the two put them, and both boards are equal", async ({ somebody, ownRelay }) => {
  const [one, two] = await both(somebody);
  for (const who of [one, two]) {
    await who.open("board");
    await who.losesSignal();
  }
  await movesByKey(one, "9", "Day 1");
  await movesByKey(one, "12", "Day 3");
  await movesByKey(two, "2", "Day 3");
  await movesByKey(two, "17", "Day 2");
  // Both put this one somewhere else: one place wins, and no copy is left behind.
  await movesByKey(one, "14", "Day 1");
  await movesByKey(two, "14", "Day 3");

  // The relay loses its power while both wait.
  await ownRelay.crash();
  await one.findsSignal();
  await two.findsSignal();
  await one.isSynced();
  await two.isSynced();
  await expect.poll(async () => (await board(one)).flat()).not.toContain(null);
  await expect.poll(async () => JSON.stringify(await board(one)) === JSON.stringify(await board(two)), { timeout: 40_000 }).toBe(true);

  const [day1, day2, day3, boneyard] = await board(one);
  expect(day1).toContain("9");
  expect(day2).toContain("17");
  expect(day3).toEqual(expect.arrayContaining(["12", "2"]));
  expect(boneyard).toEqual([]);
  expect([...day1, ...day3].filter((number) => number === "14")).toHaveLength(1);
  expect([day1, day2, day3].flat().filter((row) => /^\d+$/.test(row ?? ""))).toHaveLength(18);
});

test("the relay dies and comes back while one edits and the other watches", async ({ somebody, ownRelay }) => {
  const [one, two] = await both(somebody);
  const day = await sheetOfDay(one, 3, "Draft");
  await one.open(day);
  await two.open(day);
  await one.fills("Shooting call", "21:10");
  await expect(two.field("Shooting call")).toHaveValue("21:10");
  await ownRelay.kill();
  await one.fills("Shooting call", "21:20");
  await one.fills("Lunch", "25:30");
  await one.stands(/^Offline since .*, 2 waiting$/);
  await one.reload();
  await one.fills("Weather", "Squalls");
  await ownRelay.start();
  await one.isSynced();
  await expect(two.field("Shooting call")).toHaveValue("21:20", { timeout: 40_000 });
  await expect(two.field("Lunch")).toHaveValue("01:30 +1");
  await expect(two.field("Weather")).toHaveValue("Squalls");
  // Twice in a row, as power cuts come.
  await ownRelay.crash();
  await ownRelay.crash();
  await two.fills("Shooting call", "21:30");
  await expect(one.field("Shooting call")).toHaveValue("21:30", { timeout: 40_000 });
});
