// What comes out of the schedule: documents that are read, printed, saved and issued.
import { readFileSync } from "node:fs";
import { attach, create, invite, joinBy, LAPTOP, loadSample, PHONE, type Somebody, test } from "./people.ts";
import { type PdfPage, pages } from "./pdf.ts";
import { expect } from "./relay.ts";
import { chooses, film, type Part, takesIn } from "./schedule-file.ts";

const bare = (text: string) => text.normalize("NFKC").replace(/\s+/g, "").toLowerCase();

test("every document of the schedule is drawn from the board, and prints whole", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  const see: Record<string, RegExp> = {
    "one-liner": /End of day 3/,
    "shooting-schedule": /End of day 1/,
    chronological: /Day 1, Mon/,
    "day-out-of-days": /SWF|SW/,
    "breakdown-sheets": /INT\. GATEHOUSE - DAY/,
    "element-list": /NELL/,
  };
  for (const [show, words] of Object.entries(see)) {
    await office.open(`schedules?show=${show}`);
    const document = office.page.locator(".schedule-doc");
    await expect(document).toContainText(words);
    const printed = pages(await office.page.pdf({ preferCSSPageSize: true }));
    const [long, short] = [297, 210];
    const isWide = show === "day-out-of-days";
    expect(printed[0].width_mm).toBeCloseTo(isWide ? long : short, 0);
    const paper = bare(printed.map((page) => page.text).join(""));
    const pieces = await document
      .locator(":is(td, th, dd, dt, h3, p):not(.schedule-foot)")
      .evaluateAll((all) => all.filter((e) => !e.querySelector(".hidden") && e.children.length === 0).map((e) => e.textContent ?? ""));
    const missing = pieces.map(bare).filter((piece) => piece !== "" && !paper.includes(piece));
    expect(missing, `${show}: on the page, but not on the paper`).toEqual([]);
  }
});

test("an issued one-liner stays as it was, and reaches a phone with no signal afterwards", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await attach(office);
  const crew = await somebody(PHONE);
  await joinBy(crew, await invite(office, "Mirren Tolliver", "Crew"));
  await office.open("schedules");
  await office.sees("Not issued yet");
  await office.presses("Issue");
  await office.page.getByRole("dialog").getByRole("button", { name: "Issue now" }).click();
  await expect(office.page.getByRole("heading", { level: 1, name: "One-liner" })).toBeVisible();
  await office.sees("White");
  const issued = new URL(office.page.url()).pathname.replace(/^\/p\/[^/]+\//, "");
  await office.isSynced();
  await crew.isSynced();
  await crew.open("schedules");
  await crew.isSynced();
  await crew.losesSignal();
  await crew.open(issued);
  await expect(crew.page.locator(".schedule-doc")).toContainText("End of day 3");
  await crew.findsSignal();
  await crew.isSynced();
  await expect(office.page.getByRole("listitem").filter({ hasText: "Mirren Tolliver" })).toContainText("Opened");

  await office.open("script");
  await office.page.getByRole("link", { name: /GATEHOUSE/ }).first().click();
  await office.fills("Set", "GATEHOUSE, UPSTAIRS");
  await office.open("schedules");
  await office.sees("Changed since");
  await office.open(issued);
  await expect(office.page.locator(".schedule-doc")).not.toContainText("UPSTAIRS");
});

const LONG_NAME = "BARONESS WILHELMINA OF THE FAR SHORE AND HER LATE SISTER";

/** Sixty days: Alva waits twice, the others work in turns. */
function longFilm(): string {
  const others: Part[] = Array.from({ length: 18 }, (_, n) => ({
    name: `${String.fromCharCode(66 + n)}RENNA VAN DER OUDERAA`,
    days: [n + 1, n + 4, n + 30],
  }));
  return film(60, [{ name: "ALVA", days: [1, 20, 40] }, { name: LONG_NAME, days: [2, 58, 60] }, ...others]);
}

/** Opens a production of its own with the long film in it. */
async function withLongFilm(who: Somebody): Promise<void> {
  await who.page.goto(who.relay.url);
  await create(who, "Long film", "Dana Okafor");
  await takesIn(who, longFilm(), 60);
}

const DOOD = "schedules?show=day-out-of-days";
const rowOf = (who: Somebody, name: string) => who.page.getByRole("row", { name: new RegExp(`^\\d+ ${name}`) }).first();
/** The codes of a row that say something. */
const codesOf = async (who: Somebody, name: string): Promise<string[]> => {
  const cells = await rowOf(who, name).locator("td:not(.sum)").allTextContents();
  return cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
};

