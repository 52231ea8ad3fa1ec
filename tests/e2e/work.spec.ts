// What a coordinator does in an afternoon, with the network cut, and two who do it at once.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Page } from "@playwright/test";
import { expect, test } from "./relay.ts";
import { attach, invite, joinBy, LAPTOP, sample, somebody } from "./people.ts";

const script = join(import.meta.dirname, "../sample/crossing-times.fountain");

async function create(page: Page, title: string): Promise<string> {
  await page.getByLabel("Title", { exact: true }).fill(title);
  await page.getByLabel("First day").fill("2027-05-03");
  await page.getByLabel("Your name").fill("Dana Okafor");
  await page.getByRole("button", { name: "Create a production" }).click();
  await page.waitForURL(/\/p\/[^/]+\//);
  return new URL(page.url()).pathname.match(/^\/p\/[^/]+/)?.[0] ?? "";
}

test("a script becomes an issued call sheet with the network cut", async ({ browser, ownRelay }, info) => {
  test.skip(info.project.name !== "laptop", "the story brings its own sizes");
  const { page, context } = await somebody(browser, LAPTOP);
  await page.goto(ownRelay.url);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await context.setOffline(true);
  const rooms = await create(page, "Night Ferry");
  await page.goto(`${ownRelay.url}${rooms}/script/import`);
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose a file" }).click();
  await (await chooser).setFiles({
    name: "crossing-times.fountain",
    mimeType: "text/plain",
    buffer: readFileSync(script),
  });
  await page.getByRole("button", { name: /^Import 18/ }).click();
  await expect(page.getByText("GATEHOUSE").first()).toBeVisible();
  await page.goto(`${ownRelay.url}${rooms}/board`);
  await expect(page.getByText(/18 scenes/).first()).toBeVisible();

  // By keyboard: the first strip goes to a day through "Move to".
  const strip = page.locator("[data-strip], .strip").first();
  await strip.click();
  await page.keyboard.press("m");
  await page.getByRole("dialog").getByRole("button", { name: /Day 1/ }).first().click();
  await expect(page.getByText(/Moved scene .* to day 1/).first()).toBeVisible();

  await page.goto(`${ownRelay.url}${rooms}/callsheets`);
  await page.getByRole("link", { name: "Draft" }).or(page.getByRole("button", { name: "Draft" })).first().click();
  await page.getByRole("button", { name: "Review and issue" }).first().click();
  await page.getByRole("button", { name: /^Issue / }).last().click();
  await page.goto(`${ownRelay.url}${rooms}/callsheets`);
  await expect(page.getByText("White").first()).toBeVisible();
  await page.reload();
  await expect(page.getByText("White").first()).toBeVisible();
});

test("two coordinators set the same call apart: both values are shown and one is chosen", async ({ browser, ownRelay }, info) => {
  test.skip(info.project.name !== "laptop", "the story brings its own sizes");
  test.setTimeout(120_000);
  const one = await somebody(browser, LAPTOP);
  const rooms = await sample(one.page, ownRelay);
  await attach(one.page, rooms, ownRelay);
  const two = await somebody(browser, LAPTOP);
  await joinBy(two, await invite(one.page, "Imogen Sayle", "Office"));
  const day = await dayOf(one.page, `${ownRelay.url}${rooms}`);
  for (const [who, call] of [[one, "06:10"], [two, "06:40"]] as const) {
    await who.page.goto(`${ownRelay.url}${day}`);
    await expect(who.page.getByLabel("General call").first()).toBeVisible();
    await who.context.setOffline(true);
    const field = who.page.getByLabel("General call").first();
    await field.fill(call);
    await field.press("Enter");
    await expect(who.page.getByText(/waiting/).filter({ visible: true }).first()).toBeVisible();
  }
  await one.context.setOffline(false);
  await two.context.setOffline(false);
  for (const who of [one, two]) {
    await expect(who.page.getByText("2 versions").filter({ visible: true }).first()).toBeVisible({ timeout: 40_000 });
    await expect(who.page.getByRole("button", { name: "Use 06:10" })).toBeVisible();
    await expect(who.page.getByRole("button", { name: "Use 06:40" })).toBeVisible();
  }
  await one.page.getByRole("button", { name: "Use 06:40" }).click();
  await expect(two.page.getByText("2 versions").filter({ visible: true })).toHaveCount(0);
});

async function dayOf(page: Page, rooms: string): Promise<string> {
  await page.goto(`${rooms}/callsheets`);
  const draft = page.locator('a[href*="/callsheet/"]').last();
  return (await draft.getAttribute("href")) ?? "";
}
