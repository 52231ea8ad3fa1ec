// The making of a call sheet: drafted times and where they come from, a push of all calls, the
// layout of the sheet, and one person's own part of it.
import { isMe, LAPTOP, loadSample, PHONE, sheetOfDay, type Somebody, test } from "./people.ts";
import { isAccessible } from "./readable.ts";
import { expect } from "./relay.ts";

/** Somebody in the sample's office, with the screen of this project. */
async function office(somebody: (at: object) => Promise<Somebody>, project: string): Promise<Somebody> {
  const who = await somebody(project === "phone" ? PHONE : LAPTOP);
  await loadSample(who);
  return who;
}

const value = (who: Somebody, label: string) => expect(who.field(label));

/** Minutes of a time as the grid shows it, "06:15" or "01:30 +1". */
function minutes(shown: string | null): number {
  const [, hours, rest, later] = (shown ?? "").match(/^(\d\d):(\d\d)(?: ([+-]\d))?$/) ?? [];
  return Number(hours) * 60 + Number(rest) + 1440 * Number(later ?? 0);
}

test("a push moves all calls in one act, leaves the typed ones and says how many", async ({ somebody }, info) => {
  const who = await office(somebody, info.project.name);
  await who.open(await sheetOfDay(who, 3, "Draft"));
  await value(who, "General call").toHaveValue("20:00");
  await who.presses("Push calls");
  await expect(who.page.getByRole("heading", { name: "6 typed times" })).toBeVisible();
  await isAccessible(who, "a push of all calls");
  await who.presses("Later");
  await who.sees("Day 3: all calls 30 min later, 6 typed times stayed");
  await value(who, "General call").toHaveValue("20:30");
  await value(who, "Halina Wrobel, Call").toHaveAttribute("placeholder", "20:30");
  await value(who, "Imogen Sayle, Call").toHaveAttribute("placeholder", "19:30");
  await value(who, "Jo Castellow, Call").toHaveValue("06:30 +1");
  await who.presses("Undo");
  await value(who, "General call").toHaveValue("20:00");
  await value(who, "Halina Wrobel, Call").toHaveAttribute("placeholder", "20:00");
});

test("a push is typed with a sign, takes the typed times along, and stays within the shoot day", async ({ somebody }, info) => {
  const who = await office(somebody, info.project.name);
  await who.open(await sheetOfDay(who, 3, "Draft"));
  await who.presses("Push calls");
  const by = who.field("By how many minutes");
  await by.fill("-2700");
  await who.sees("That leaves the shoot day. Push by less, or type the general call itself.");
  await by.fill("-15");
  await expect(who.page.getByRole("button", { name: "Later", exact: true })).toBeDisabled();
  await who.page.getByRole("checkbox", { name: "Move typed times along" }).check();
  await who.presses("Earlier");
  await value(who, "General call").toHaveValue("19:45");
  await value(who, "Jo Castellow, Call").toHaveValue("06:15 +1");
});

test("a value says where it comes from, and a typed one can be drafted again", async ({ somebody }, info) => {
  const who = await office(somebody, info.project.name);
  await who.open(await sheetOfDay(who, 3, "Draft"));
  const call = "Halina Wrobel, Call";
  const cell = who.page.locator(".sourced").filter({ has: who.page.getByLabel(call, { exact: true }) });
  await expect(cell).toContainText("Drafted");
  await who.fills(call, "20:45");
  await who.presses(`${call}: typed`);
  await who.sees("Typed by somebody: it stays when other times move.");
  await isAccessible(who, "where a time comes from");
  await who.page.getByRole("button", { name: "Draft it again", exact: true }).filter({ visible: true }).first().click();
  await value(who, call).toHaveValue("");
  await value(who, call).toHaveAttribute("placeholder", "20:00");
  // Below a field of the day it is said in words.
  await who.presses("Draft it again: Shooting call");
  await value(who, "Shooting call").toHaveAttribute("placeholder", "21:00");
  await who.fills("General call", "20:30");
  await value(who, "Shooting call").toHaveAttribute("placeholder", "21:30");
});

test("a pick-up is drafted from the way to the location", async ({ somebody }, info) => {
  const who = await office(somebody, info.project.name);
  const draft = await sheetOfDay(who, 3, "Draft");
  await who.open(draft);
  await value(who, "Marged Ashworth, Pick-up").not.toHaveAttribute("placeholder", /\d/);
  await who.follows("Edit this location");
  await who.fills("Way from pick-up takes", "40");
  await who.open(draft);
  const at = async (name: string) => minutes(await who.field(`Marged Ashworth, ${name}`).getAttribute("placeholder"));
  await value(who, "Marged Ashworth, Pick-up").toHaveAttribute("placeholder", /^\d\d:\d\d/);
  expect(await at("Pick-up")).toBe((await at("Call")) - 40);
});

