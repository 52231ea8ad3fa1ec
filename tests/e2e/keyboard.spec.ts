// The main path of a coordinator with no mouse and no finger: from anywhere to an issued sheet.
import { LAPTOP, loadSample, test } from "./people.ts";
import { expect } from "./relay.ts";

test("a coordinator moves a scene, drafts the day and issues its sheet by keyboard alone", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  const { page } = office;
  const { keyboard } = page;
  const goes = async (words: string) => {
    await keyboard.press("Control+k");
    await expect(page.getByPlaceholder("Room, person")).toBeFocused();
    await keyboard.type(words);
    await keyboard.press("Enter");
  };
  /** Steps on with Tab until the focus comes by what is looked for. */
  const tabsTo = async (name: string | RegExp) => {
    const main = page.getByRole("main");
    const aim = ["button", "link", "textbox"] as const;
    const found = aim.map((role) => main.getByRole(role, { name, exact: typeof name === "string" })).reduce((one, other) => one.or(other)).first();
    for (let steps = 0; steps < 40; steps++) {
      await keyboard.press("Tab");
      if (await found.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`the focus never came to ${name}`);
  };

  await goes("board");
  await expect(page.getByRole("heading", { level: 1, name: "Shooting schedule" })).toBeFocused();
  await tabsTo(/^Scene 18,/);
  // As fast as hands that know the way: the second key is about the row that the first led to.
  await Promise.all([keyboard.press("ArrowDown"), keyboard.press("m")]);
  const where = page.getByRole("dialog", { name: "Move scene 2" });
  await expect(where.getByLabel("Next to scene")).toBeFocused();
  await keyboard.type("7");
  await keyboard.press("Enter");
  await office.sees("Moved scene 2 to day 3");
  // The focus goes with the strip, and Alt with an arrow moves it on.
  await expect(page.getByRole("button", { name: /^Scene 2,/ })).toBeFocused();
  await keyboard.press("Alt+ArrowDown");
  const day3 = page.getByRole("list", { name: /^Day 3,/ }).locator(".no");
  await expect(day3).toHaveText(["7", "2", "10", "11", "1", "15", "16"]);
  await keyboard.press("Control+z");
  await expect(day3).toHaveText(["2", "7", "10", "11", "1", "15", "16"]);

  await goes("call sheets");
  await expect(page.getByRole("heading", { level: 1, name: "Call sheets" })).toBeFocused();
  await tabsTo("Draft the sheet of Day 3");
  await keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Call sheet, day 3" })).toBeFocused();
  await tabsTo("General call");
  await keyboard.press("Control+a");
  await keyboard.type("1930");
  await keyboard.press("Tab");
  await expect(office.field("General call")).toHaveValue("19:30");
  await page.getByRole("heading", { level: 1 }).focus();
  await tabsTo("Review and issue");
  await keyboard.press("Enter");
  // What a button opens takes the focus: it stands far behind the fields of the sheet.
  await expect(page.getByRole("complementary", { name: "Review" }).locator(":focus")).toHaveCount(1);
  await tabsTo("Issue White");
  await keyboard.press("Enter");
  await office.sees("Issued White for Day 3");
  await expect(page.getByRole("heading", { level: 1, name: "Call sheet, day 3" })).toBeFocused();
});

test("a command of another room is found, says its room, and is done there", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  const { page } = office;
  await page.keyboard.press("Control+k");
  await page.keyboard.type("compare boards");
  const found = page.getByRole("option").first();
  await expect(found).toHaveText(/^Compare boards\s*Board$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Shooting schedule" })).toBeVisible();
  // Here it is the room's own, and stands before all others.
  await page.keyboard.press("Control+k");
  await page.keyboard.type("compare boards");
  await expect(found).toHaveText(/^Compare boards\s*$/);
});

test("the focus ring is whole wherever the focus goes in the shortcut sheet", async ({ somebody }) => {
  const office = await somebody({ viewport: { width: 1440, height: 480 } });
  await loadSample(office);
  const { page } = office;
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(sheet).toBeVisible();
  for (let steps = 0; steps < 4; steps++) {
    const ring = await sheet.evaluate((dialog) => {
      const element = document.activeElement;
      if (!element || !dialog.contains(element)) return "elsewhere";
      const style = getComputedStyle(element);
      const around = Number.parseFloat(style.outlineWidth) + Number.parseFloat(style.outlineOffset);
      const [inner, outer] = [element.getBoundingClientRect(), dialog.getBoundingClientRect()];
      const isCut =
        inner.left - around < outer.left || inner.right + around > outer.right || inner.top - around < outer.top || inner.bottom + around > outer.bottom;
      return style.outlineStyle === "none" || isCut ? `cut at ${element.className}` : "whole";
    });
    expect(["whole", "elsewhere"]).toContain(ring);
    await page.keyboard.press("Tab");
  }
});
