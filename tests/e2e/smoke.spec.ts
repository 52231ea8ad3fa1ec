import { expect, test } from "./relay.ts";

test("the app opens without an error, and the relay's policy blocks nothing", async ({ page }) => {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  await page.goto("/");
  await expect(page).toHaveTitle(/Callboard/);
  await expect(page.locator('meta[name="build"]')).toHaveAttribute("content", /^[0-9a-f]{16}$/);
  await expect(page.locator("body > *:not(noscript)").first()).toBeAttached();
  expect(complaints).toEqual([]);
});

test("the app opens again after the relay is gone", async ({ page, ownRelay }) => {
  await page.goto(ownRelay.url);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/sw.js");
    await navigator.serviceWorker.ready;
  });
  await ownRelay.kill();
  await page.reload();
  await expect(page.locator("body > *:not(noscript)").first()).toBeAttached();
  await page.goto(`${ownRelay.url}/some/room?day=3`);
  await expect(page).toHaveTitle(/Callboard/);
  await expect(page.locator("body > *:not(noscript)").first()).toBeAttached();
});
