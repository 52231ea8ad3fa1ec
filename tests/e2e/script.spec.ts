// The script as it reads: its pages, search, the marks of a new draft, locked numbers, and sides
// that only readers of the script receive.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Page } from "@playwright/test";
import AxeBuilder from "@axe-core/playwright";
import { attach, invite, joinBy, LAPTOP, loadSample, PHONE, type Somebody, test } from "./people.ts";
import { pages } from "./pdf.ts";
import { expect } from "./relay.ts";

const script = readFileSync(join(import.meta.dirname, "../sample/crossing-times.fountain"), "utf8");

const screen = (project: string) => (project === "phone" ? PHONE : LAPTOP);

/** What axe finds by day and, of colours, at night; one line a fault. */
async function isAccessible(page: Page, what: string): Promise<void> {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  const lines = (found: Awaited<ReturnType<AxeBuilder["analyze"]>>) =>
    found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(" ")}`);
  expect.soft(lines(await new AxeBuilder({ page }).analyze()), `${what}, by day`).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  const colours = new AxeBuilder({ page }).withRules(["color-contrast"]);
  expect.soft(lines(await colours.analyze()), `${what}, at night`).toEqual([]);
  await page.emulateMedia({ colorScheme: null });
}

/** No room is wider than its window. */
async function fits({ page }: Somebody): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(wide, "pixels beyond the window").toBeLessThanOrEqual(0);
}

const slug = (who: Somebody, number: string) =>
  who.page.locator(".script-sheet h2").filter({ has: who.page.locator(".no", { hasText: new RegExp(`^${number}\\s*$`) }) });

/** Imports a draft of the script over the one that is there. */
async function imports(who: Somebody, text: string): Promise<void> {
  await who.open("script/import");
  const chooser = who.page.waitForEvent("filechooser");
  await who.presses("Choose a file");
  await (await chooser).setFiles({ name: "crossing-times.fountain", mimeType: "text/plain", buffer: Buffer.from(text) });
  await who.presses(/^(Update|Import) \d/);
  await who.sees(/^Imported /);
}

test("the script stands on its pages and can be searched and linked to, with no network", async ({ somebody }, info) => {
  const who = await somebody(screen(info.project.name));
  await loadSample(who);
  await who.isInstalled();
  await who.losesSignal();
  await who.open("pages");
  await expect(who.page.getByRole("group", { name: "Page 1", exact: true })).toContainText("Grey on grey");
  await who.sees("White, Monday 1 February 2027");
  await fits(who);
  await isAccessible(who.page, "the script");

  const find = who.page.getByRole("searchbox", { name: "Search in the script" });
  await find.fill("POST van");
  const now = who.page.locator("mark.now");
  await who.sees("1 of 2");
  await expect(now).toHaveText("Post van");
  await expect(now).toBeInViewport();
  await find.press("Enter");
  await who.sees("2 of 2");
  await expect(who.page.locator("mark")).toHaveCount(2);
  await find.press("Shift+Enter");
  await who.sees("1 of 2");
  await isAccessible(who.page, "a search");
  await find.fill("zebra crossing");
  await who.sees("Not in the script");
  await find.fill("");

  await who.page.locator("#script-scene").fill("12");
  await who.page.locator("#script-scene").press("Enter");
  await expect(slug(who, "12").first()).toBeInViewport();
  await who.open("pages?scene=17");
  await expect(slug(who, "17").first()).toBeInViewport();
  await expect(slug(who, "17").first()).toBeFocused();
});

test("a whole feature stands in few enough elements to scroll", async ({ somebody }) => {
  const who = await somebody(LAPTOP);
  await loadSample(who);
  // 16 pages eight times over.
  const bare = script.slice(script.indexOf("EXT. CAUSEWAY, GATE - DAWN"));
  const long = Array.from({ length: 8 }, (_, n) => bare.replace(/#(\d+)#/g, (_all, at) => `#${n * 18 + Number(at)}#`));
  await imports(who, long.join("\n\n"));
  await who.open("pages");
  await who.sees(/^1\d\d pages, 144 scenes$/);
  const sheets = who.page.locator(".script-sheet");
  await expect.poll(() => sheets.count()).toBeGreaterThan(110);
  const count = await who.page.locator(".script-pages *").count();
  info(`${await sheets.count()} pages in ${count} elements`);
  expect(count).toBeLessThan(14_000);
});

