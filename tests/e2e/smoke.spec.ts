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

test("an installed app, which no link opens, takes an invitation by its text", async ({ page }) => {
  await page.goto("/");
  const link = page.getByLabel("Link of the invitation");
  await link.fill("not a link");
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await expect(page.getByText("This is no invitation.")).toBeVisible();
  await link.fill(`${new URL(page.url()).origin}/join#AAAAAAAAAAAAAAAA.code`);
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Join a production" })).toBeVisible();
});
