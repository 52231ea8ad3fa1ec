// A whole shoot day on three devices, from the evening before to the signed report: both phones are
// without a signal all day, and one of them never comes back.
import { attach, invite, isMe, joinBy, LAPTOP, loadSample, PHONE, type Somebody, test } from "./people.ts";
import { isAccessible } from "./readable.ts";
import { expect } from "./relay.ts";

const SET = "UK and EU Working Time, a day off in each 7";

async function firstDay(who: Somebody, room: string): Promise<string> {
  await who.open(room);
  const picker = who.page.getByLabel("Shoot day", { exact: true });
  const day = (await picker.locator("option").first().getAttribute("value")) ?? "";
  await who.open(`${room}?day=${day}`);
  return day;
}

test("a day on three devices, two of them dark and one of them lost, ends in one signed report", async ({ somebody }) => {
  test.slow();
  // The evening before: the rules, the invitations, and the sheet on both phones.
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await isMe(office, "Lotte Brandvold");
  await office.open("rules");
  await office.page.getByLabel("Set to start from").selectOption({ label: SET });
  await office.presses("Add this set");
  await attach(office);
  const second = await somebody(PHONE);
  await joinBy(second, await invite(office, "Noor Hadley", "Office"));
  const lead = await somebody(PHONE);
  await joinBy(lead, await invite(office, "Gethin Roscarrow", "Head of department"));
  for (const phone of [second, lead]) {
    await phone.isSynced();
    await phone.losesSignal();
  }

  // Ten past one on the day: whoever was called at half past seven has until half past one for a break.
  await second.page.clock.setFixedTime(new Date("2027-03-08T13:10:00Z"));
  const day = await firstDay(second, "report");
  const next = second.page.getByRole("region", { name: "Next penalties" });
  await expect(next).toContainText("13:30 by the call, not tapped in");
  await expect(next).toContainText("over");
  await expect(next).toContainText("Production Guild");
  await expect(next).toContainText("check your agreement");
  await isAccessible(second, "the floor with limits ahead");
  const before = await next.getByRole("link").count();
  await next.getByRole("button", { name: /^Meal out now for/ }).first().click();
  await second.sees(/^Meal out for \d+ at 13:10/);
  await expect.poll(() => next.getByRole("link").count()).toBeLessThan(before);
  await second.presses("Scene 8: Not shot");
  await second.presses("Weather");
  await second.sees("Scene 8: Not shot");

  // The head of department enters times on the other phone, which nobody sees again.
  await firstDay(lead, "times");
  await lead.presses("At");
  await lead.fills("Time that a tap says", "6:11");
  await lead.presses("Mirren Tolliver: In");
  await lead.sees("Mirren Tolliver: In 06:11");

  // In the evening the first phone comes back; what was on the lost one is entered again.
  await second.findsSignal();
  await second.isSynced();
  await firstDay(office, "times");
  await office.presses("Locations: everybody in at their call");
  await office.open(`daily?day=${day}`);
  const paper = office.page.locator(".report-doc");
  await expect(paper).toContainText("13:10");
  await expect(paper).toContainText("06:15");
  await expect(paper).not.toContainText("06:11");
  await expect(office.page.getByRole("region", { name: "Progress of the shoot" }).locator(".course")).toBeVisible();
  await isAccessible(office, "the live report");
  await office.presses("Freeze for signature");
  await office.sees(/Froze the report of day 1, White/);
  await expect(paper.locator(".qr")).toBeVisible();
  await office.presses("Sign");
  await office.sees(/Signed, /);

  // The other signer, on a phone that takes the lost one's place.
  const first = await somebody(PHONE);
  await office.open("invite");
  await joinBy(first, await invite(office, "Tobias Renwick", "Office"));
  await first.isSynced();
  await first.losesSignal();
  await first.open(`daily?day=${day}`);
  await isAccessible(first, "a report to sign");
  await first.presses("Sign");
  await first.findsSignal();
  await first.isSynced();
  await office.open(`daily?day=${day}`);
  await expect(office.page.locator(".daily .cover")).toContainText("Signed");

  // All hold the same one, and the code on its paper leads there.
  const code = (await paper.locator(".schedule-code .n").textContent()) ?? "";
  expect(code).toMatch(/^[0-9A-F]{4}\W?[0-9A-F]{4}$/i);
  await second.open(`daily?day=${day}`);
  await expect(second.page.locator(".report-doc .schedule-code .n")).toHaveText(code);
});