function info(text: string): void {
  test.info().annotations.push({ type: "measured", description: text });
}

test("the next draft marks the lines it changed, and prints them", async ({ somebody }, info) => {
  const who = await somebody(screen(info.project.name));
  await loadSample(who);
  await who.open("pages");
  await expect(who.page.locator(".changed")).toHaveCount(0);
  await imports(who, script.replace("Post van. Out.", "Post van. In."));
  await who.open("pages");
  const changed = who.page.locator(".changed");
  await expect(changed).toHaveCount(1);
  await expect(changed).toContainText("Post van. In.");
  const sheets = await who.page.locator(".script-sheet").count();
  const printed = pages(await who.page.pdf({ preferCSSPageSize: true }));
  expect(printed.length).toBe(sheets);
  expect(printed[0].width_mm).toBeCloseTo(210, 0);
  expect(printed[0].text.replace(/\s+/g, "")).toContain("CrossingTimes");
  expect(printed[1].text.replace(/\s+/g, "")).toContain("White,Monday1February20272.");
});

test("locked numbers stay: a scene that goes is omitted, one between two gets a letter", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await office.open("pages");
  await office.presses("Lock scene numbers");
  await office.page.getByRole("dialog").getByRole("button", { name: "Lock scene numbers" }).click();
  await office.sees("Numbers locked since White, Monday 1 February 2027");
  await office.open("script");
  await office.follows(/^2 INT D GATEHOUSE/);
  await office.sees(/The scene numbers are locked/);
  await expect(office.page.getByRole("button", { name: "Remove scene" })).toBeHidden();
  await office.presses("Mark as omitted");
  await office.open("pages");
  await expect(slug(office, "2")).toContainText("OMITTED");
  await expect(office.page.locator(".script-pages")).not.toContainText("Post van");
});

test("sides go to those who may read the script, and to nobody else", async ({ somebody }, info) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await attach(office);
  const reader = await somebody(screen(info.project.name));
  await office.page.getByRole("checkbox", { name: /May read the script/ }).check();
  await joinBy(reader, await invite(office, "Mirren Tolliver", "Crew"));
  const other = await somebody(PHONE);
  await office.open("invite");
  await joinBy(other, await invite(office, "Astrid Kvalheim", "Crew"));

  await office.open("sides");
  await office.field("Shoot day").selectOption({ label: "Day 1 of 3, Monday 8 March" });
  await expect(office.page.getByRole("list", { name: "Scenes of the day" }).getByRole("listitem")).toHaveCount(5);
  await expect(office.page.locator(".struck").first()).toContainText("Not today:");
  await isAccessible(office.page, "a draft of sides");
  const sheets = await office.page.locator(".script-sheet").count();
  const printed = pages(await office.page.pdf({ preferCSSPageSize: true }));
  expect(printed.length).toBe(sheets);
  await office.presses("Issue sides");
  await office.page.getByRole("dialog").getByRole("button", { name: "Issue now" }).click();
  await expect(office.page.getByRole("heading", { level: 1, name: "Sides, Day 1" })).toBeVisible();
  const issued = new URL(office.page.url()).pathname.replace(/^\/p\/[^/]+\//, "");
  await office.isSynced();

  await reader.isSynced();
  await reader.open("sides");
  await reader.sees(/^Day 1/);
  await reader.isSynced();
  await reader.losesSignal();
  await reader.open(issued);
  await expect(reader.page.locator(".script-sheet").first()).toContainText("Copy of Mirren Tolliver");
  await expect(reader.page.locator(".script-sheet").first()).toContainText("White, Monday 1 February 2027");
  await fits(reader);
  await isAccessible(reader.page, "sides");
  await reader.findsSignal();
  await reader.isSynced();
  const held = office.page.getByRole("listitem").filter({ hasText: "Mirren Tolliver" });
  await expect(held).toContainText("Opened");

  // Who may not read the script has no room for it, and nothing of it on the device.
  await other.isSynced();
  await other.open("more");
  await expect(other.page.getByRole("link", { name: "Sides", exact: true })).toHaveCount(0);
  await other.open(issued);
  await other.sees("You may not read the script");
  await other.open("pages");
  await other.sees("You may not read the script");
  await isAccessible(other.page, "the script of somebody who may not read it");
  await other.open("changes");
  await expect(other.page.getByRole("main")).not.toContainText("Sides");
});