test("the sections of the sheet are ordered and hidden by keyboard, and an issued sheet keeps its order", async ({ somebody }, info) => {
  const who = await office(somebody, info.project.name);
  const draft = await sheetOfDay(who, 3, "Draft");
  await who.open(draft);
  await who.presses("Layout");
  const sections = who.page.getByRole("list", { name: "Sections in order" }).locator("li b");
  await expect(sections).toHaveText(["Safety", "Where", "Scenes", "Cast", "Background", "Turn the page", "Crew", "Notes", "Walkie channels", "The days after"]);
  await isAccessible(who, "the layout of the sheet");
  const up = who.page.getByRole("button", { name: "Move Cast up", exact: true });
  await up.focus();
  await who.page.keyboard.press("Enter");
  await expect(sections.nth(2)).toHaveText("Cast");
  await expect(up).toBeFocused();
  await who.page.keyboard.press("Enter");
  await expect(sections.nth(1)).toHaveText("Cast");
  await expect(who.page.getByRole("button", { name: "Hide Safety", exact: true })).toHaveCount(0);
  await who.presses("Hide The days after");
  await expect(who.page.getByRole("button", { name: "Put back The days after", exact: true })).toBeVisible();
  await who.field("Name of this order").fill("Cast first");
  await who.presses("Save as a template");
  await expect(who.page.getByRole("button", { name: "Use the template Cast first", exact: true })).toBeVisible();

  await who.open(draft);
  await who.presses("Review and issue");
  await who.presses("Issue White");
  await who.sees("Issued White for Day 3");
  const heads = who.page.locator(".sheet-room .screen .part > h2");
  const order = ["Cast", "Where", "Scenes"];
  const read = async () => (await heads.allTextContents()).map((text) => text.trim()).filter((text) => order.includes(text));
  await expect.poll(read).toEqual(order);
  await expect(heads.filter({ hasText: "The days after" })).toHaveCount(0);
  const issued = who.page.url();

  await who.open(draft);
  await who.presses("Layout");
  await who.presses("Use the template Feature and series");
  await expect(sections.nth(1)).toHaveText("Where");
  await who.page.goto(issued);
  await expect.poll(read).toEqual(order);
});

test("a stage production's sheet is called by its own words", async ({ somebody }, info) => {
  const who = await office(somebody, info.project.name);
  const draft = await sheetOfDay(who, 3, "Draft");
  await who.open("settings");
  await who.page.getByRole("main").getByLabel("Kind", { exact: true }).selectOption("stage");
  await who.open(draft);
  await expect(who.page.getByRole("heading", { level: 1, name: "Daily call, day 3" })).toBeVisible();
  await expect(who.page.getByRole("heading", { level: 2, name: "Numbers" })).toBeVisible();
});

test("one's own sheet stands on one page and needs no network", async ({ somebody }, info) => {
  const who = await office(somebody, info.project.name);
  await isMe(who, "Marged Ashworth");
  const sheet = await sheetOfDay(who, 1, "Open");
  await who.open(sheet);
  await who.losesSignal();
  await who.open(sheet);
  await who.page.getByRole("link", { name: "My own sheet", exact: true }).click();
  const main = who.page.getByRole("main");
  await expect(main.getByRole("region", { name: /^My call/ })).toBeVisible();
  await expect(main.getByRole("heading", { level: 2, name: "My scenes" })).toBeVisible();
  await expect(main.getByRole("link", { name: /^Ring Northmark General Hospital/ }).first()).toHaveAttribute("href", "tel:+447700900911");
  await expect(main.getByRole("link", { name: /^Open map of Merrow causeway/ }).first()).toHaveAttribute("href", /^(geo:55\.6213|https:\/\/maps\.apple|https:\/\/www\.google)/);
  await expect(main.getByRole("list", { name: "Who to ring" }).getByRole("link").first()).toHaveAttribute("href", /^tel:/);
  await isAccessible(who, "one's own sheet");
  await who.sees("Acknowledged, the office sees it");
  await who.page.getByRole("link", { name: "The whole call sheet" }).click();
  await expect(main.getByRole("heading", { level: 2, name: "Who has it" })).toBeVisible();

  const crew = await office(somebody, info.project.name);
  await isMe(crew, "Bastian Orr");
  await crew.losesSignal();
  await crew.open(`${await sheetOfDay(crew, 1, "Open")}?view=mine`);
  await crew.presses("Got it, I'll be there");
  await crew.sees("Acknowledged, the office sees it");
});
