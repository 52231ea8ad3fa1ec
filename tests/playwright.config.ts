import { defineConfig } from "@playwright/test";

// Root may not use Chromium's sandbox; the others keep the browser off the network.
const args = [
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  testDir: "e2e",
  outputDir: "results",
  workers: 2,
  fullyParallel: true,
  // A test that passes only at the second try has found something.
  retries: 0,
  // None takes a minute on a machine of its own; one that compiles beside them needs longer.
  timeout: 120_000,
  // Budgets are measured by the bench; here only what never comes is a fault.
  expect: { timeout: 20_000 },
  forbidOnly: process.env.CI === "true",
  reporter: [["list"], ["./reasons.ts"]],
  use: {
    locale: "en-US",
    // Not UTC, so that mixing up the two shows.
    timezoneId: "America/New_York",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    // Sooner than the test itself, so that the message names what was waited for.
    actionTimeout: 20_000,
    launchOptions: { executablePath: process.env.CALLBOARD_CHROMIUM ?? "/usr/bin/chromium", args },
  },
  projects: [
    // What one person sees is tested on both; the other tests bring several people, each with a screen.
    { name: "phone", testMatch: /(axe|callsheet-times|feature|script|smoke)\.spec\.ts/, use: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true } },
    { name: "laptop", use: { viewport: { width: 1440, height: 900 } } },
  ],
});
