// The issued call sheet on paper: all of it, on the paper that the production uses.
import { LAPTOP, loadSample, sheetOfDay, type Somebody, test } from "./people.ts";
import { pages } from "./pdf.ts";
import { expect } from "./relay.ts";

const A4 = { width_mm: 210, height_mm: 297 };
const LETTER = { width_mm: 215.9, height_mm: 279.4 };
/** The narrowest margin that office printers keep. */
const MARGIN_MM = 9;

async function opens(who: Somebody, sheet: string): Promise<void> {
  await who.open(sheet);
  await expect(who.page.locator(".paper")).toBeAttached();
}

const bare = (text: string) => text.normalize("NFKC").replace(/\s+/g, "");

/** Every piece of text of the sheet as the page has it: lines, cells, list items. */
const pieces = (who: Somebody) =>
  who.page.locator(".paper :is(p, td, th, li)").evaluateAll((all) =>
    all
      .flatMap((element) => [...element.childNodes].map((node) => (node.textContent ?? "").trim()))
      .filter((text) => text !== ""),
  );

/** Prints the sheet that is shown, and checks that a reader of the paper misses nothing. */
async function printsWhole(who: Somebody, paper: typeof A4, most: number): Promise<void> {
  const printed = pages(await who.page.pdf({ preferCSSPageSize: true }));
  expect(printed.length).toBeGreaterThanOrEqual(1);
  expect(printed.length).toBeLessThanOrEqual(most);
  for (const page of printed) {
    expect(page.width_mm).toBeCloseTo(paper.width_mm, 0);
    expect(page.height_mm).toBeCloseTo(paper.height_mm, 0);
  }
  const text = printed.map((page) => page.text).join("");
  // A style may print a text in capitals.
  const cut = (await pieces(who)).filter((piece) => !text.toLowerCase().includes(bare(piece).toLowerCase()));
  expect(cut, "on the page, but not on the paper").toEqual([]);
  expect(await beyond(who, paper), "beyond the printable width").toEqual([]);
}

/** Texts that stand outside the printable width, or that their own cell cuts off. */
async function beyond(who: Somebody, paper: typeof A4): Promise<string[]> {
  const { page } = who;
  const width = Math.round(((paper.width_mm - 2 * MARGIN_MM) / 25.4) * 96);
  const before = page.viewportSize() ?? LAPTOP.viewport;
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width, height: 1000 });
  const found = await page.locator(".paper :is(p, td, th, li)").evaluateAll((all, width) => {
    const range = document.createRange();
    return all
      .filter((element) => {
        range.selectNodeContents(element);
        const { left, right } = range.getBoundingClientRect();
        return left < -1 || right > width + 1 || element.scrollWidth > element.clientWidth + 1;
      })
      .map((element) => element.textContent?.trim().slice(0, 60) ?? "");
  }, width);
  await page.emulateMedia({ media: null });
  await page.setViewportSize(before);
  return found;
}

test("an issued sheet is printed whole on A4, front and back", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  for (const day of [1, 2]) {
    await opens(office, await sheetOfDay(office, day, "Open"));
    await printsWhole(office, A4, 2);
  }
});

test("a production on US Letter prints its sheets on it", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await office.open("settings");
  await office.field("Paper").selectOption({ label: "US Letter" });
  // The engine says so; the field itself shows it before the engine has it.
  await office.sees("Paper changed");
  await office.open(await sheetOfDay(office, 3, "Draft"));
  await office.presses("Review and issue");
  await office.presses("Issue White");
  await office.sees("Issued White for Day 3");
  await opens(office, new URL(office.page.url()).pathname);
  await printsWhole(office, LETTER, 2);
});
