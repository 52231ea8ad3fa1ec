// A later draft over scenes that somebody has worked on, and one draft that two import apart.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { attach, create, invite, joinBy, LAPTOP, loadSample, movesByKey, PHONE, type Somebody, test } from "./people.ts";
import { expect } from "./relay.ts";

const scene = (number: string, heading: string, ...lines: string[]) =>
  [`${heading} #${number}#`, ...lines].join("\n\n");

const PIER = scene("1", "EXT. PIER - DAY", "Mara waits at the wet pier for a boat that is already an hour late.", "MARA\nNot yet.");
const OFFICE = scene("2", "INT. TICKET OFFICE - DAY", "The clerk counts his coins into little towers and looks up.", "CLERK\nNext.");
const SHED = scene("3", "INT. SHED - NIGHT", "Rain drums upon the tin roof. Somebody has left the lamp alight.", "MARA\nHello?");
const SQUARE = scene("4", "EXT. SQUARE - NIGHT", "The last bus turns around in the empty square without a single passenger.");
const FIRST = [PIER, OFFICE, SHED, SQUARE].join("\n\n");

/** Another word in 1, another set in 2, no 3, a new 4A. */
const SECOND = [
  PIER.replace("an hour late", "two hours late"),
  OFFICE.replace("TICKET OFFICE", "WAITING ROOM").replace("looks up", "does not look up"),
  SQUARE,
  scene("4A", "INT. BUS - NIGHT", "The driver sings to himself and forgets the stop.", "DRIVER\nLa la."),
].join("\n\n");

async function reads(who: Somebody, name: string, text: string): Promise<void> {
  await who.open("script/import");
  const chooser = who.page.waitForEvent("filechooser");
  await who.presses("Choose a file");
  await (await chooser).setFiles({ name, mimeType: "text/plain", buffer: Buffer.from(`Title: Night Ferry\n\n${text}\n`) });
  await expect(who.page.getByRole("heading", { name: "Night Ferry" })).toBeVisible();
}

/** Presses one of the buttons that decide for a scene. */
const decides = (who: Somebody, number: string, choice: string) =>
  who.page.getByRole("group", { name: `Scene ${number}`, exact: true }).getByRole("button", { name: choice, exact: true }).click();

const listed = (who: Somebody) => who.page.getByRole("list", { name: "Scenes" }).getByRole("listitem");

for (const [screen, at] of [["a phone", PHONE], ["a laptop", LAPTOP]] as const) {
  test(`a later draft is taken scene by scene on ${screen}, and one undo takes it back`, async ({ somebody }) => {
    const office = await somebody(at);
    await office.page.goto(office.relay.url);
    await create(office, "Night Ferry", "Dana Okafor");
    await reads(office, "first.fountain", FIRST);
    await office.presses("Import 4 scenes");
    await expect(listed(office)).toHaveCount(4);

    // Somebody gives scene 1 another set.
    await office.follows(/PIER/);
    await office.fills("Set", "PIER 4");
    await office.sees("Scene 1: set PIER 4");

    await reads(office, "second.fountain", SECOND);
    await office.sees("2 changed, 1 new");
    await decides(office, "2", "Keep ours");
    await decides(office, "3", "Omit");
    await office.sees("1 changed, 1 new, 1 omitted, 1 kept as they are");

    // The words that changed stand out.
    await office.presses("Differences of scene 1");
    const inside = office.page.locator(".script-words").first();
    await expect(inside.locator("del")).toContainText("an hour");
    await expect(inside.locator("ins")).toContainText("two hours");

    // The filter shows one kind, and all again.
    await office.presses("New 1");
    await expect(office.page.getByRole("list", { name: "Scenes in the file" }).getByRole("listitem")).toHaveCount(1);
    await office.presses("All 4");

    await office.presses("Import with these choices");
    await expect(listed(office)).toHaveCount(5);
    await office.sees("PIER 4");
    await office.sees("TICKET OFFICE");
    await office.sees("BUS");
    await expect(listed(office).filter({ hasText: "SHED" })).toContainText("Omitted");

    // What was not taken is offered again.
    await reads(office, "second.fountain", SECOND);
    await office.sees("1 changed");
    await office.presses("Differences of scene 2");
    await office.sees("Set: TICKET OFFICE → WAITING ROOM");

    await office.open("script");
    await office.page.keyboard.press("Control+z");
    await expect(listed(office)).toHaveCount(4);
    await expect(listed(office).filter({ hasText: "SHED" })).not.toContainText("Omitted");
    await office.sees("PIER 4");
  });
}

test("a scheduled scene that is gone from the draft leaves its day only if somebody says so", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await office.page.goto(office.relay.url);
  await create(office, "Night Ferry", "Dana Okafor");
  await reads(office, "first.fountain", FIRST);
  await office.presses("Import 4 scenes");
  await office.open("board");
  await office.field("Days to add").fill("1");
  await office.presses("Add days");
  await movesByKey(office, "3", "Day 1");
  await reads(office, "second.fountain", SECOND);
  await office.sees("Not in this draft");
  await decides(office, "3", "Omit, off the boards");
  await office.presses("Import with these choices");
  await office.open("board");
  await expect(office.page.locator(".board-day").first().locator(".strip .no")).toHaveCount(0);
});

