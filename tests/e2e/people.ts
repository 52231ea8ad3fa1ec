// People of a test, each with a browser of their own, and what all of them do.
import { type Browser, type BrowserContext, type Page } from "@playwright/test";
import { expect, type Relay } from "./relay.ts";

export const LAPTOP = { viewport: { width: 1440, height: 900 } };
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

export interface Somebody {
  context: BrowserContext;
  page: Page;
}

export async function somebody(browser: Browser, at: object): Promise<Somebody> {
  const context = await browser.newContext(at);
  return { context, page: await context.newPage() };
}

/** Loads the sample production and returns the path of its rooms. */
export async function sample(page: Page, relay: Relay): Promise<string> {
  await page.goto(relay.url);
  await page.getByRole("button", { name: "Load the sample" }).click();
  await page.waitForURL(/\/p\/[^/]+\//);
  const path = new URL(page.url()).pathname.match(/^\/p\/[^/]+/);
  if (!path) throw new Error(`no production at ${page.url()}`);
  return path[0];
}

export async function attach(page: Page, rooms: string, relay: Relay): Promise<void> {
  await page.goto(`${relay.url}${rooms}/invite`);
  await page.getByRole("button", { name: "Attach", exact: true }).click();
  await expect(page.getByRole("heading", { name: "New invitations" })).toBeVisible();
}

/** Makes an invitation for one person and returns its link. */
export async function invite(page: Page, name: string, role: string): Promise<string> {
  await page.getByRole("searchbox").or(page.getByLabel("Find somebody")).first().fill(name);
  await page.getByRole("checkbox", { name: new RegExp(name) }).check();
  await page.getByRole("radio", { name: new RegExp(`^${role}`) }).check();
  await page.getByRole("button", { name: /^Make 1 invitation/ }).click();
  const link = page.getByLabel(`Link of ${name}`, { exact: true });
  await expect(link).toBeVisible();
  return link.inputValue();
}

export async function joinBy(who: Somebody, link: string): Promise<void> {
  await who.page.goto(link);
  await who.page.getByRole("button", { name: "Join", exact: true }).click();
  await who.page.waitForURL(/\/today/);
  await expect(who.page.getByRole("heading", { level: 1 })).toBeVisible();
  // From here on everything must work without a network.
  await who.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}