test("a drop is pinned from the grid by keys and by pointer, and stands on the card as well", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await withLongFilm(office);
  await office.open(DOOD);
  // By the rule the first gap that is long enough is dropped.
  await expect.poll(() => codesOf(office, "ALVA").then((codes) => codes.slice(0, 2))).toEqual(["SWD", "PW"]);

  await rowOf(office, "ALVA").getByRole("button").focus();
  await office.page.keyboard.press("Enter");
  const dialog = office.page.getByRole("dialog", { name: "Drop of ALVA" });
  const gaps = dialog.getByRole("region", { name: "Gaps between its working days" }).getByRole("combobox");
  await expect(gaps).toHaveCount(2);
  await gaps.nth(1).selectOption({ label: "Drop here" });
  await office.page.keyboard.press("Escape");
  await expect.poll(() => codesOf(office, "ALVA").then((codes) => codes.slice(0, 2))).toEqual(["SW", "H"]);
  expect((await codesOf(office, "ALVA")).slice(-2)).toEqual(["WD", "PWF"]);

  // A cell within the gap leads to that gap.
  await rowOf(office, "ALVA").getByRole("cell").nth(30).click();
  await expect(gaps.nth(1)).toBeFocused();
  await gaps.nth(1).selectOption({ label: "Never drop here" });
  await gaps.nth(0).selectOption({ label: "Never drop here" });
  await office.page.keyboard.press("Escape");
  await expect.poll(() => codesOf(office, "ALVA").then((codes) => codes.includes("H") && !codes.some((c) => /D/.test(c)))).toBe(true);

  await office.open("breakdown");
  await office.page.getByRole("main").getByRole("link", { name: "ALVA", exact: true }).click();
  const pane = office.page.getByRole("complementary", { name: "ALVA" });
  await pane.getByText("Day out of days").click();
  const own = pane.getByRole("region", { name: "Gaps between its working days" }).getByRole("combobox");
  await own.nth(0).selectOption({ label: "As the rule has it" });
  await office.open(DOOD);
  await expect.poll(() => codesOf(office, "ALVA").then((codes) => codes[0])).toBe("SWD");
});

test("a production's own codes stand in the grid, in the file and in what is issued", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await withLongFilm(office);
  await office.open(DOOD);
  await office.presses("Codes");
  const dialog = office.page.getByRole("dialog", { name: "Codes of the day out of days" });
  await dialog.getByLabel("Drops on the day out of days").selectOption({ label: "D on each day of the gap" });
  await dialog.getByLabel("Code of travel").fill("H");
  await dialog.getByLabel("Code of travel").blur();
  await expect(dialog).toContainText("This would be mistaken for H");
  await dialog.getByLabel("Code of travel").fill("t");
  await dialog.getByLabel("Code of travel").blur();
  await office.sees("Code of travel changed");
  await office.page.keyboard.press("Escape");
  await expect.poll(() => codesOf(office, "ALVA").then((codes) => codes.slice(0, 3))).toEqual(["SW", "D", "D"]);
  await office.sees(/T travel/);

  const saved = office.page.waitForEvent("download");
  await office.presses("Table as CSV");
  const csv = readFileSync(await (await saved).path(), "utf8");
  expect(csv.split("\n").find((line) => line.startsWith("1,ALVA,"))).toMatch(/^1,ALVA,SW,D,D,/);

  await office.presses("Issue");
  await office.page.getByRole("dialog").getByRole("button", { name: "Issue now" }).click();
  await office.sees("White");
  await expect(office.page.locator(".dood-box tbody tr").first().locator("td").nth(1)).toHaveText("D");
});

test("what was shot stands beside what was planned, and differs by more than colour", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await withLongFilm(office);
  await office.open("report");
  await office.presses("Scene 1: Not shot");
  await office.presses("Weather");
  await office.open(`${DOOD}&days=both`);
  await office.sees("Actual for 1 reported day, as planned for the others");
  const actual = office.page.locator(".dood-box tr.actual").first();
  await expect(actual.locator("td").first()).toHaveText(/^×, planned: SWD$/);
  await expect(office.page.getByRole("button", { name: "Issue", exact: true })).toHaveCount(0);

  const saved = office.page.waitForEvent("download");
  await office.presses("Table as CSV");
  const lines = readFileSync(await (await saved).path(), "utf8").split("\n");
  expect(lines[0]).toMatch(/^No\.,Name,Planned or actual,2027-05-03,/);
  expect(lines[1]).toMatch(/^1,ALVA,planned,SWD,/);
  expect(lines[2]).toMatch(/^1,ALVA,actual,,/);

  await office.presses("Actual");
  await expect.poll(() => codesOf(office, "ALVA").then((codes) => codes[0])).toBe("SWD");
  await expect(rowOf(office, "ALVA").getByRole("cell").first()).toHaveText("");
});

