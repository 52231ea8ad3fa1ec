// The office shuts a device out: at once, and without taking what was written on it.
import { attach, invite, joinBy, LAPTOP, loadSample, PHONE, sheetOfDay, Somebody, test } from "./people.ts";
import { expect } from "./relay.ts";

/** The row of a device in the office's list; the app gives it a name such as "Mirren's phone". */
const device = (office: Somebody, person: string) =>
  office.page.getByRole("list", { name: "Devices", exact: true }).getByRole("listitem").filter({ hasText: person });

async function revokes(office: Somebody, person: string): Promise<void> {
  await office.open("invite");
  await device(office, person).getByRole("button", { name: /^Revoke/ }).click();
  await office.page.getByRole("dialog").getByRole("button", { name: "Revoke the device" }).click();
  await expect(device(office, person)).toHaveCount(0);
}

test("a revoked device is cut off at once and keeps what it has", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await attach(office);
  const crew = await somebody(PHONE);
  await joinBy(crew, await invite(office, "Mirren Tolliver", "Crew"));
  await crew.isSynced();
  await revokes(office, "Mirren Tolliver");
  await crew.stands("Needs attention");

  // What the office does from now on does not arrive.
  const draft = await sheetOfDay(office, 1, "Revise");
  await office.open(draft);
  await office.fills("General call", "05:55");
  await office.isSynced();
  await crew.open("callsheets");
  await crew.sees(/Call 07:30/);
  await crew.stands("Needs attention");
  await expect(crew.text(/05:55/)).toHaveCount(0);

  // It reads on, and says what to do.
  await crew.standing.click();
  await crew.sees("This device was taken off the production");
  await crew.sees(/Ask the office for a new invitation/);
});

test("what a revoked device wrote with no signal is kept, shown, and can be taken out", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await attach(office);
  const lead = await somebody(PHONE);
  await joinBy(lead, await invite(office, "Gethin Roscarrow", "Head of department"));
  await lead.isSynced();
  await lead.losesSignal();
  await lead.open("report");
  await lead.field("Note about the day").fill("Keys are with the verger.");
  await lead.presses("Save note");
  await lead.stands(/^Offline since .* waiting$/);
  await revokes(office, "Gethin Roscarrow");

  await lead.findsSignal();
  await lead.stands("Needs attention");
  await lead.sees("Keys are with the verger.");
  await lead.reload();
  await lead.sees("Keys are with the verger.");
  await lead.open("sync");
  await lead.sees("This device was taken off the production");
  await expect(lead.page.getByRole("list", { name: "Changes that wait for the relay" })).toContainText("Wrote a note about the day");
  const copy = lead.page.waitForEvent("download");
  await lead.presses("Export a copy");
  expect((await copy).suggestedFilename()).toMatch(/\.callboard$/);
  await office.open("report");
  await expect(office.text("Keys are with the verger.")).toHaveCount(0);

  // A new invitation lets the same device in again, with what it wrote.
  await office.open("invite");
  await lead.page.goto(await invite(office, "Gethin Roscarrow", "Head of department"));
  await lead.presses("Join");
  await lead.page.waitForURL(/\/today/);
  await lead.isSynced();
  await office.open("report");
  await office.sees("Keys are with the verger.");
});

test("a device that is invited again in another tab is in again in both", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await attach(office);
  const lead = await somebody(PHONE);
  await joinBy(lead, await invite(office, "Gethin Roscarrow", "Head of department"));
  await lead.isSynced();
  await revokes(office, "Gethin Roscarrow");
  await lead.stands("Needs attention");

  // The tab that was shut out stays open.
  const other = new Somebody(lead.context, await lead.context.newPage(), lead.relay);
  other.rooms = lead.rooms;
  await other.page.goto(await invite(office, "Gethin Roscarrow", "Head of department"));
  await other.presses("Join");
  await other.page.waitForURL(/\/today/);
  await lead.isSynced();
  await other.isSynced();
  await other.open("report");
  await other.field("Note about the day").fill("Keys are with the verger.");
  await other.presses("Save note");
  await office.open("report");
  await office.sees("Keys are with the verger.");
});
