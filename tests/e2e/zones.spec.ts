// Somebody looks at the production from another part of the world.
import { create, LAPTOP, test } from "./people.ts";
import { expect } from "./relay.ts";

test("today is the day where the production shoots, not where the device is", async ({ somebody }) => {
  const away = await somebody({ ...LAPTOP, timezoneId: "America/Los_Angeles" });
  // Summer time: 00:30 of Monday 3 May in Lisbon, 16:30 of Sunday 2 May in Los Angeles.
  await away.page.clock.setFixedTime(new Date("2027-05-02T23:30:00Z"));
  await away.page.goto(away.relay.url);
  await create(away, "Far Shore", "Ana Prior");
  await away.open("settings");
  await away.fills("Time zone", "Europe/Lisbon");
  await away.open("calendar");
  await expect(away.page.locator(".date.today .num")).toHaveText("3");
  await away.open("settings");
  await away.fills("Time zone", "America/Los_Angeles");
  await away.open("calendar");
  await expect(away.page.locator(".date.today .num")).toHaveText("2");
});
