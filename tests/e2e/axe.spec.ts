// Every room can be read and used by everybody: by day and by night, on a phone and a laptop.
import { LAPTOP, loadSample, PHONE, sheetOfDay, Somebody, test } from "./people.ts";
import { isAccessible } from "./readable.ts";
import { expect } from "./relay.ts";

/** Goes to a room as a link does: the app stays loaded, and the new room's heading has the focus. */
async function goes(who: Somebody, room: string): Promise<void> {
  await who.page.evaluate((address) => {
    document.querySelector("h1")?.setAttribute("data-left", "");
    history.pushState(null, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
  }, who.address(room));
  await expect(who.page.locator("h1:not([data-left])")).toBeFocused();
}

async function areAccessible(who: Somebody, rooms: string[]): Promise<void> {
  for (const room of rooms) {
    await goes(who, room);
    await isAccessible(who, room);
  }
}

/** Somebody who looks at the sample, with the screen of this project. */
async function visitor(somebody: (at: object) => Promise<Somebody>, project: string): Promise<Somebody> {
  const who = await somebody(project === "phone" ? PHONE : LAPTOP);
  await loadSample(who);
  return who;
}

test("the rooms of the plan have no accessibility violation, by day and by night", async ({ somebody }, info) => {
  const who = await visitor(somebody, info.project.name);
  await areAccessible(who, ["script", "script/import", "breakdown", "board", "calendar", "people", "departments", "locations", "rules"]);
});

test("the documents of the schedule and the boards have no accessibility violation", async ({ somebody }, info) => {
  const who = await visitor(somebody, info.project.name);
  const documents = ["one-liner", "shooting-schedule", "chronological", "day-out-of-days", "breakdown-sheets", "element-list"];
  const views = ["board?conflicts=1", "board?do=design", "board?do=fill", "calendar?view=list", "breakdown?view=duplicates", "breakdown?view=categories"];
  for (const room of [...documents.map((show) => `schedules?show=${show}`), ...views]) {
    await who.open(room);
    await isAccessible(who, room);
  }
});

test("the rooms of the day and of this device have no accessibility violation", async ({ somebody }, info) => {
  const who = await visitor(somebody, info.project.name);
  await areAccessible(who, ["report", "times", "daily", "today", "callsheets", "invite", "sync", "changes", "settings", "more"]);
  await goes(who, "/");
  await isAccessible(who, "all productions");
});

test("a call sheet and its draft have no accessibility violation", async ({ somebody }, info) => {
  const who = await visitor(somebody, info.project.name);
  const issued = await sheetOfDay(who, 1, "Open");
  const draft = await sheetOfDay(who, 3, "Draft");
  await goes(who, issued);
  await isAccessible(who, "an issued sheet");
  await goes(who, draft);
  await who.presses("Review and issue");
  await isAccessible(who, "a draft under review");
});

test("what opens inside and over a room has no accessibility violation", async ({ somebody }, info) => {
  const who = await visitor(somebody, info.project.name);
  await goes(who, "people");
  await who.presses("Cast and parts");
  await isAccessible(who, "the cast");
  await goes(who, "board");
  await who.page.getByRole("button", { name: /^Scene 18,/ }).click();
  await who.presses("Move to…");
  await isAccessible(who, "where to move a scene");
  await who.page.keyboard.press("Escape");
  await goes(who, "script");
  await who.page.getByRole("main").getByRole("link", { name: /^1 / }).first().click();
  await isAccessible(who, "a scene");
});
