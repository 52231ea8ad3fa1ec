// A shoot day from the first tap to the signed report: the second AD's phone, a head of department,
// a person who says yes or no, two signers, and a phone that was away.
import { attach, invite, isMe, joinBy, LAPTOP, loadSample, PHONE, type Somebody, test } from "./people.ts";
import { pages } from "./pdf.ts";
import { expect } from "./relay.ts";

/** The first shoot day of the sample, by the picker of the room that is open. */
async function firstDay(who: Somebody, room: string): Promise<string> {
  await who.open(room);
  const picker = who.page.getByLabel("Shoot day", { exact: true });
  const day = (await picker.locator("option").first().getAttribute("value")) ?? "";
  await who.open(`${room}?day=${day}`);
  return day;
}

const squad = (who: Somebody, name: string) => who.page.getByRole("list", { name, exact: true });

/** Says at what time the next taps stamp. */
async function typesTime(who: Somebody, time: string): Promise<void> {
  await who.presses("At");
  await who.fills("Time that a tap says", time);
}

test("the second AD taps people in, one and a department at once, and takes a tap back", async ({ somebody }) => {
  const noor = await somebody(PHONE);
  await loadSample(noor);
  await isMe(noor, "Noor Hadley");
  await firstDay(noor, "times");
  await typesTime(noor, "6:50");
  await noor.presses("Idris Fallow: In");
  await noor.sees("Idris Fallow: In 06:50");
  const sound = squad(noor, "Sound");
  await expect(sound.getByRole("button", { name: "Idris Fallow: In 06:50, change it" })).toBeVisible();

  // The rest of the department, and whoever came earlier keeps the own time.
  await noor.presses("Sound, all who are not yet: In");
  await expect(sound.getByRole("button", { name: /Halina Wrobel: In 06:50/ })).toBeVisible();
  await noor.page.keyboard.press("Control+z");
  await expect(sound.getByRole("button", { name: "Halina Wrobel: In", exact: true })).toBeVisible();
  await expect(sound.getByRole("button", { name: /Idris Fallow: In 06:50/ })).toBeVisible();

  // Everybody at their own call.
  await noor.presses("Locations: everybody in at their call");
  await expect(squad(noor, "Locations").getByRole("button", { name: "Mirren Tolliver: In 06:15, change it" })).toBeVisible();

  // It survives a reload, and a wrong time is put right in the card.
  await noor.reload();
  await noor.page.getByRole("button", { name: "Idris Fallow: In 06:50, change it" }).click();
  await noor.fills("In", "6:45");
  await noor.sees("Idris Fallow: In 06:45");
});

test("two phones that tap one person apart make one stamp, and both values are kept", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await attach(office);
  const second = await somebody(PHONE);
  await joinBy(second, await invite(office, "Noor Hadley", "Office"));
  await second.isSynced();
  await second.losesSignal();
  for (const [who, time] of [[office, "7:00"], [second, "7:05"]] as const) {
    await firstDay(who, "times");
    await typesTime(who, time);
    await who.presses("Idris Fallow: In");
  }
  await second.findsSignal();
  await second.isSynced();
  await office.page.getByRole("button", { name: "Times of Idris Fallow" }).click();
  await office.sees("2 versions");
  await office.presses(/^Use 07:00/);
  await expect(office.page.locator(".pane .versions")).toHaveCount(0);
});

test("a head of department writes the own people, and a person confirms or disputes", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await attach(office);
  const lead = await somebody(PHONE);
  await joinBy(lead, await invite(office, "Gethin Roscarrow", "Head of department"));
  const crew = await somebody(PHONE);
  await joinBy(crew, await invite(office, "Mirren Tolliver", "Crew"));
  const day = await firstDay(lead, "times");
  await lead.sees("You write the times of your department. The others are for reading.");
  await expect(squad(lead, "Sound").getByRole("button", { name: "Idris Fallow: In", exact: true })).toHaveCount(0);
  await typesTime(lead, "6:20");
  await lead.presses("Mirren Tolliver: In");

  await crew.open(`today?day=${day}`);
  await crew.sees("My times");
  await crew.presses("Something is wrong");
  await crew.field("What is wrong").fill("I was in at 06:10");
  await crew.presses("Send");
  await crew.sees(/You said something is wrong/);
  await lead.page.getByRole("button", { name: "Times of Mirren Tolliver" }).click();
  await lead.sees("I was in at 06:10");
  await lead.fills("In", "6:10");
  await crew.sees(/Changed since you spoke/);
  await crew.presses("They are right");
  await crew.sees(/You confirmed them/);
});

