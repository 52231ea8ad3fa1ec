// Several boards over the same scenes: copied, compared, put to use; conflicts; suggestions.
import { attach, invite, joinBy, LAPTOP, loadSample, movesByKey, PHONE, type Somebody, test } from "./people.ts";
import { expect } from "./relay.ts";

async function chooses(who: Somebody, item: string): Promise<void> {
  await who.presses("Boards");
  await who.page.getByRole("main").getByText(item, { exact: true }).first().click();
}

test("a copy is changed, compared and put to use, and the board before stays as it was", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await office.losesSignal();
  await office.open("board");
  await chooses(office, "Copy this board…");
  await office.page.getByRole("dialog").getByRole("button", { name: "Copy the board" }).click();
  await office.sees("This board is not in use");
  const copy = new URL(office.page.url()).search;
  await movesByKey(office, "9", "Day 3");
  const main = office.page.getByRole("main");
  await expect(main.getByRole("list", { name: /^Day 3,/ }).locator(".no")).toContainText(["9"]);
  await office.open("board");
  await expect(main.getByRole("list", { name: /^Day 3,/ }).locator(".no").filter({ hasText: /^9$/ })).toHaveCount(0);

  await office.open(`board${copy}`);
  await chooses(office, "Use this board…");
  await office.page.getByRole("dialog").getByRole("button", { name: "Use this board" }).click();
  await expect(office.text("This board is not in use")).toHaveCount(0);
  await office.open("board");
  await expect(main.getByRole("list", { name: /^Day 3,/ }).locator(".no").filter({ hasText: /^9$/ })).toHaveCount(1);
  // What was planned and issued for the days that were copied is theirs still.
  await office.open("callsheets");
  await office.sees(/Rev 1 Blue/);
});

test("who is away is a conflict, and one button mends it", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await office.open("breakdown");
  await office.page.getByRole("main").getByRole("link", { name: "KOFI", exact: true }).click();
  const pane = office.page.getByRole("complementary", { name: "KOFI" });
  await pane.getByText("Add a date").click();
  await pane.getByLabel("From").fill("2027-03-09");
  await pane.getByLabel("From").blur();
  await pane.getByRole("button", { name: "Add", exact: true }).last().click();
  await expect(pane.getByRole("list", { name: "Dates of their own" })).toContainText("Not available");

  await office.open("board");
  await office.presses(/conflicts$/);
  await office.sees(/is away on/);
  const before = await office.page.getByRole("button", { name: /conflicts?$/ }).first().textContent();
  await office.presses(/^Move scene 12 to/);
  await expect(office.page.getByRole("button", { name: /conflicts?$/ }).first()).not.toHaveText(before ?? "");
});

test("a half day has its own limit, and is over it where the board's days are not", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await office.open("board");
  await office.page.getByRole("button", { name: "Change day 1", exact: true }).click();
  const dialog = office.page.getByRole("dialog");
  const pages = dialog.getByLabel("Pages on this day at most");
  await expect(pages).toHaveValue("");
  await pages.fill("1/8");
  await pages.blur();
  await office.page.keyboard.press("Escape");

  await office.page.getByRole("button", { name: /conflicts?$/i }).first().click();
  await office.sees(/over the limit of 1\/8/);
  await office.presses(/^Raise the limit of day 1/);
  await expect(office.page.getByText(/over the limit of 1\/8/)).toHaveCount(0);
});

test("an order is suggested beside the present one, and becomes a board of its own", async ({ somebody }) => {
  test.setTimeout(120_000);
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await office.open("board");
  await chooses(office, "Suggest an order…");
  const dialog = office.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Look for an order" }).click();
  await expect(dialog.getByRole("button", { name: "Make it a board" })).toBeEnabled({ timeout: 60_000 });
  const stop = dialog.getByRole("button", { name: "Stop" });
  if (await stop.isVisible()) await stop.click();
  await dialog.getByRole("button", { name: "Make it a board" }).click();
  await expect(office.page).toHaveURL(/compare=/);
  await office.sees("Company moves within a day");
  await office.open("board");
  await expect(office.page.getByRole("list", { name: /^Day 1,/ }).locator(".no")).toContainText(["18", "2", "17", "6", "8", "5"]);
});

test("the office sees what two boards cost, and nobody else learns a rate", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await attach(office);
  const lead = await somebody(PHONE);
  await joinBy(lead, await invite(office, "Gethin Roscarrow", "Head of department"));

  await office.open("breakdown");
  await office.page.getByRole("main").getByRole("link", { name: "KOFI", exact: true }).click();
  const pane = office.page.getByRole("complementary", { name: "KOFI" });
  await pane.getByRole("textbox", { name: "Day rate" }).fill("1,250.50");
  await pane.getByRole("textbox", { name: "Day rate" }).blur();
  await expect(pane).toContainText("Say the currency first");
  await pane.getByLabel("Currency").fill("eur");
  await pane.getByLabel("Currency").blur();
  await office.sees("KOFI: day rate 1,250.50 EUR");
  await office.isSynced();

  await office.open("board");
  await chooses(office, "Copy this board…");
  await office.page.getByRole("dialog").getByRole("button", { name: "Copy the board" }).click();
  await office.sees("This board is not in use");
  await chooses(office, "Compare with another board");
  const cost = office.page.getByRole("region", { name: "Cost of days" });
  await expect(cost).toContainText(/^.*1 of \d+ performers have a rate\./s);
  await expect(cost.getByRole("row", { name: /^Days worked/ })).toContainText("EUR");
  await expect(cost).toContainText("Without a price:");

  // The document with the rate never reaches a device of anybody else.
  await lead.isSynced();
  await lead.open("breakdown");
  await lead.page.getByRole("main").getByRole("link", { name: "KOFI", exact: true }).click();
  await expect(lead.page.getByRole("complementary", { name: "KOFI" })).toBeVisible();
  await expect(lead.text("Day rate")).toHaveCount(0);
});

test("scenes are given to a second unit, and the main unit is not asked for them again", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await office.open("board");
  await chooses(office, "Add a second unit…");
  await office.page.getByRole("dialog").getByRole("button", { name: "Add the unit" }).click();
  await expect(office.page.getByRole("heading", { level: 1, name: "Second unit, board" })).toBeVisible();
  // What the main unit shoots does not lie in the second unit's boneyard.
  const bones = office.page.getByRole("list", { name: "Boneyard" }).locator(".no");
  await expect(bones.filter({ hasText: /^18$/ })).toHaveCount(0);
  await office.presses(/^Show \d+ scenes that another unit shoots/);
  await expect(bones.filter({ hasText: /^18$/ })).toHaveCount(1);

  await office.open("board");
  await office.page.getByRole("button", { name: /^Scene 18,/ }).focus();
  await office.page.keyboard.press("m");
  const where = office.page.getByRole("dialog", { name: "Move scene 18" });
  await where.getByRole("heading", { name: "To Second unit" }).scrollIntoViewIfNeeded();
  await where.getByRole("button", { name: /^Day 1,/ }).last().click();
  await office.sees("Gave scene 18 to Second unit, day 1");
  const numbers = office.page.locator(".board .no").filter({ hasText: /^18$/ });
  await expect(numbers).toHaveCount(0);
  await office.page.keyboard.press("Control+z");
  await expect(numbers).toHaveCount(1);
});
