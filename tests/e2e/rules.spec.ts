// Working-time rules: sets with their sources, what they find in a day, and who may read what.
import { attach, invite, joinBy, LAPTOP, loadSample, PHONE, sheetOfDay, type Somebody, test } from "./people.ts";
import { expect } from "./relay.ts";

const SET = "UK and EU Working Time, a day off in each 7";

async function addsSet(office: Somebody): Promise<void> {
  await office.open("rules");
  await office.sees("No rules yet");
  await office.page.getByLabel("Set to start from").selectOption({ label: SET });
  await office.sees(/Production Guild on the UK Working Time Regulations/);
  await office.presses("Add this set");
  await expect(office.page.getByRole("complementary", { name: SET })).toBeVisible();
}

test("a set is added and edited, and the review of a day says who rests too short", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await addsSet(office);
  const set = office.page.getByRole("complementary", { name: SET });
  await set.getByText("Daily rest", { exact: true }).click();
  const rest = set.getByRole("region", { name: "Daily rest" }).getByLabel("At least", { exact: true });
  await expect(rest).toHaveValue("11 h");
  await rest.fill("12:00");
  await rest.press("Enter");
  await office.sees("The preset says 11 h.");

  // Day 1 wraps at 19:00; whoever is called before 07:00 on day 2 rests less than twelve hours.
  await office.open(`${await sheetOfDay(office, 2, "Revise")}?pane=review`);
  const found = office.page.getByRole("region", { name: "Working time" });
  const short = found.getByRole("listitem").filter({ hasText: "Daily rest" });
  await expect(short.first()).toContainText("released at 19:00 on day 1");
  await expect(short.first()).toContainText("The first call that keeps it is 07:00.");
  await expect(short.first()).toContainText("Production Guild");
  await expect(found).toContainText("check your agreement");
  const before = await short.count();

  // Accepted with a reason: marked, and still in the list.
  await short.first().getByText("Accept with a reason").click();
  await short.first().getByRole("button", { name: "Accept", exact: true }).click();
  await office.sees("Say why it is accepted: a word or two.");
  await short.first().getByLabel("Reason", { exact: true }).fill("Late call on Wednesday");
  await short.first().getByRole("button", { name: "Accept", exact: true }).click();
  const accepted = short.filter({ hasText: "Late call on Wednesday" });
  await expect(accepted).toHaveCount(1);
  await expect(short).toHaveCount(before);
  await office.page.getByRole("button", { name: "Undo" }).first().click();
  await expect(accepted).toHaveCount(0);
});

test("the age of a minor stays with the office, and the mark is everybody's", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await addsSet(office);
  await office.open("people");
  await office.follows(/Wren Castellow/);
  await office.page.locator("details.person-private > summary").click();
  await office.page.getByLabel("Age band", { exact: true }).selectOption({ label: "9 years up to 14 years" });
  await attach(office);
  const crew = await somebody(PHONE);
  await joinBy(crew, await invite(office, "Mirren Tolliver", "Crew"));
  await crew.open("rules");
  await crew.sees(SET);
  await expect(crew.page.getByText("Add a set")).toHaveCount(0);
  await crew.open("people");
  await crew.follows(/Wren Castellow/);
  await expect(crew.page.getByRole("complementary", { name: "Wren Castellow" })).toBeVisible();
  await expect(crew.page.getByLabel("Age band", { exact: true })).toHaveCount(0);
  await crew.isSynced();
});
