// A call sheet on its way to people: the minute for undo, mail through a real mail server, who has
// not got it, and the way to put that right.
import { attach, invite, isMe, joinBy, LAPTOP, loadSample, PHONE, sheetOfDay, type Somebody, test as base } from "./people.ts";
import { isAccessible } from "./readable.ts";
import { expect, Relay } from "./relay.ts";
import { readable, Smtp } from "./smtp.ts";

/** The test's relay sends through a mail server of its own. */
const test = base.extend<{ smtp: Smtp }>({
  smtp: async ({}, use) => {
    const smtp = await Smtp.start();
    await use(smtp);
    await smtp.stop();
  },
  ownRelay: async ({ smtp }, use) => {
    const relay = await Relay.fresh(undefined, smtp.flags);
    await use(relay);
    await relay.dispose();
  },
});

/** Loads the sample at the relay, as its coordinator. */
async function begins(office: Somebody): Promise<void> {
  await loadSample(office);
  await isMe(office, "Imogen Sayle");
  await attach(office);
  await office.isSynced();
}

/** Issues day 3's draft with this general call; returns the sheet's path. */
async function issues(office: Somebody, call: string): Promise<string> {
  await office.open(await sheetOfDay(office, 3, "Draft"));
  await office.fills("General call", call);
  await office.presses("Review and issue");
  await office.presses("Issue White");
  await office.sees("Issued White for Day 3");
  await office.sees(/^Goes out in \d+ s$/);
  return new URL(office.page.url()).pathname;
}

const row = (who: Somebody, name: string) =>
  who.page.getByRole("list", { name: "Who has it" }).getByRole("listitem").filter({ hasText: name });

test("a sheet that is taken back within the minute reaches nobody", async ({ somebody, smtp }) => {
  const [office, crew] = [await somebody(LAPTOP), await somebody(PHONE)];
  await begins(office);
  await joinBy(crew, await invite(office, "Mirren Tolliver", "Crew"));
  const wrong = await issues(office, "19:30");
  await office.presses("Send by e-mail");
  await office.presses(/^Send to \d+$/);
  await office.sees(/^E-mail to \d+ people by Imogen Sayle/);
  await office.isSynced();
  // The phone has everything that the relay has, and shows nothing of it.
  await crew.isSynced();
  await crew.open(wrong);
  await crew.sees("This device does not hold that sheet");
  // The tab is closed in between; the minute goes on.
  await office.reload();
  await office.presses("Undo");
  await office.sees("Taken back: nobody got it");
  await office.isSynced();

  const right = await issues(office, "19:45");
  await office.presses("Send now");
  await expect(office.text(/^Goes out in/)).toHaveCount(0);
  await crew.open(right);
  await crew.sees("The newest sheet on this device");
  await expect(crew.page.locator(".times-grid > div").filter({ hasText: "General call" })).toContainText("19:45");
  await crew.open(wrong);
  await crew.sees("This device does not hold that sheet");
  expect(smtp.taken).toEqual([]);
});

test("a phone whose clock is behind hides a sheet for its minute once, and not at each start", async ({ somebody }) => {
  const [office, crew] = [await somebody(LAPTOP), await somebody(PHONE)];
  await begins(office);
  await joinBy(crew, await invite(office, "Mirren Tolliver", "Crew"));
  await crew.page.clock.install({ time: Date.now() - 600_000 });
  const sheet = await issues(office, "19:30");
  await office.isSynced();
  await crew.open(sheet);
  await crew.isSynced();
  await crew.sees("This device does not hold that sheet");
  await crew.page.clock.fastForward("01:05");
  await crew.sees("The newest sheet on this device");
  await crew.reload();
  await crew.sees("The newest sheet on this device");
});

