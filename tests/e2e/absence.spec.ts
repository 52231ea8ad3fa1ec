// Crew in a place with no signal: everything they need is in the phone, and what they did there
// arrives when they come back.
import { attach, invite, joinBy, LAPTOP, loadSample, movesByKey, PHONE, sheetOfDay, type Somebody, test } from "./people.ts";
import { expect } from "./relay.ts";

type Enter = (at: object) => Promise<Somebody>;

/** The office, and crew who joined its production. */
async function officeAnd(somebody: Enter, crew: [name: string, role: string][]): Promise<[Somebody, ...Somebody[]]> {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await attach(office);
  const phones: Somebody[] = [];
  for (const [name, role] of crew) {
    const phone = await somebody(PHONE);
    await joinBy(phone, await invite(office, name, role));
    phones.push(phone);
  }
  return [office, ...phones];
}

async function rings(who: Somebody, name: RegExp, number: string): Promise<void> {
  await expect(who.page.getByRole("link", { name }).first()).toHaveAttribute("href", `tel:${number}`);
}

test("a phone that nothing reaches has the day, the sheet, the schedule and whom to ring", async ({ somebody, ownRelay }) => {
  const [, crew] = await officeAnd(somebody, [["Mirren Tolliver", "Crew"]]);
  const sheet = await sheetOfDay(crew, 1, "Open");
  await crew.isSynced();
  await crew.losesSignal();
  await ownRelay.kill();

  await crew.open("today");
  await expect(crew.page.getByRole("region", { name: "My call" }).getByRole("time")).toHaveText("06:15");
  await rings(crew, /^Ring Noor, 2nd AD/, "+447700900094");
  await crew.stands(/^Offline since/);
  await crew.open(sheet);
  await crew.sees("524B E588");
  await crew.sees("The newest sheet on this device");
  await crew.open("board");
  await expect(crew.page.getByRole("list", { name: /^Day 2,/ }).locator(".no")).toHaveText(["3", "4", "13", "12", "14"]);
  await crew.open("people");
  await rings(crew, /^Ring Ruth Okonjo/, "+447700900164");
});

test("what a phone did with no signal survives a reload and a dead relay, and then counts", async ({ somebody, ownRelay }) => {
  const [office, crew, lead] = await officeAnd(somebody, [["Mirren Tolliver", "Crew"], ["Gethin Roscarrow", "Head of department"]]);
  for (const phone of [crew, lead]) {
    await phone.isSynced();
    await phone.losesSignal();
  }
  await crew.open("today");
  await crew.presses("Got it, I'll be there");
  await crew.sees(/You said yes/);
  await lead.open("report");
  await lead.presses("Scene 8: Complete");
  await lead.field("Note about the day").fill("Tide came early, road closed at 12:40.");
  await lead.presses("Save note");
  await lead.reload();
  await lead.sees("Tide came early, road closed at 12:40.");
  await lead.stands(/^Offline since .*, [2-9] waiting$/);
  await crew.reload();
  await crew.sees(/You said yes/);

  // The relay loses its power under phones that wait and a coordinator who works.
  await ownRelay.kill();
  await office.open(await sheetOfDay(office, 3, "Draft"));
  await office.fills("Weather", "Squalls from the west");
  await office.stands(/1 waiting|1 change waiting/);
  await crew.findsSignal();
  await lead.findsSignal();
  await lead.open("sync");
  await expect(lead.page.getByRole("list", { name: "Changes that wait for the relay" })).toContainText("Scene 8: Complete");
  await ownRelay.start();
  for (const who of [office, crew, lead]) await who.isSynced();

  await office.open("today");
  await office.sees("27 of 32 acknowledged");
  await office.sees("Tide came early, road closed at 12:40.");
  await crew.open("report");
  await expect(crew.page.getByRole("button", { name: "Scene 8: Complete" })).toHaveAttribute("aria-pressed", "true");
  await crew.sees("Tide came early, road closed at 12:40.");

  // And once more, while a change is on its way.
  await crew.field("Note about the day").fill("Second unit wrapped.");
  await crew.presses("Save note");
  await ownRelay.crash();
  await crew.isSynced();
  await office.open("report");
  await office.sees("Second unit wrapped.");
});

test("after a long absence the phone says what changed meanwhile", async ({ somebody }) => {
  const [office, crew] = await officeAnd(somebody, [["Mirren Tolliver", "Crew"]]);
  await crew.open("changes");
  await crew.sees("Nothing new since you last looked");
  await crew.isSynced();
  await crew.page.close();
  await office.open(await sheetOfDay(office, 3, "Draft"));
  await office.fills("General call", "19:30");
  await office.open("board");
  await movesByKey(office, "9", "Day 3");
  await office.isSynced();

  // Nine hours later the phone is taken out of the pocket.
  await crew.context.addInitScript(() => {
    const now = Date.now;
    Date.now = () => now() + 9 * 3_600_000;
  });
  crew.page = await crew.context.newPage();
  await crew.open("today");
  await crew.sees(/^2 changes since/);
  await crew.page.getByRole("link", { name: "See what changed" }).click();
  await crew.sees(/^2 changes by others since/);
  await crew.sees("19:30");
  await crew.presses("Mark as seen");
  await crew.sees("Nothing new since you last looked");
  await crew.open("today");
  await crew.isSynced();
  await expect(crew.text(/^2 changes since/)).toHaveCount(0);
});

test("an edit is kept by a page that closes in the same moment", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  const day = await sheetOfDay(office, 3, "Draft");
  await office.open(day);
  for (const weather of ["Squalls from the west", "Clear, 4 °C", "Fog until noon"]) {
    await expect(office.field("Weather")).toBeVisible();
    // Nothing comes between the key and the end of the page: the worker has no time to store.
    const loaded = office.page.waitForEvent("load");
    await office.field("Weather").evaluate((field: HTMLInputElement, text) => {
      field.focus();
      field.value = text;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
      field.blur();
      window.location.reload();
    }, weather);
    await loaded;
    await expect(office.field("Weather")).toHaveValue(weather);
  }
});
