// What was done on this device can be taken back, also after the app was closed.
import { LAPTOP, loadSample, test } from "./people.ts";
import { expect } from "./relay.ts";

test("an edit from before a reload is shown with what it changed, and taken back", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await office.open("settings");
  await office.fills("Company", "Grey Harbour");
  await office.fills("Company", "Blue Harbour");
  await office.stands("Saved on this device");
  await office.reload();
  await office.open("sync");
  const done = office.page.getByRole("list", { name: "Done on this device" }).getByRole("listitem");
  await done.first().getByRole("button", { name: "Take back" }).click();
  await expect(done.first()).toContainText("Blue Harbour");
  await office.presses("Take it back");
  await expect(done.first()).toContainText("Taken back");
  await office.reload();
  await office.open("settings");
  await expect(office.field("Company")).toHaveValue("Grey Harbour");
  // And forward again, by the key that every program has for it.
  await office.page.getByRole("heading", { level: 1 }).focus();
  await office.page.keyboard.press("Control+Shift+z");
  await expect(office.field("Company")).toHaveValue("Blue Harbour");
});

test("what was kept of a production goes when it is removed from the device", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await office.open("settings");
  await office.fills("Company", "Grey Harbour");
  await office.stands("Saved on this device");
  await office.open("/");
  await office.presses(/^More for/);
  await office.presses("Remove from this device");
  await office.page.getByRole("dialog").getByRole("button", { name: "Remove it here" }).click();
  await office.sees("Removed from this device.");
  await loadSample(office);
  await office.open("sync");
  await office.sees("Nothing yet on this device.");
});