/** The sample's script with two scenes more. */
const LONGER = `${readFileSync(join(import.meta.dirname, "../sample/crossing-times.fountain"), "utf8")}

${scene("19", "EXT. SLIPWAY - DAWN", "Two herons stand where the ferry used to land and share nothing.", "NELL\nMorning.")}

${scene("20", "INT. LIFEBOAT SHED - DAY", "Dilys polishes a brass bell that nobody has rung since the spring.")}
`;

async function readsLonger(who: Somebody): Promise<void> {
  await who.open("script/import");
  const chooser = who.page.waitForEvent("filechooser");
  await who.presses("Choose a file");
  await (await chooser).setFiles({ name: "longer.fountain", mimeType: "text/plain", buffer: Buffer.from(LONGER) });
  await who.sees(/^20 scenes, /);
}

/** Two people who have imported one draft, each with no network, and have not met since. */
async function importApart(somebody: (at: object) => Promise<Somebody>): Promise<[Somebody, Somebody]> {
  const one = await somebody(LAPTOP);
  await loadSample(one);
  await attach(one);
  const two = await somebody(LAPTOP);
  await joinBy(two, await invite(one, "Lotte Brandvold", "Office"));
  for (const who of [one, two]) {
    await who.open("script");
    await expect(listed(who)).toHaveCount(18, { timeout: 40_000 });
    await who.losesSignal();
    await readsLonger(who);
    await who.sees(/\b2 new/);
    await who.presses("Import with these choices");
    await expect(listed(who)).toHaveCount(20);
  }
  return [one, two];
}

test("two import one draft with no network, and the doubled scenes become one each", async ({ somebody }) => {
  const [one, two] = await importApart(somebody);
  await one.follows(/SLIPWAY/);
  await one.fills("Set", "NORTH SLIPWAY");
  await two.follows(/LIFEBOAT SHED/);
  await two.fills("Script day", "D7");
  await one.findsSignal();
  await two.findsSignal();
  await one.isSynced();
  await two.isSynced();
  for (const who of [one, two]) {
    await who.open("script");
    await expect(listed(who)).toHaveCount(22, { timeout: 40_000 });
    await who.sees("2 scenes are there twice");
  }

  // Both merge at once, again with no network.
  for (const who of [one, two]) {
    await who.losesSignal();
    await who.follows("Review the doubles");
    await who.presses("Merge 2 scenes");
    await who.sees("No doubled scenes");
  }
  await one.findsSignal();
  await two.findsSignal();
  await one.isSynced();
  await two.isSynced();
  for (const who of [one, two]) {
    await who.open("script");
    await expect(listed(who)).toHaveCount(20);
    await who.sees("NORTH SLIPWAY");
    await expect(who.page.getByText(/there twice/)).toHaveCount(0);
    await who.follows(/LIFEBOAT SHED/);
    await expect(who.field("Script day")).toHaveValue("D7");
  }
});

test("what somebody types into a scene that was merged meanwhile is found, and taken over", async ({ somebody }) => {
  const [one, two] = await importApart(somebody);
  for (const who of [one, two]) {
    await who.findsSignal();
    await who.isSynced();
  }
  for (const who of [one, two]) {
    await who.open("script");
    await expect(listed(who)).toHaveCount(22, { timeout: 40_000 });
  }
  // One merges; the other, who has not heard of it, goes on with both.
  await two.losesSignal();
  await one.follows("Review the doubles");
  await one.presses("Merge 2 scenes");
  await one.sees("No doubled scenes");
  const days = ["D7", "D8"];
  for (const [n, day] of days.entries()) {
    await two.open("script");
    await listed(two).filter({ hasText: "LIFEBOAT SHED" }).nth(n).getByRole("link").first().click();
    await two.fills("Script day", day);
    await expect(two.field("Script day")).toHaveValue(day);
  }
  await two.findsSignal();
  await two.isSynced();
  await one.isSynced();
  await one.open("script");
  await one.sees("1 edit to a merged scene");
  await one.follows("Review the edits");
  const late = one.page.getByRole("region", { name: "Typed after the merge" });
  const text = (await late.getByRole("listitem").textContent()) ?? "";
  const [typed, here] = /Here: D7/.test(text) ? ["D8", "D7"] : ["D7", "D8"];
  expect(text).toContain(typed);
  expect(text).toContain(`Here: ${here}`);
  await one.presses("Take over");
  await one.sees("No doubled scenes");
  await one.isSynced();
  for (const who of [one, two]) {
    await who.open("script");
    await expect(listed(who)).toHaveCount(20);
    await who.follows(/LIFEBOAT SHED/);
    await expect(who.field("Script day")).toHaveValue(typed);
  }
});
