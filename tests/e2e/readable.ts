// What everybody must be able to read and use, as axe sees it.
import { type Page } from "@playwright/test";
import AxeBuilder from "@axe-core/playwright";
import { type Somebody } from "./people.ts";
import { expect } from "./relay.ts";

/** What axe finds, one line a fault. */
async function faults(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const found = await (rules ? axe.withRules(rules) : axe).analyze();
  return found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(" ")}`);
}

/** By day everything is looked at; at night only what differs there, the colours. */
export async function isAccessible({ page }: Somebody, what: string): Promise<void> {
  // A colour on its way from day to night is neither.
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  expect.soft(await faults(page), `${what}, by day`).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  expect.soft(await faults(page, ["color-contrast"]), `${what}, at night`).toEqual([]);
}
