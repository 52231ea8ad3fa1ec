// Devices have names, and a sample is everybody's own.
import { attach, invite, joinBy, LAPTOP, loadSample, PHONE, test } from "./people.ts";
import { expect } from "./relay.ts";

test("a device is named while it joins, later by its owner, and by the office", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await attach(office);
  const crew = await somebody(PHONE);
  await joinBy(crew, await invite(office, "Mirren Tolliver", "Crew"), "Mirren's old phone");
  await crew.isSynced();
  const devices = office.page.getByRole("list", { name: "Devices", exact: true });
  const row = devices.getByRole("listitem").filter({ hasText: "Mirren Tolliver" });
  await expect(row).toContainText("Mirren's old phone");
  await expect(row).toContainText("Connected");

  await crew.open("settings");
  await crew.fills("Name of this device", "Mirren's new phone");
  await crew.sees("This device is called Mirren's new phone now");
  await office.open("invite");
  await expect(row).toContainText("Mirren's new phone");

  await row.getByRole("button", { name: /^Rename/ }).click();
  const dialog = office.page.getByRole("dialog");
  await dialog.getByLabel("Name of the device").fill("Mirren, script");
  await dialog.getByRole("button", { name: "Rename" }).click();
  await expect(row).toContainText("Mirren, script");
});

test("two people who load the sample each put their own on the same relay", async ({ somebody }) => {
  const [one, two] = [await somebody(LAPTOP), await somebody(LAPTOP)];
  for (const who of [one, two]) {
    await loadSample(who);
    await attach(who);
    await who.isSynced();
  }
  expect(one.rooms).not.toBe(two.rooms);
  await one.open("settings");
  await one.fills("Company", "Grey Harbour");
  await one.isSynced();
  // Loaded again, it is the one that is there.
  const rooms = one.rooms;
  await loadSample(one);
  expect(one.rooms).toBe(rooms);
  await one.open("settings");
  await expect(one.field("Company")).toHaveValue("Grey Harbour");
  await two.open("settings");
  await expect(two.field("Company")).not.toHaveValue("Grey Harbour");
});

test("each change that waits for the relay says what it is", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await attach(office);
  await office.isSynced();
  await office.losesSignal();
  await office.open("settings");
  await office.fills("Company", "Grey Harbour");
  await office.fills("Office phone", "+44 7700 900321");
  await office.open("sync");
  const waiting = office.page.getByRole("list", { name: "Changes that wait for the relay" }).getByRole("listitem");
  await expect(waiting.nth(0)).toContainText(/office phone/i);
  await expect(waiting.nth(1)).toContainText(/company/i);
});

test("a page that is left at once leaves its changes in both lists of the next one", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await attach(office);
  await office.isSynced();
  await office.losesSignal();
  await office.open("settings");
  await office.fills("Company", "Grey Harbour");
  await office.fills("Office phone", "+44 7700 900321");
  // Not by a link and not by `open`: the page dies before the engine has answered.
  await office.page.goto(office.address("sync"), { waitUntil: "commit" });
  for (const name of ["Changes that wait for the relay", "Done on this device"]) {
    const list = office.page.getByRole("list", { name }).getByRole("listitem");
    await expect(list.nth(1)).toBeVisible();
  }
  await office.stands(/2 waiting/);
});
