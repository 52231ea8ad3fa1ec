// The main job as one story: a coordinator and a second one on laptops, crew on phones, the
// real relay, and a network that goes away.
import { type Page } from "@playwright/test";
import AxeBuilder from "@axe-core/playwright";
import { attach, invite, joinBy, LAPTOP, PHONE, sample, somebody } from "./people.ts";
import { expect, test } from "./relay.ts";

async function axe(page: Page): Promise<void> {
  const found = await new AxeBuilder({ page }).analyze();
  const told = found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(" ")}`);
  expect(told, page.url()).toEqual([]);
}

test("a phone without signal holds, acknowledges and reports; it counts when it syncs", async ({ browser, ownRelay }, info) => {
  test.skip(info.project.name !== "laptop", "the story brings its own sizes");
  test.setTimeout(180_000);
  const office = await somebody(browser, LAPTOP);
  const rooms = await sample(office.page, ownRelay);
  await attach(office.page, rooms, ownRelay);
  const crew = await somebody(browser, PHONE);
  await joinBy(crew, await invite(office.page, "Mirren Tolliver", "Crew"));
  await expect(crew.page.getByRole("button", { name: /Got it/ })).toBeVisible();

  // No signal: the phone reloads, shows the day, acknowledges and reports.
  await crew.context.setOffline(true);
  await crew.page.reload();
  await crew.page.getByRole("button", { name: /Got it/ }).click();
  await expect(crew.page.getByText(/You said yes/)).toBeVisible();
  await crew.page.goto(`${ownRelay.url}${rooms}/report`);
  await crew.page.getByRole("button", { name: /Started/ }).first().click();
  await crew.page.reload();
  await expect(crew.page.getByText(/Offline since.*waiting/).filter({ visible: true }).first()).toBeVisible();

  // The relay dies and comes back; then the signal does.
  await ownRelay.crash();
  await crew.context.setOffline(false);
  await expect(crew.page.getByText(/^Synced/).filter({ visible: true }).first()).toBeVisible({ timeout: 40_000 });
  await office.page.goto(`${ownRelay.url}${rooms}/today`);
  await expect(office.page.getByText("27 of 32 acknowledged")).toBeVisible();
});

test("no room has an accessibility violation, by day and by night", async ({ browser, relay }, info) => {
  test.setTimeout(180_000);
  const at = info.project.name === "phone" ? PHONE : LAPTOP;
  for (const colorScheme of ["light", "dark"] as const) {
    const { page, context } = await somebody(browser, { ...at, colorScheme });
    await page.goto(relay.url);
    await axe(page);
    const rooms = await sample(page, relay);
    for (const room of ["today", "script", "script/import", "board", "calendar", "people", "departments", "locations", "callsheets", "report", "invite", "sync", "changes", "settings", "more"]) {
      await page.goto(`${relay.url}${rooms}/${room}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await axe(page);
    }
    await context.close();
  }
});