test("paper of a schedule carries a code that says whether it still counts", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  const codes: string[] = [];
  for (const scene of [undefined, "GATEHOUSE, UPSTAIRS"]) {
    if (scene) {
      await office.open("script");
      await office.page.getByRole("link", { name: /GATEHOUSE/ }).first().click();
      await office.fills("Set", scene);
    }
    await office.open("schedules?show=breakdown-sheets");
    await office.presses("Issue");
    await office.page.getByRole("dialog").getByRole("button", { name: "Issue now" }).click();
    const code = office.page.locator(".schedule-code");
    await expect(code.getByRole("img", { name: "Code of this document for a camera" })).toBeVisible();
    codes.push((await code.locator("p").textContent()) ?? "");
  }
  expect(codes[0]).toMatch(/^[0-9A-F]{4} [0-9A-F]{4}$/);
  const paper = pages(await office.page.pdf({ preferCSSPageSize: true }));
  expect(paper.map((page) => page.text).join("")).toContain(codes[1].replace(" ", ""));

  for (const room of ["schedules", "callsheets"]) {
    await office.open(room);
    const verify = office.page.locator(".verify");
    await verify.getByLabel("Code").fill(codes[1]);
    await verify.getByLabel("Code").press("Enter");
    await expect(verify).toContainText("Yes, the newest one here");
    await expect(verify).toContainText("Breakdown sheets, Rev 1 Blue");
    await verify.getByLabel("Code").fill(codes[0]);
    await verify.getByLabel("Code").press("Enter");
    await expect(verify).toContainText("No, an older one");
  }
  // What a camera reads is the address with the whole hash.
  await office.page.locator(".verify").getByRole("link", { name: "Open it" }).click();
  await expect(office.page.locator(".schedule-code")).toContainText(codes[1]);
});

test("a document issued a moment before the page was loaded anew has its number", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await office.readsSlowly(2000);
  for (const rev of [/White/, /Rev 1 Blue/]) {
    await office.open("schedules?show=breakdown-sheets");
    await office.presses("Issue");
    await office.page.getByRole("dialog").getByRole("button", { name: "Issue now" }).click();
    await expect(office.page.locator(".schedule-rev")).toHaveText(rev);
  }
  await office.open("schedules?show=breakdown-sheets");
  await expect(office.page.getByText("Rev 1 Blue")).not.toHaveCount(0);
  await expect(office.page.getByText("Two carry this number")).toHaveCount(0);
});

const LETTER = { short: 215.9, long: 279.4 };
/** The narrowest margin that the pages of schedules keep. */
const MARGIN_MM = 10;

/** What stands outside the printable width, is cut off by its own cell, or is printed in colour. */
async function flawsOnPaper(who: Somebody, width_mm: number): Promise<string[]> {
  const { page } = who;
  const width = Math.round(((width_mm - 2 * MARGIN_MM) / 25.4) * 96);
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width, height: 1000 });
  const found = await page.locator(".schedule-doc").evaluate((document, width) => {
    const isGrey = (colour: string) => {
      const [, space, inside] = /^(\w+)\((.*)\)$/.exec(colour) ?? [];
      const n = (inside ?? "").split(/[\s,/]+/).map(Number.parseFloat);
      if (space === "oklch") return n[1] === 0 || n[3] === 0;
      if (space === "rgb" || space === "rgba") return n[3] === 0 || (n[0] === n[1] && n[1] === n[2]);
      return colour === "transparent";
    };
    const range = window.document.createRange();
    // What only a screen reader is told stands in a box of a pixel, and is not on the paper.
    const drawn = (element: Element) => {
      const texts = window.document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const sides: number[] = [];
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        if (text.parentElement?.closest(".hidden")) continue;
        range.selectNodeContents(text);
        const { left, right } = range.getBoundingClientRect();
        sides.push(left, right);
      }
      return { left: Math.min(...sides), right: Math.max(...sides) };
    };
    const flaws: string[] = [];
    for (const element of document.querySelectorAll("p, td, th, dt, dd, h2, h3, b, small, span:not(.hidden), button")) {
      const name = element.textContent?.trim().slice(0, 60) ?? "";
      if (element.closest(".hidden") || element.getClientRects().length === 0 || name === "") continue;
      const { left, right } = drawn(element);
      const isCut = element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== "visible";
      if (element.closest(".schedule-foot") === null && (left < -1 || right > width + 1 || isCut)) flaws.push(`beyond: ${name}`);
      const style = getComputedStyle(element);
      if (!isGrey(style.color) || !isGrey(style.backgroundColor)) flaws.push(`coloured: ${name}`);
    }
    return flaws;
  }, width);
  await page.emulateMedia({ media: null });
  await page.setViewportSize(LAPTOP.viewport);
  return found;
}

