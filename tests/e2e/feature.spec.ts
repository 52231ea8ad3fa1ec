// A feature's whole schedule, from the script's file to a board with an empty boneyard: with a
// mouse and keys on a laptop, with a thumb on a phone, as an assistant director would.
import { type Locator } from "@playwright/test";
import { eighths, SCENES, script } from "./feature.ts";
import { create, LAPTOP, PHONE, type Somebody, test } from "./people.ts";
import { isAccessible } from "./readable.ts";
import { expect } from "./relay.ts";

const bones = (who: Somebody) => who.page.getByRole("list", { name: "Boneyard" }).locator(".strip");
const day = (who: Somebody, n: number) => who.page.locator(".board-day").nth(n - 1);
const stripsOf = (who: Somebody, n: number) => day(who, n).locator(".strip");
const dialog = (who: Somebody) => who.page.getByRole("dialog");

/** Listens to what the head says of the device; returns a way to ask what it has said. */
async function hears(who: Somebody): Promise<() => Promise<string[]>> {
  const heard = await who.page.evaluateHandle(() => {
    const heard: string[] = [];
    const hear = () => heard.push(document.querySelector("a.state span")?.textContent ?? "");
    new MutationObserver(hear).observe(document.body, { subtree: true, childList: true, characterData: true });
    return heard;
  });
  return () => heard.jsonValue();
}

/** Imports the script, and returns its pages in eighths. */
async function imports(who: Somebody): Promise<number> {
  await who.page.goto(who.relay.url);
  await who.isInstalled();
  await create(who, "The Last Crossing", "Dana Okafor");
  await who.open("script/import");
  const chooser = who.page.waitForEvent("filechooser");
  await who.presses("Choose a file");
  await (await chooser).setFiles({ name: "crossing.fountain", mimeType: "text/plain", buffer: Buffer.from(script()) });
  await who.sees(new RegExp(`^${SCENES} scenes, `));
  const told = await hears(who);
  await who.presses(`Import ${SCENES} scenes`);
  await who.sees(new RegExp(`^${SCENES} scenes, .* pages$`));
  await who.stands("Saved on this device");
  // An import is too big for the journal: nothing may call it saved before the disk has it.
  expect(await told()).toContain("Saving");
  await who.open("board");
  const title = who.page.locator(".boneyard summary span");
  await expect(title).toHaveText(new RegExp(`^${SCENES} scenes, `));
  const pages = (await title.textContent())?.match(/, (.*) pages$/);
  return eighths(pages?.[1] ?? "");
}

/** Shows only what of the boneyard says this, and returns how many strips that is. */
async function finds(who: Somebody, words: string): Promise<number> {
  await who.page.getByLabel("Find in the boneyard").fill(words);
  if (words) {
    await expect(bones(who).filter({ hasNotText: words })).toHaveCount(0);
  } else {
    const all = (await who.page.locator(".boneyard summary span").textContent()) ?? "";
    await expect(bones(who)).toHaveCount(Number.parseInt(all, 10));
  }
  return bones(who).count();
}

