// Prep and wrap in the calendar, strip colours of one's own, and answers that spare everyone a question.
import { attach, invite, joinBy, LAPTOP, loadSample, type Somebody, test } from "./people.ts";
import { expect } from "./relay.ts";

const date = (who: Somebody, name: RegExp) => who.page.getByRole("button", { name });

test("the calendar counts prep and wrap, and a longer shoot keeps its wrap", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await office.losesSignal();
  await office.open("calendar");
  // The shoot begins on Monday 8 March: the week before it is prep.
  await office.fills("First day of prep", "2027-03-01");
  await office.sees(/Prep: 5 days, Mon 1 March to Fri 5 March/);
  await expect(date(office, /^Wednesday 3 March, Prep 3 of 5/)).toBeVisible();
  await office.fills("Days of wrap", "3");
  await expect(date(office, /, Wrap 3 of 3/)).toBeVisible();
  const last = await date(office, /, Wrap 3 of 3/).getAttribute("data-id");

  // A start of prep behind the shoot is refused and stays as it was typed.
  await office.fills("First day of prep", "2027-03-09");
  await office.sees(/^Prep starts before the first shoot day/);
  await office.page.keyboard.press("Escape");
  await office.reload();
  await expect(date(office, /, Prep 5 of 5/)).toBeVisible();

  // A holiday in prep is no day of prep.
  await office.page.getByText("Add holidays, travel or a company move").click();
  const form = office.page.getByRole("form", { name: "Add holidays, travel or a company move" });
  await form.getByLabel("From").fill("2027-03-03");
  await form.getByLabel("To, if longer than a day").fill("2027-03-04");
  await form.getByLabel("Words for it").fill("Harbour days");
  await form.getByRole("button", { name: "Add the dates" }).click();
  await office.sees(/Prep: 3 days/);
  await office.page.keyboard.press("Control+z");
  await office.sees(/Prep: 5 days/);

  // A company move is told from a day of travel, and neither is a day of prep.
  await form.getByLabel("What the dates are").selectOption("Company move");
  await form.getByLabel("From").fill("2027-03-03");
  await form.getByLabel("To, if longer than a day").fill("");
  await form.getByRole("button", { name: "Add the dates" }).click();
  await expect(date(office, /^Wednesday 3 March, Company move/)).toBeVisible();
  await office.sees(/Prep: 4 days/);
  await office.page.keyboard.press("Control+z");
  await office.sees(/Prep: 5 days/);

  // One more day on the board moves the wrap, in the list as well.
  await office.open("board");
  await office.presses("Add a day");
  await office.open("calendar?view=list");
  const list = office.page.getByRole("list", { name: "List of dates" });
  // The page shows the last run's records first: the added day is among the documents'.
  const end = list.getByRole("link", { name: /Wrap 3 of 3/ });
  await expect(end).toHaveAttribute("href", /date=2027-/);
  await expect(end).not.toHaveAttribute("href", new RegExp(`date=${last}`));
  await end.click();
  await expect(office.page).toHaveURL(/date=2027-/);
});

test("a colour of one's own is worn by its strips alone, and goes back to the preset", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await office.open("board?do=design");
  const dialog = office.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "EXT night: As the preset" }).click();
  await dialog.getByRole("button", { name: "Orange", exact: true }).click();
  await expect(dialog.getByRole("button", { name: "EXT night: Orange" })).toBeVisible();
  await office.sees("1 colour of your own");
  await office.page.keyboard.press("Escape");
  const orange = office.page.locator(".strip.paint-fdb171");
  await expect(orange.first()).toBeVisible();
  for (const words of await orange.locator(".ie").allTextContents()) expect(words).toBe("EXT N");
  await expect(orange.first()).toHaveCSS("background-color", "rgb(253, 177, 113)");
  await office.page.emulateMedia({ colorScheme: "dark" });
  await expect(orange.first()).not.toHaveCSS("background-color", "rgb(253, 177, 113)");
  await office.page.emulateMedia({ colorScheme: "light" });

  // A document of the schedule says what the colour means.
  await office.open("schedules?show=one-liner");
  await expect(office.page.getByRole("list", { name: "What the colours mean" })).toContainText("EXT night");
  await expect(office.page.locator(".sched-scene.paint-fdb171").first()).toBeVisible();

  await office.open("board?do=design");
  await dialog.getByRole("button", { name: "Back to the preset" }).click();
  await expect(orange).toHaveCount(0);
});

test("whoever said that two names are two spares the next one the question", async ({ somebody }) => {
  const [office, other] = [await somebody(LAPTOP), await somebody(LAPTOP)];
  await loadSample(office);
  await office.open("breakdown?add=1");
  await office.fills("Name", "Ledger");
  await attach(office);
  await joinBy(other, await invite(office, "Lotte Brandvold", "Office"));
  await other.open("breakdown?view=duplicates");
  await other.sees("One is the plural of the other.");
  await office.open("breakdown?view=duplicates");
  await office.presses("They are two");
  await office.sees("No doubles");
  await expect(other.text("No doubles")).toBeVisible({ timeout: 40_000 });
});
