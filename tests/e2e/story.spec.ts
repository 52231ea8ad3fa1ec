// The main job as one story: a coordinator and a second one on laptops, crew on phones, the
// real relay, and a network that goes away.
import { type Browser, type BrowserContext, type Page } from "@playwright/test";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Relay, test } from "./relay.ts";

const LAPTOP = { viewport: { width: 1440, height: 900 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

interface Somebody {
  context: BrowserContext;
  page: Page;
}

async function somebody(browser: Browser, at: object): Promise<Somebody> {
  const context = await browser.newContext(at);
  return { context, page: await context.newPage() };
}

/** Loads the sample production and returns the path of its rooms. */
async function sample(page: Page, relay: Relay): Promise<string> {
  await page.goto(relay.url);
  await page.getByRole("button", { name: "Load the sample" }).click();
  await page.waitForURL(/\/p\/[^/]+\//);
  const path = new URL(page.url()).pathname.match(/^\/p\/[^/]+/);
  if (!path) throw new Error(`no production at ${page.url()}`);
  return path[0];
}

async function attach(page: Page, rooms: string, relay: Relay): Promise<void> {
  await page.goto(`${relay.url}${rooms}/invite`);
  await page.getByRole("button", { name: "Attach", exact: true }).click();
  await expect(page.getByRole("heading", { name: "New invitations" })).toBeVisible();
}

/** Makes an invitation for one person and returns its link. */
async function invite(page: Page, name: string, role: string): Promise<string> {
  await page.getByRole("searchbox").or(page.getByLabel("Find somebody")).first().fill(name);
  await page.getByRole("checkbox", { name: new RegExp(name) }).check();
  await page.getByRole("radio", { name: new RegExp(`^${role}`) }).check();
  await page.getByRole("button", { name: /^Make 1 invitation/ }).click();
  const link = page.getByLabel(`Link of ${name}`, { exact: true });
  await expect(link).toBeVisible();
  return link.inputValue();
}

async function join(who: Somebody, link: string): Promise<void> {
  await who.page.goto(link);
  await who.page.getByRole("button", { name: "Join", exact: true }).click();
  await who.page.waitForURL(/\/today/);
  await expect(who.page.getByRole("heading", { level: 1 })).toBeVisible();
  // From here on everything must work without a network.
  await who.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

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
  await join(crew, await invite(office.page, "Mirren Tolliver", "Crew"));
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