test("mail says my call, a bounce is shown with its reason, and a corrected address gets it", async ({ somebody, smtp }) => {
  test.slow();
  const office = await somebody(LAPTOP);
  await begins(office);
  const [noor, tobias] = ["noor.hadley@palecormorant.example", "tobias.renwick@palecormorant.example"];
  smtp.refuses(noor, "550 5.1.1 no such user here");
  await issues(office, "19:30");
  await office.presses("Send by e-mail");
  const dialog = office.page.getByRole("dialog");
  await expect(dialog.getByRole("status")).toContainText(/\d+ people: \d+ working/);
  await dialog.getByText("Who is on the list").click();
  await expect(dialog.getByRole("listitem").filter({ hasText: "Tobias Renwick" })).toContainText("Works that day");
  await dialog.getByRole("button", { name: "Leave out Ffion Dray" }).click();
  await expect(dialog.getByRole("list", { name: "Not sent to" })).toContainText("Left out by hand");
  await isAccessible(office, "who gets the mail");
  await dialog.getByRole("button", { name: /^Send to \d+$/ }).click();
  await office.page.getByRole("button", { name: "Send the e-mail now" }).click({ timeout: 60_000 });

  await expect(row(office, "Noor Hadley")).toContainText("Bounced", { timeout: 30_000 });
  await expect(row(office, "Noor Hadley")).toContainText("550 5.1.1 no such user here");
  await expect(row(office, "Tobias Renwick")).toContainText("E-mail taken");
  await isAccessible(office, "a sheet with a bounce");
  const [mail] = smtp.to(tobias);
  const text = mail ? readable(mail) : "";
  expect(text).toContain("Your call: 19:00");
  expect(text).toContain("%PDF-");
  expect(text).toContain(`${office.relay.url}${new URL(office.page.url()).pathname}`);
  expect(smtp.to("ffion.dray@palecormorant.example")).toEqual([]);

  await office.isInstalled();
  // With no signal the list still says who has not got it, with a number to ring and a message.
  await office.losesSignal();
  await office.reload();
  await office.presses(/^Has not got it/);
  await expect(row(office, "Noor Hadley").getByRole("link", { name: /^Ring/ })).toHaveAttribute("href", /^tel:/);
  await expect(row(office, "Noor Hadley").getByRole("link", { name: "Write a message to Noor Hadley" })).toHaveAttribute("href", /^sms:/);
  await office.findsSignal();
  await office.isSynced();

  // The address is put right: the bounce is gone, and a resend goes to just those without it.
  const sheet = new URL(office.page.url()).pathname;
  await row(office, "Noor Hadley").getByRole("link", { name: "Correct the address" }).click();
  await office.fills("E-mail", "noor@palecormorant.example");
  await office.open(sheet);
  await expect(row(office, "Noor Hadley")).not.toContainText("Bounced");
  await office.presses(/^Send again to \d+ who have not got it$/);
  await office.page.getByRole("button", { name: "Send the e-mail now" }).click({ timeout: 60_000 });
  await expect.poll(() => smtp.to("noor@palecormorant.example").length, { timeout: 30_000 }).toBe(1);
  await expect(row(office, "Noor Hadley")).toContainText("E-mail taken", { timeout: 30_000 });
  expect(smtp.to(tobias)).toHaveLength(1);
});

test("nobody gets a sheet by mail outside their engagement", async ({ somebody }, info) => {
  const office = await somebody(info.project.name === "phone" ? PHONE : LAPTOP);
  await begins(office);
  await office.open("people");
  await office.follows("Tobias Renwick");
  await office.page.getByText("Calls and dates").click();
  await office.fills("Last day", "2026-01-01");
  await issues(office, "19:30");
  await isAccessible(office, "a sheet that is about to go out");
  await office.presses("Send by e-mail");
  // He is not on the sheet any more; a rule that names the crew meets his dates as well.
  const dialog = office.page.getByRole("dialog");
  await dialog.getByLabel("Whole crew", { exact: true }).check();
  await dialog.getByText("Who is on the list").click();
  const off = dialog.getByRole("list", { name: "Not sent to" });
  await expect(off.getByRole("listitem").filter({ hasText: "Tobias Renwick" })).toContainText("Engaged until");
});
