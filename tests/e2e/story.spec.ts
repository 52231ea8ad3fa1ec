// The product's main job, from an empty laptop to a call sheet that everybody holds, and on to
// the next revision: two coordinators on laptops, three of the crew on phones, the real relay.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { attach, create, invite, isMe, joinBy, LAPTOP, loadSample, movesByKey, PHONE, sheetOfDay, type Somebody, test } from "./people.ts";
import { expect } from "./relay.ts";

const script = readFileSync(join(import.meta.dirname, "../sample/crossing-times.fountain"));

const CREW = `Name\tGroup\tDepartment\tPosition\tPhone
Lena Marsh\tCrew\tProduction\tProduction manager\t+44 7700 900301
Omar Bell\tCrew\tLocations\tLocation manager\t+44 7700 900302
Ada Finch\tCrew\tLocations\tLocation assistant\t+44 7700 900303
Nia Rowe\tCast\t\t\t+44 7700 900304`;

/** Chooses the script's file and returns once it was read. */
async function reads(who: Somebody): Promise<void> {
  await who.open("script/import");
  const chooser = who.page.waitForEvent("filechooser");
  await who.presses("Choose a file");
  await (await chooser).setFiles({ name: "crossing-times.fountain", mimeType: "text/plain", buffer: script });
  await who.sees(/^18 scenes, /);
}

test("a script becomes an issued call sheet with no network, and reaches a phone later", async ({ somebody }) => {
  const [office, crew] = [await somebody(LAPTOP), await somebody(PHONE)];
  await office.page.goto(office.relay.url);
  await office.losesSignal();
  await create(office, "Night Ferry", "Dana Okafor");
  await office.stands("Saved on this device");

  // Looking at a script stores nothing.
  await reads(office);
  await office.sees(/Nothing is stored before you import/);
  await office.open("script");
  await office.sees("No scenes yet");
  await reads(office);
  await office.presses("Import 18 scenes");
  await office.sees("18 scenes, 16 2/8 pages");

  // A scene is put right.
  await office.follows(/^6 INT N GATEHOUSE/);
  await office.fills("Set", "SIGNAL BOX");
  await office.sees("Scene 6: set SIGNAL BOX");
  await office.reload();
  await office.sees("SIGNAL BOX");

  // The crew list is pasted from a spreadsheet.
  await office.open("people");
  await office.presses("More about people");
  await office.presses("Import a crew list");
  await office.field("Rows of the list").fill(CREW);
  await office.sees(/^4 people are added/);
  await office.presses("Import the list");
  await office.sees("Omar Bell");

  // Two days; strips go there by a key and by a tap.
  await office.open("board");
  await office.field("Days to add").fill("2");
  await office.presses("Add days");
  await movesByKey(office, "2", "Day 1");
  const { page } = office;
  await page.getByRole("button", { name: /^Scene 6,/ }).click();
  await office.presses("Move to…");
  await page.getByRole("dialog").getByRole("button", { name: /^Day 1,/ }).click();
  await office.sees("Moved scene 6 to day 1");
  await office.reload();
  const day = page.getByRole("list", { name: /^Day 1, Mon 3 May/ });
  await expect(day.locator(".no")).toHaveText(["2", "6"]);

  // The day's sheet goes out while there is nobody yet to send it to.
  await office.open(await sheetOfDay(office, 1, "Draft"));
  await office.fills("General call", "07:10");
  await office.presses("Review and issue");
  await office.presses("Issue White");
  await office.sees("Issued White for Day 1");
  await office.presses("Send now");
  await office.reload();
  await office.sees("The newest sheet on this device");

  // With a network the production moves to the relay as it is, and a phone joins it.
  await office.findsSignal();
  await attach(office);
  await joinBy(crew, await invite(office, "Ada Finch", "Crew"));
  await expect(crew.page.getByRole("region", { name: "My call" }).getByRole("time")).toHaveText("07:10");
});

/** A receipt in the office's list of who has a sheet. */
const receipt = (office: Somebody, name: string) =>
  office.page.getByRole("list", { name: "Who has it" }).getByRole("listitem").filter({ hasText: name });

/** A time of the sheet that is read, with the mark of what changed if it has one. */
const timeOnSheet = (who: Somebody, name: string) => who.page.locator(".times-grid > div").filter({ hasText: name });

