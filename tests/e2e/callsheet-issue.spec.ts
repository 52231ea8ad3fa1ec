// A sheet goes to the keys first, is approved, is issued; what was found is fixed or accepted with a
// reason; and outsiders get a redacted copy with their name on it.
import { attach, invite, joinBy, LAPTOP, loadSample, PHONE, sheetOfDay, type Somebody, test } from "./people.ts";
import { pages } from "./pdf.ts";
import { isAccessible } from "./readable.ts";
import { expect } from "./relay.ts";

const review = (who: Somebody) => who.page.getByRole("complementary", { name: "Review" });

const bare = (text: string) => text.normalize("NFKC").replace(/\s+/g, "").toLowerCase();

/** Names the 1st AD as the only approver and sends the preview of day 3. */
async function sends(office: Somebody): Promise<string> {
  const draft = await sheetOfDay(office, 3, "Draft");
  await office.open(`${draft}?pane=review`);
  const pane = review(office);
  await pane.getByText("Who approves, who reads it first").click();
  await pane.getByLabel("Add an approver", { exact: true }).selectOption({ label: "Tobias Renwick" });
  await office.sees("Tobias Renwick approves call sheets");
  await pane.getByRole("button", { name: "Send a preview to the keys" }).click();
  await expect(pane.getByText(/^\W*Sent to keys$/)).toBeVisible();
  await expect(pane.getByText("no answer yet")).toBeVisible();
  return draft;
}

test("the 1st AD approves a preview with no signal, and the coordinator issues what was approved", async ({ somebody }, info) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await attach(office);
  const first = await somebody(info.project.name === "phone" ? PHONE : LAPTOP);
  await joinBy(first, await invite(office, "Tobias Renwick", "Office"));
  const draft = await sends(office);

  await first.open("today");
  await expect(first.page.getByText(/A call sheet waits for your approval/)).toBeVisible({ timeout: 40_000 });
  await first.losesSignal();
  await first.follows("Read and approve");
  await first.sees("PREVIEW of White, not issued");
  await isAccessible(first, "a preview");
  await first.presses("Approve");
  await first.sees(/approved /);
  await first.stands(/^Offline since/);
  await expect(review(office).getByText("no answer yet")).toBeVisible();

  await first.findsSignal();
  await expect(review(office).getByText(/^\W*Approved$/)).toBeVisible({ timeout: 40_000 });
  await isAccessible(office, "a draft that was approved");

  // What is edited after that is said line by line, and is not what was approved.
  await office.open(draft);
  await office.fills("General call", "20:10");
  await office.open(`${draft}?pane=review`);
  await expect(review(office).getByText(/^\W*Changed since it was approved$/)).toBeVisible();
  await expect(review(office).getByText(/since it was approved$/).first()).toBeVisible();
  await expect(review(office).getByText("Issue without approval")).toBeVisible();
  await office.open(draft);
  await office.fills("General call", "20:00");
  await office.open(`${draft}?pane=review`);
  await office.presses("Issue White");
  await office.sees("Issued White for Day 3");
  await office.sees("Approved by Tobias Renwick");
  await isAccessible(office, "an issued sheet with what was checked");
});

test("a sheet goes out without approval only with a reason, which the office can read later", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await sends(office);
  const pane = review(office);
  await expect(pane.getByRole("button", { name: "Issue White" })).toHaveCount(0);
  await pane.getByText("Issue without approval").click();
  await pane.getByRole("button", { name: "Issue now" }).click();
  await office.sees("Say why it goes out without approval.");
  await pane.locator(".review-act").getByLabel("Reason", { exact: true }).fill("Tobias is on the boat");
  await pane.getByRole("button", { name: "Issue now" }).click();
  await office.sees("Issued White for Day 3");
  await office.sees("Issued without approval: Tobias is on the boat");
});

test("what is lacking is fixed in its field, or accepted with a reason and taken back", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  const draft = await sheetOfDay(office, 3, "Draft");
  await office.open(draft);
  await office.field("Safety").fill("");
  await office.field("Safety").press("Tab");
  await office.open(`${draft}?pane=review`);
  const found = review(office).getByRole("listitem").filter({ hasText: "No safety note." });
  await expect(found).toContainText("Call sheet custom: safety notes");
  await found.getByText("Accept with a reason").click();
  await found.getByRole("button", { name: "Accept", exact: true }).click();
  await office.sees("Say why it is accepted: a word or two.");
  await found.getByLabel("Reason", { exact: true }).fill("Said at the meeting");
  await found.getByRole("button", { name: "Accept", exact: true }).click();
  await expect(found).toContainText("Said at the meeting");
  await office.page.getByRole("button", { name: "Undo" }).first().click();
  await expect(found).not.toContainText("Said at the meeting");

  await found.getByRole("button", { name: "Fix: No safety note." }).click();
  await expect(office.field("Safety")).toBeFocused();
});

test("a certificate that ran out is found on the day, and its field opens", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await office.open("people");
  await office.follows(/Noor Hadley/);
  await office.page.locator("details.person-private > summary").click();
  await office.page.getByLabel("New certificate", { exact: true }).fill("First aid");
  await office.presses("Add certificate");
  const until = office.page.getByLabel("Valid until", { exact: true });
  await until.fill("2027-01-31");
  await until.press("Enter");
  await office.open(`${await sheetOfDay(office, 3, "Draft")}?pane=review`);
  const found = review(office).getByRole("listitem").filter({ hasText: "Noor Hadley: First aid ran out" });
  await expect(found).toBeVisible();
  await found.getByRole("link", { name: /^Fix:/ }).click();
  await expect(office.page.getByLabel("Valid until", { exact: true })).toBeFocused();
});

test("the redacted print rings nobody, names its reader, and says what it is", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await office.open(await sheetOfDay(office, 2, "Open"));
  await expect(office.page.locator(".paper")).toBeAttached();
  const print = async () => pages(await office.page.pdf({ preferCSSPageSize: true })).map((page) => bare(page.text));
  const whole = (await print()).join("");
  expect(whole).toContain(bare("7700 900087"));
  expect(whole).toContain(bare("Wren Castellow"));

  await office.page.getByText("Copy for somebody else").click();
  await office.page.getByLabel("Redacted, for outsiders").check();
  await office.page.getByLabel("Name of the reader", { exact: true }).fill("Harbour Office");
  await office.sees("Print and PDF are redacted now.");
  await isAccessible(office, "a copy for somebody else");
  // The name is for the eye: nothing of it is read out.
  await expect(office.page.locator(".paper-mark")).toHaveAttribute("aria-hidden", "true");
  const redacted = await print();
  expect(redacted.length).toBeLessThanOrEqual(2);
  for (const page of redacted) {
    expect(page).toContain("redacted");
    expect(page).toContain(bare("Harbour Office"));
  }
  const text = redacted.join("");
  for (const closed of ["7700 900087", "Wren Castellow", "Walkie channels"]) expect(text).not.toContain(bare(closed));
  expect(text).toContain(bare("Tobias Renwick"));
});
