// The script as it reads: its pages, search, the marks of a new draft, locked numbers, and sides
// that only readers of the script receive.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Page } from "@playwright/test";
import AxeBuilder from "@axe-core/playwright";
import { attach, create, invite, joinBy, LAPTOP, loadSample, PHONE, type Somebody, test } from "./people.ts";
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
async function imports(who: Somebody, text: string, name = "crossing-times.fountain"): Promise<void> {
  await who.open("script/import");
  const chooser = who.page.waitForEvent("filechooser");
  await who.presses("Choose a file");
  await (await chooser).setFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  await who.presses(/^Import (\d|with)/);
  await who.sees(/^Imported /);
}

test("the script stands on its pages and can be searched and linked to, with no network", async ({ somebody }, info) => {
  const who = await somebody(screen(info.project.name));
  await loadSample(who);
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

/** A Final Draft file of three scenes; `locks` name the pages that begin with a scene, by its index. */
function finalDraft(waits: number[], locks: [scene: number, page: string][]): string {
  const starts: number[] = [];
  let at = 0;
  const paragraph = (type: string, text: string, more = "") => {
    at += text.length + 1;
    return `<Paragraph Type="${type}"${more}><Text>${text}</Text></Paragraph>\n`;
  };
  const scenes = waits.map((count, n) => {
    starts.push(at);
    const heading = paragraph("Scene Heading", `INT. CABIN ${n + 1} - NIGHT`, ` Number="${n + 1}"`);
    return heading + Array.from({ length: count }, (_, i) => paragraph("Action", `Wave ${n + 1}.${i + 1} breaks.`)).join("");
  });
  const locked = locks.map(([scene, page]) => `<LockedPage Deleted="0" LockLevel="0" PageNumber="${page}" Position="${starts[scene]}"/>`);
  return `<FinalDraft DocumentType="Script" Version="6"><Content>\n${scenes.join("")}</Content>
<LockedPages>\n${locked.join("\n")}\n</LockedPages></FinalDraft>`;
}

test("pages that the file locks keep their numbers, and what flows over gets a letter", async ({ somebody }, info) => {
  const office = await somebody(screen(info.project.name));
  await office.page.goto(office.relay.url);
  await create(office, "Cold Harbour", "Nell");
  const names = () => office.page.locator(".script-sheet").evaluateAll((all) => all.map((sheet) => sheet.getAttribute("aria-label")));
  await imports(office, finalDraft([3, 2, 4], [[0, "87"], [1, "87A"], [2, "88"]]), "cold-harbour.fdx");
  await office.open("pages");
  await office.sees("Pages locked by the file");
  expect(await names()).toEqual(["Page 87", "Page 87A", "Page 88"]);
  await expect(office.page.getByRole("group", { name: "Page 88" })).toContainText("Wave 3.1 breaks.");
  await isAccessible(office.page, "locked pages");
  await fits(office);
  // The next draft has too much for page 87: no page after it changes.
  await imports(office, finalDraft([40, 2, 4], [[0, "87"], [1, "88"], [2, "89"]]), "cold-harbour-2.fdx");
  await office.open("pages");
  await expect.poll(names).toEqual(["Page 87", "Page 87A", "Page 88", "Page 89"]);
  // Pages that do not fit the text are counted, and the preview says why.
  await office.open("script/import");
  const chooser = office.page.waitForEvent("filechooser");
  await office.presses("Choose a file");
  const text = finalDraft([3, 2, 4], [[0, "87"]]).replace('Position="0"', 'Position="99999"');
  await (await chooser).setFiles({ name: "cold-harbour-3.fdx", mimeType: "text/xml", buffer: Buffer.from(text) });
  await expect(office.page.getByText(/Locked page 87 begins behind the end of the script/)).toHaveCount(1);
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
  await expect(office.page.getByRole("list", { name: "Scenes of the day" }).getByRole("listitem")).toHaveCount(6);
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