test("the day is reported, frozen, signed by two, and a late entry asks for an amendment", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await isMe(office, "Lotte Brandvold");
  await attach(office);
  const first = await somebody(PHONE);
  await joinBy(first, await invite(office, "Tobias Renwick", "Office"));
  const late = await somebody(PHONE);
  await joinBy(late, await invite(office, "Noor Hadley", "Office"));
  await late.isSynced();
  await late.losesSignal();

  // From the floor: a scene left for a reason, a setup, a near miss.
  const day = await firstDay(first, "report");
  await first.presses("Scene 8: Not shot");
  await first.presses("Weather");
  await first.sees("Scene 8: Not shot");
  await first.presses("One more setup of scene 8");
  await first.presses("Near miss");
  await first.page.getByRole("dialog").getByLabel("What happened").fill("A cable lay across the ramp");
  await first.page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await first.sees("Near miss reported");
  await first.isSynced();

  await office.open(`daily?day=${day}`);
  const paper = office.page.locator(".report-doc");
  await expect(paper).toContainText("A cable lay across the ramp");
  await expect(paper.getByRole("row").filter({ hasText: /^8/ }).first()).toContainText("Weather");
  await office.presses("Freeze for signature");
  await office.sees(/Froze the report of day 1, White/);
  await office.presses("Sign");
  await office.sees(/Signed, /);

  // The other signer says no, and why; then signs what was put right.
  await first.open(`daily?day=${day}`);
  await first.presses("Reject");
  await first.field("Why you reject it").fill("Lunch is missing");
  await first.presses("Reject the report");
  await office.sees("Lunch is missing");
  await office.open(`report?day=${day}`);
  await office.page.getByText("Times of the day", { exact: true }).click();
  await office.fills("Lunch out", "12:40");
  await office.open(`daily?day=${day}`);
  await office.presses("Freeze again with what came late");
  await office.presses("Sign");
  await first.sees("Rev 1 Blue");
  await first.isSynced();
  await first.losesSignal();
  await first.open(`daily?day=${day}`);
  await first.presses("Sign");
  await first.findsSignal();
  await first.isSynced();
  await expect(office.page.locator(".daily .cover")).toContainText("Signed");

  // A phone that was away all day comes back with a time.
  await firstDay(late, "times");
  await typesTime(late, "6:55");
  await late.presses("Idris Fallow: In");
  await late.findsSignal();
  await late.isSynced();
  await office.sees(/late entr(y is|ies are) not in the signed report/);
  await office.presses("Amend with what came late");
  await office.sees(/Froze the report of day 1, Rev 2 Pink/);
  await expect(paper).toContainText("06:55");
});

test("the report prints whole on A4, Letter and Legal, and its times are a table", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await firstDay(office, "daily");
  const paper = office.page.locator(".report-doc");
  await expect(paper).toContainText("Tally");
  for (const [name, width, height] of [["A4", 297, 210], ["US Letter", 279.4, 215.9], ["US Legal", 355.6, 215.9]] as const) {
    await office.page.getByLabel("Paper", { exact: true }).selectOption({ label: name });
    const printed = pages(await office.page.pdf({ preferCSSPageSize: true }));
    expect(printed[0].width_mm).toBeCloseTo(width, 0);
    expect(printed[0].height_mm).toBeCloseTo(height, 0);
    const text = printed.map((page) => page.text).join("").toLowerCase();
    const cells = await paper.locator("td").evaluateAll((all) => all.map((cell) => cell.textContent ?? ""));
    const bare = (words: string) => words.normalize("NFKC").replace(/\s+/g, "").toLowerCase();
    expect(cells.filter((cell) => !text.includes(bare(cell))), "on the page, but not on the paper").toEqual([]);
  }
  const download = office.page.waitForEvent("download");
  await office.presses("Times as CSV");
  expect((await download).suggestedFilename()).toMatch(/^times-day-1-.*\.csv$/);
});
