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
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI === "true",
  reporter: "list",
  use: {
    locale: "en-US",
    // Not UTC, so that mixing up the two shows.
    timezoneId: "America/New_York",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: { executablePath: process.env.CALLBOARD_CHROMIUM ?? "/usr/bin/chromium", args },
  },
  projects: [
    { name: "phone", use: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true } },
    { name: "laptop", use: { viewport: { width: 1440, height: 900 } } },
  ],
});
