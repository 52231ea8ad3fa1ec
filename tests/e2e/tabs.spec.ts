// Several tabs of one browser show one production: what one does the others have at once, and
// one of them speaks with the relay for all.
import { attach, create, invite, joinBy, LAPTOP, loadSample, sheetOfDay, Somebody, test } from "./people.ts";
import { expect } from "./relay.ts";

/** Another tab of the same browser, in the same production. */
async function anotherTab(of: Somebody): Promise<Somebody> {
  const tab = new Somebody(of.context, await of.context.newPage(), of.relay);
  tab.rooms = of.rooms;
  return tab;
}

test("what is done in one tab shows in the other, with and without a network", async ({ somebody }) => {
  const one = await somebody(LAPTOP);
  await loadSample(one);
  await one.isInstalled();
  const day = await sheetOfDay(one, 3, "Draft");
  await one.open(day);
  const two = await anotherTab(one);
  await two.open(day);

  await one.fills("General call", "19:10");
  await expect(two.field("General call")).toHaveValue("19:10");
  await two.fills("Weather", "Clear, 4 °C");
  await expect(one.field("Weather")).toHaveValue("Clear, 4 °C");

  await one.losesSignal();
  await one.reload();
  await two.fills("General call", "19:20");
  await expect(one.field("General call")).toHaveValue("19:20");
  await one.fills("Lunch", "25:15");
  await expect(two.field("Lunch")).toHaveValue("01:15 +1");
});

test("the tab that spoke with the relay closes, and the other one goes on", async ({ somebody }) => {
  const one = await somebody(LAPTOP);
  await loadSample(one);
  await attach(one);
  const far = await somebody(LAPTOP);
  await joinBy(far, await invite(one, "Lotte Brandvold", "Office"));
  const day = await sheetOfDay(far, 3, "Draft");
  await far.open(day);

  // The tab that was there first speaks for both.
  await one.open(day);
  await one.isSynced();
  const two = await anotherTab(one);
  await two.open(day);
  await two.fills("General call", "19:10");
  await expect(far.field("General call")).toHaveValue("19:10");

  // With no network they edit, one goes, and the other still brings everything home.
  await one.losesSignal();
  await one.fills("Lunch", "25:15");
  await expect(two.field("Lunch")).toHaveValue("01:15 +1");
  await two.fills("General call", "19:20");
  await two.stands(/^Offline since .*, 2 waiting$/);
  await one.page.close();
  await two.fills("Weather", "Clear, 4 °C");
  await two.findsSignal();
  await expect(far.field("General call")).toHaveValue("19:20", { timeout: 40_000 });
  await expect(far.field("Lunch")).toHaveValue("01:15 +1");
  await expect(far.field("Weather")).toHaveValue("Clear, 4 °C");
  await two.isSynced();

  await far.fills("Lunch", "25:45");
  await expect(two.field("Lunch")).toHaveValue("01:45 +1");
});

test("a second tab does not make the device forget the relay that the first one attached to", async ({ somebody }) => {
  const one = await somebody(LAPTOP);
  await loadSample(one);
  const two = await anotherTab(one);
  await two.open("callsheets");
  await attach(one);
  await one.isSynced();
  await two.isSynced();
  const day = await sheetOfDay(two, 3, "Draft");
  await two.open(day);
  await two.fills("Weather", "Clear, 4 °C");
  await two.isSynced();

  const later = await anotherTab(one);
  await one.page.close();
  await two.page.close();
  await later.open(day);
  await later.isSynced();
  await later.fills("General call", "19:10");
  await later.isSynced();
});

test("a tab that went on to another production does not keep the line of the first", async ({ somebody }) => {
  const one = await somebody(LAPTOP);
  await loadSample(one);
  await attach(one);
  await one.isSynced();
  const day = await sheetOfDay(one, 3, "Draft");
  await one.open(day);
  const two = await anotherTab(one);
  await two.open(day);
  await two.isSynced();

  // In the page, not by an address: its engine lives on.
  await two.page.locator("a.prod").click();
  await two.page.getByRole("link", { name: "Create a production", exact: true }).click();
  await create(two, "Second film", "Dana Okafor");
  await two.stands("Saved on this device");
  await one.reload();
  await one.isSynced();
  await one.fills("General call", "19:10");
  await one.isSynced();
});