test("sixty days of a long-named cast print whole on US Letter, in black and white", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await withLongFilm(office);
  await office.open("settings");
  // Offices of its zone print on it.
  await expect(office.field("Paper")).toHaveValue("letter");
  for (const show of ["one-liner", "shooting-schedule", "chronological", "day-out-of-days", "breakdown-sheets", "element-list"]) {
    await office.open(`schedules?show=${show}`);
    await expect(office.page.locator(".schedule-doc")).toContainText("Long film");
    const isWide = show === "day-out-of-days";
    if (isWide) await expect(office.page.locator(".dood-piece")).toHaveCount(3);
    const [width, height] = isWide ? [LETTER.long, LETTER.short] : [LETTER.short, LETTER.long];
    const printed: PdfPage[] = pages(await office.page.pdf({ preferCSSPageSize: true }));
    for (const page of printed) {
      expect(page.width_mm).toBeCloseTo(width, 0);
      expect(page.height_mm).toBeCloseTo(height, 0);
    }
    const paper = bare(printed.map((page) => page.text).join(""));
    const pieces = await office.page
      .locator(".schedule-doc :is(td, th, dd, dt, h3, p):not(.schedule-foot)")
      .evaluateAll((all) => all.filter((e) => e.children.length === 0).map((e) => e.textContent ?? ""));
    const missing = pieces.map(bare).filter((piece) => piece !== "" && !paper.includes(piece));
    expect(missing, `${show}: on the page, but not on the paper`).toEqual([]);
    expect(await flawsOnPaper(office, width), show).toEqual([]);
    if (isWide) {
      // 82 dates take three pages, and each repeats the names and the dates above its own columns.
      expect(printed.length).toBeGreaterThanOrEqual(3);
      for (const page of printed) {
        expect(bare(page.text)).toContain(bare(LONG_NAME));
        expect(bare(page.text)).toContain("name");
      }
    }
  }
});

test("a schedule of another program comes in, goes out, and comes in elsewhere as it was", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await withLongFilm(office);
  await expect(office.page.getByRole("list", { name: /^Day 60,/ }).locator(".no")).toHaveText(["60"]);
  await office.open("schedules");
  await office.presses("Schedules of other programs");
  const saved = office.page.waitForEvent("download");
  await office.presses("Save all boards as .uss");
  const file = await saved;
  expect(file.suggestedFilename()).toBe("long-film.uss");
  const text = readFileSync(await file.path(), "utf8");
  const standard = JSON.parse(text).universalScheduleStandard;
  expect(standard.stripboards).toHaveLength(1);
  expect(standard.breakdowns.filter((b: { type: string }) => b.type === "scene")).toHaveLength(60);

  // What is here already is found again, and nothing of it is taken twice.
  await office.presses("Schedules of other programs");
  await chooses(office, "long-film.uss", text, () => office.presses("Take in a .uss file…"));
  await expect(office.page.getByRole("dialog")).toContainText("0 new scenes, 60 that are here already");

  const other = await somebody(LAPTOP);
  await other.page.goto(other.relay.url);
  await create(other, "Again", "Omar Bell");
  await takesIn(other, text, 60);
  await expect(other.page.getByRole("list", { name: /^Day 60,/ }).locator(".no")).toHaveText(["60"]);
  await other.open(DOOD);
  await expect.poll(() => codesOf(other, "ALVA").then((codes) => codes.slice(0, 2))).toEqual(["SWD", "PW"]);
});

test("a file that is no schedule is refused with a way out, and changes nothing", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await office.page.goto(office.relay.url);
  await create(office, "Long film", "Dana Okafor");
  await office.open("schedules");
  const whole = longFilm();
  for (const [name, text, why] of [
    ["empty.uss", "", "empty.uss was not taken in. This file is empty."],
    ["notes.uss", "Tide at six.", "notes.uss was not taken in. This is no schedule"],
    ["cut.uss", whole.slice(0, whole.length / 2), "cut.uss was not taken in. This file is cut off or damaged"],
    ["list.json", '{"colours": []}', "list.json was not taken in. This is data (JSON), but no schedule."],
  ]) {
    await chooses(office, name, text, () => office.presses("Take in a .uss file…"));
    await office.sees(why);
    await office.sees(/Export a Universal Schedule Standard file/);
  }
  await office.sees("No scenes yet");
});
