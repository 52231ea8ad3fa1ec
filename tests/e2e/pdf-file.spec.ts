// PDFs that the device makes itself: loaded on first use, kept for when there is no signal.
import { readFile } from "node:fs/promises";
import { LAPTOP, loadSample, PHONE, sheetOfDay, type Somebody, test } from "./people.ts";
import { expect } from "./relay.ts";

/** The first time a program of several megabytes comes, on a machine that others use too. */
const MADE = { timeout: 90_000 };

const dialog = (who: Somebody) => who.page.getByRole("dialog", { name: "PDF" });

async function makes(who: Somebody): Promise<Buffer> {
  await who.presses("PDF");
  await expect(dialog(who).getByText(/^Ready: \d+ pages?$/)).toBeVisible(MADE);
  const saved = who.page.waitForEvent("download");
  await dialog(who).getByRole("button", { name: "Save", exact: true }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toMatch(/^crossing-times-.+\.pdf$/);
  await expect(dialog(who)).toBeHidden();
  return readFile(await file.path());
}

const isPdf = (bytes: Buffer) => bytes.subarray(0, 5).toString() === "%PDF-" && bytes.length > 10_000;

test("each room makes its PDF, and makes it again with no signal", async ({ somebody }) => {
  test.slow();
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await office.isInstalled();
  const sheet = await sheetOfDay(office, 1, "Open");
  const rooms = [sheet, "schedules", "schedules?show=day-out-of-days", "people"];
  for (const room of rooms) {
    await office.open(room);
    expect(isPdf(await makes(office)), room).toBe(true);
  }
  await office.losesSignal();
  await office.open("schedules");
  await office.reload();
  expect(isPdf(await makes(office))).toBe(true);
});

test("another paper makes another PDF", async ({ somebody }) => {
  test.slow();
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await office.open("schedules");
  await office.presses("PDF");
  await expect(dialog(office).getByText(/^Ready/)).toBeVisible(MADE);
  await expect(dialog(office).getByRole("button", { name: "A4", exact: true })).toHaveAttribute("aria-pressed", "true");
  await dialog(office).getByRole("button", { name: "Legal", exact: true }).click();
  await expect(dialog(office).getByRole("button", { name: "Legal", exact: true })).toHaveAttribute("aria-pressed", "true");
  await expect(dialog(office).getByText(/^Ready/)).toBeVisible(MADE);
});

test("sides are made at half size, two pages on a sheet", async ({ somebody }) => {
  test.slow();
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await office.open("sides");
  await office.presses("PDF");
  const pressed = (name: string) => expect(dialog(office).getByRole("button", { name, exact: true })).toHaveAttribute("aria-pressed", "true");
  const ready = dialog(office).getByText(/^Ready: \d+ pages?$/);
  await expect(ready).toBeVisible(MADE);
  await pressed("Full size");
  const count = async () => Number(/\d+/.exec((await ready.textContent()) ?? "")?.[0]);
  const whole = await count();
  await dialog(office).getByRole("button", { name: "Half size", exact: true }).click();
  await pressed("Half size");
  await expect(dialog(office).getByText("A5 each", { exact: false })).toBeVisible();
  // Nobody cuts Legal in two.
  await expect(dialog(office).getByRole("button", { name: "Legal", exact: true })).toHaveCount(0);
  await expect(ready).toBeVisible(MADE);
  expect(await count()).toBe(Math.ceil(whole / 2));
  await dialog(office).getByRole("button", { name: "Letter", exact: true }).click();
  await expect(dialog(office).getByText("5.5 × 8.5 inches each", { exact: false })).toBeVisible();
  await expect(ready).toBeVisible(MADE);
});

test("with no signal and before the first PDF, the way out is told", async ({ somebody }) => {
  const crew = await somebody(PHONE);
  await loadSample(crew);
  await crew.isInstalled();
  await crew.open("people");
  await crew.losesSignal();
  await crew.presses("PDF");
  await expect(dialog(crew).getByText("The typesetter is not on this device yet")).toBeVisible();
  await expect(dialog(crew).getByRole("button", { name: "Print", exact: true })).toBeVisible();
  await crew.findsSignal();
  await dialog(crew).getByRole("button", { name: "Try again" }).click();
  await expect(dialog(crew).getByText(/^Ready/)).toBeVisible(MADE);
});

test("nobody loads the typesetter who makes no PDF", async ({ somebody }) => {
  const crew = await somebody(PHONE);
  const asked: string[] = [];
  crew.context.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await loadSample(crew);
  await crew.isInstalled();
  expect(asked.filter((path) => /^\/(typeset|fonts)-/.test(path))).toEqual([]);
});