async function centre(element: Locator): Promise<{ x: number; y: number }> {
  await element.scrollIntoViewIfNeeded();
  const box = await element.boundingBox();
  if (!box) throw new Error("it is not drawn");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Drags what is picked by one of its strips to where a hand sees the target. */
async function drags(who: Somebody, from: Locator, to: Locator): Promise<void> {
  const { mouse } = who.page;
  const [a, b] = [await centre(from), await centre(to)];
  await mouse.move(a.x, a.y);
  await mouse.down();
  await mouse.move(a.x + 8, a.y + 8);
  await mouse.move(b.x, b.y, { steps: 8 });
  await expect(who.page.locator("[data-dragging]")).toBeVisible();
  const now = await centre(to);
  await mouse.move(now.x, now.y);
  await who.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await mouse.up();
}

/** Puts whatever is left in the boneyard into days of a few pages each. */
async function fillsDays(who: Somebody, pages: string): Promise<void> {
  await who.presses("Into days…");
  await dialog(who).getByLabel("Pages a day at most").fill(pages);
  await expect(dialog(who).getByText(/days, at most/).first()).toBeVisible();
  await dialog(who).getByRole("button", { name: /^Put \d+ strips into \d+ days$/ }).click();
  await expect(dialog(who)).toHaveCount(0);
  await who.sees("Every scene is in a day.");
}

/** The whole board: nothing lost, nothing twice, and the days add up to the script. */
async function isWhole(who: Somebody, pages: number): Promise<void> {
  await expect(bones(who)).toHaveCount(0);
  const strips = who.page.locator(".board-days .strip .no");
  await expect(strips).toHaveCount(SCENES);
  expect(new Set(await strips.allTextContents()).size).toBe(SCENES);
  const days = await who.page.locator(".day-end b").allTextContents();
  const sum = days.reduce((all, text) => all + eighths(text), 0);
  expect(sum).toBe(pages);
}

async function staysOffline(who: Somebody, pages: number): Promise<void> {
  await who.losesSignal();
  await who.reload();
  await isWhole(who, pages);
}

test("a feature is scheduled whole, by hand and by keys or by thumb", async ({ somebody }, info) => {
  test.setTimeout(180_000);
  const isPhone = info.project.name === "phone";
  const who = await somebody(isPhone ? PHONE : LAPTOP);
  const pages = await imports(who);
  await who.field("Days to add").first().fill("1");
  await who.page.getByRole("button", { name: "Add days" }).first().click();
  await expect(who.page.locator(".board-day")).toHaveCount(2);

  await who.page.getByLabel("Sort the boneyard").selectOption({ label: "By set" });
  await expect(who.page).toHaveURL(/bones=set/);
  const taxis = await finds(who, "TAXI");
  expect(taxis).toBeGreaterThan(3);
  await (isPhone ? byThumb(who, taxis) : byHandAndKeys(who, taxis));

  await fillsDays(who, "4 4/8");
  await isWhole(who, pages);
  const lengths = (await who.page.locator(".day-end b").allTextContents()).map(eighths);
  expect(lengths.length).toBeGreaterThan(SCENES / 10);
  // What was put together by hand may be long; the days that were made are not.
  for (const length of lengths.slice(3)) expect(length).toBeLessThanOrEqual(36);

  // One undo takes all the days back, and they can be had again.
  const many = await who.page.locator(".board-day").count();
  await who.page.keyboard.press("Control+z");
  await expect(who.page.locator(".board-days .strip .no")).not.toHaveCount(SCENES);
  await fillsDays(who, "4 4/8");
  await expect(who.page.locator(".board-day")).toHaveCount(many);

  await isAccessible(who, "a feature's board");
  await staysOffline(who, pages);
});

async function byHandAndKeys(who: Somebody, taxis: number): Promise<void> {
  const { keyboard } = who.page;
  // All that was found goes to the first day, with a mouse.
  await who.page.locator(".bones-tools").getByRole("button", { name: "Select all" }).click();
  await who.sees(new RegExp(`^${taxis} strips selected`));
  await drags(who, bones(who).first().getByRole("button"), day(who, 1).locator(".day-empty"));
  await expect(stripsOf(who, 1)).toHaveCount(taxis);
  await who.sees("No scene in the boneyard says that.");
  await who.presses("Done");

  // Five more go to the second by keys, in the order in which they lie there.
  await finds(who, "");
  const numbers = (await bones(who).locator(".no").allTextContents()).slice(0, 5);
  await bones(who).first().getByRole("button").focus();
  for (let n = 1; n < 5; n++) {
    await keyboard.press("Shift+ArrowDown");
    await expect(bones(who).nth(n).getByRole("button")).toBeFocused();
  }
  await keyboard.press("m");
  await dialog(who).getByRole("button", { name: /^Day 2,/ }).press("Enter");
  await expect(stripsOf(who, 2).locator(".no")).toHaveText(numbers);

  // A day is broken at the third of them, and its last is moved up over the break.
  await stripsOf(who, 2).nth(2).getByRole("button").focus();
  await keyboard.press("k");
  await expect(stripsOf(who, 2)).toHaveCount(2);
  await expect(stripsOf(who, 3)).toHaveCount(3);
  await expect(stripsOf(who, 3).first().getByRole("button")).toBeFocused();
  await keyboard.press("Escape");
  await keyboard.press("Alt+ArrowUp");
  await expect(stripsOf(who, 2)).toHaveCount(3);
  await keyboard.press("Escape");
}

async function byThumb(who: Somebody, taxis: number): Promise<void> {
  await who.page.locator(".bones-tools").getByRole("button", { name: "Select all" }).tap();
  await who.sees(new RegExp(`^${taxis} strips selected`));
  await who.page.getByRole("button", { name: "Move to…" }).tap();
  await dialog(who).getByRole("button", { name: /^Day 1,/ }).tap();
  await expect(stripsOf(who, 1)).toHaveCount(taxis);

  await finds(who, "LIGHTHOUSE");
  await who.page.getByRole("button", { name: "Select", exact: true }).tap();
  const numbers = (await bones(who).locator(".no").allTextContents()).slice(0, 3);
  for (let n = 0; n < 3; n++) await bones(who).nth(n).getByRole("button").tap();
  await who.sees(/^3 strips selected/);
  await who.page.getByRole("button", { name: "Move to…" }).tap();
  await dialog(who).getByRole("button", { name: /^Day 2,/ }).tap();
  await expect(stripsOf(who, 2).locator(".no")).toHaveText(numbers);

  // A day is started at the second of them.
  await stripsOf(who, 2).nth(1).getByRole("button").tap();
  await who.page.getByRole("button", { name: /^Start a new day here/ }).tap();
  await expect(stripsOf(who, 3)).toHaveCount(2);
  await who.page.locator(".board-card").getByRole("button", { name: "Close" }).tap();
  await finds(who, "");
}
