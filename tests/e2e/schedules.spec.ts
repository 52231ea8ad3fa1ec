// What comes out of the schedule: documents that are read, printed, saved and issued.
import { attach, invite, joinBy, LAPTOP, loadSample, PHONE, test } from "./people.ts";
import { pages } from "./pdf.ts";
import { expect } from "./relay.ts";

const bare = (text: string) => text.normalize("NFKC").replace(/\s+/g, "").toLowerCase();

test("every document of the schedule is drawn from the board, and prints whole", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  const see: Record<string, RegExp> = {
    "one-liner": /End of day 3/,
    "shooting-schedule": /End of day 1/,
    chronological: /Day 1, Mon/,
    "day-out-of-days": /SWF|SW/,
    "breakdown-sheets": /INT\. GATEHOUSE - DAY/,
    "element-list": /NELL/,
  };
  for (const [show, words] of Object.entries(see)) {
    await office.open(`schedules?show=${show}`);
    const document = office.page.locator(".schedule-doc");
    await expect(document).toContainText(words);
    const printed = pages(await office.page.pdf({ preferCSSPageSize: true }));
    const [long, short] = [297, 210];
    const isWide = show === "day-out-of-days";
    expect(printed[0].width_mm).toBeCloseTo(isWide ? long : short, 0);
    const paper = bare(printed.map((page) => page.text).join(""));
    const pieces = await document
      .locator(":is(td, th, dd, dt, h3, p):not(.schedule-foot)")
      .evaluateAll((all) => all.filter((e) => !e.querySelector(".hidden") && e.children.length === 0).map((e) => e.textContent ?? ""));
    const key = bare("S start, W work");
    const missing = pieces.map(bare).filter((piece) => piece !== "" && !piece.startsWith(key) && !paper.includes(piece));
    expect(missing, `${show}: on the page, but not on the paper`).toEqual([]);
  }
});

test("an issued one-liner stays as it was, and reaches a phone with no signal afterwards", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await attach(office);
  const crew = await somebody(PHONE);
  await joinBy(crew, await invite(office, "Mirren Tolliver", "Crew"));
  await office.open("schedules");
  await office.sees("Not issued yet");
  await office.presses("Issue");
  await office.page.getByRole("dialog").getByRole("button", { name: "Issue now" }).click();
  await expect(office.page.getByRole("heading", { level: 1, name: "One-liner" })).toBeVisible();
  await office.sees("White");
  const issued = new URL(office.page.url()).pathname.replace(/^\/p\/[^/]+\//, "");
  await office.isSynced();
  await crew.isSynced();
  await crew.open("schedules");
  await crew.isSynced();
  await crew.losesSignal();
  await crew.open(issued);
  await expect(crew.page.locator(".schedule-doc")).toContainText("End of day 3");
  await crew.findsSignal();
  await crew.isSynced();
  await expect(office.page.getByRole("listitem").filter({ hasText: "Mirren Tolliver" })).toContainText("Opened");

  await office.open("script");
  await office.page.getByRole("link", { name: /GATEHOUSE/ }).first().click();
  await office.fills("Set", "GATEHOUSE, UPSTAIRS");
  await office.open("schedules");
  await office.sees("Changed since");
  await office.open(issued);
  await expect(office.page.locator(".schedule-doc")).not.toContainText("UPSTAIRS");
});