test("a call sheet goes out, is acknowledged, and the next revision says what changed", async ({ somebody }) => {
  const [office, second] = [await somebody(LAPTOP), await somebody(LAPTOP)];
  const [lead, crew, actor] = [await somebody(PHONE), await somebody(PHONE), await somebody(PHONE)];
  await loadSample(office);
  await isMe(office, "Imogen Sayle");
  await attach(office);
  const invited = [
    [second, await invite(office, "Lotte Brandvold", "Office")],
    [lead, await invite(office, "Gethin Roscarrow", "Head of department")],
    [crew, await invite(office, "Mirren Tolliver", "Crew")],
    [actor, await invite(office, "Emmanuel Tettey-Brand", "Crew")],
  ] as const;
  await Promise.all(invited.map(([who, link]) => joinBy(who, link)));
  await office.stands("Synced, 4 others here");

  // Drafted from the board, put right in its place, looked over, issued.
  await office.open(await sheetOfDay(office, 3, "Draft"));
  const day = office.page.url().split("/").pop();
  await office.fills("General call", "19:30");
  await office.fills("Emmanuel Tettey-Brand, Call", "20:10");
  await office.presses("Review and issue");
  await office.sees(/5 get it on their device/);
  await office.presses("Issue White");
  await office.sees("Issued White for Day 3");
  await office.presses("Send now");
  const white = new URL(office.page.url()).pathname;

  // One says yes, one only reads it, the third has it in the pocket.
  await actor.open(`today?day=${day}`);
  await expect(actor.page.getByRole("region", { name: "My call" }).getByRole("time")).toHaveText("20:10");
  await actor.presses("Got it, I'll be there");
  await actor.sees(/You said yes/);
  await crew.open(white);
  await crew.sees("The newest sheet on this device");
  await expect(receipt(office, "Emmanuel Tettey-Brand")).toHaveCount(0);
  await expect(receipt(office, "Mirren Tolliver")).toContainText("Opened");
  await expect(receipt(office, "Gethin Roscarrow")).toContainText("Received");
  await expect(receipt(office, "Bastian Orr")).toContainText("No device, ring");
  await office.presses(/^Everybody \(/);
  await expect(receipt(office, "Emmanuel Tettey-Brand")).toContainText("Acknowledged");
  await lead.losesSignal();

  // The plan moves on: the other coordinator puts a scene into the day, this one moves the call.
  await second.open("board");
  await movesByKey(second, "9", "Day 3");
  await office.open(`callsheet/${day}`);
  await office.sees(/lines? of White no longer holds?$/);
  await office.fills("General call", "19:00");
  await office.fills("Weather", "Clear, 4 °C, wind north 6");
  await office.presses("See what changed");
  const changes = office.page.locator(".change-lines li");
  await expect(changes.filter({ hasText: "General call" })).toContainText("19:30");
  await expect(changes.filter({ hasText: "Scene 9" }).first()).toBeVisible();
  await office.presses("Issue Rev 1 Blue");
  await office.sees("Issued Rev 1 Blue for Day 3");
  await office.presses("Send now");
  const blue = new URL(office.page.url()).pathname;

  // Who said yes to the old sheet is told what differs, and each changed line is marked in words.
  await actor.sees("Blue replaces White, which you said yes to");
  await expect(actor.page.locator(".change-list li").filter({ hasText: "General call" })).toContainText("19:00");
  await actor.open(blue);
  await actor.sees(/changes since White$/);
  await expect(timeOnSheet(actor, "General call")).toContainText("Changed");
  await expect(timeOnSheet(actor, "Sunrise")).not.toContainText("Changed");
  await expect(actor.page.locator("p").filter({ hasText: "Clear, 4 °C, wind north 6" }).first()).toContainText("Changed");
  const scenes = actor.page.getByRole("row");
  await expect(scenes.filter({ hasText: "Brother and sister drive the old tractor" })).toContainText("Changed");
  await actor.open(white);
  await actor.sees("Out of date: Rev 1 Blue holds");

  // The office sees who still walks about with the old one, until the signal is back.
  await office.sees("1 had the last sheet and does not have this one");
  await lead.findsSignal();
  await expect(office.text(/had the last sheet/)).toHaveCount(0, { timeout: 40_000 });
  await expect(receipt(office, "Gethin Roscarrow")).toContainText("Received");
});
