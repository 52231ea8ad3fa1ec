// The breakdown: what scenes need, from the script to the lists, also with no signal.
import { LAPTOP, loadSample, PHONE, type Somebody, test } from "./people.ts";
import { expect } from "./relay.ts";

const row = (who: Somebody, name: string) => who.page.getByRole("main").getByRole("link", { name, exact: true });

/** Opens a scene's own room by its number. */
async function opensScene(who: Somebody, heading: RegExp): Promise<void> {
  await who.open("script");
  await who.page.getByRole("main").getByRole("link", { name: heading }).first().click();
  await expect(who.page.getByRole("heading", { name: "Breakdown" })).toBeVisible();
}

test("an element is added, described, merged with its double, and all of it is taken back", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await office.losesSignal();
  await office.open("breakdown");
  await office.sees("29 elements");
  await row(office, "Candles").click();
  const pane = office.page.getByRole("complementary", { name: "Candles" });
  await expect(pane.getByRole("checkbox", { name: "Fire" })).toBeChecked();
  await pane.getByLabel("Notes").fill("Sixty, of the same height.");
  await pane.getByLabel("Notes").blur();
  await office.reload();
  await expect(pane.getByLabel("Notes")).toHaveValue("Sixty, of the same height.");

  await opensScene(office, /GATEHOUSE/);
  const quick = office.page.getByLabel("Add to the scene");
  await quick.fill("Ledger");
  await quick.press("Enter");
  await expect(quick).toBeFocused();
  await office.open("breakdown?view=duplicates");
  await office.sees("One is the plural of the other.");
  await office.presses(/^Merge into/);
  await office.sees("No doubles");
  await office.open("breakdown");
  await office.sees("29 elements");
});

test("a car that comes with its driver asks for him where he is missing", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await opensScene(office, /CHAPEL/);
  const quick = office.page.getByLabel("Add to the scene");
  await office.page.getByRole("main").getByLabel("Category").last().selectOption({ label: "Vehicles" });
  await quick.fill("Kofi's hatchback");
  await quick.press("Enter");
  await office.sees("Kofi's hatchback comes with KOFI");
  await office.presses("Add what is missing");
  await expect(office.text("Kofi's hatchback comes with KOFI")).toHaveCount(0);
  await expect(office.page.getByRole("list", { name: "Cast" }).first()).toContainText("KOFI");
});

test("words of the script become an element", async ({ somebody }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await opensScene(office, /CHAPEL/);
  await office.page.locator(".script-page").evaluate((page) => {
    const walker = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = (node.textContent ?? "").indexOf("wristwatch");
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + "wristwatch".length);
      getSelection()?.removeAllRanges();
      getSelection()?.addRange(range);
      (page as HTMLElement).focus();
      return;
    }
    throw new Error("no wristwatch in the scene");
  });
  const bar = office.page.getByRole("group", { name: /wristwatch/ }).or(office.page.locator(".tag-bar"));
  await bar.first().getByRole("button", { name: "Props" }).click();
  await expect(office.page.getByRole("main").getByRole("listitem").filter({ hasText: /wristwatch/i }).first()).toBeVisible();
  await office.open("breakdown?q=wristwatch");
  await office.sees(/^wristwatch$/i);
});

/** A Final Draft script with one scene, whose words are tagged for props and for a category of its own. */
const TAGGED = `<?xml version="1.0"?><FinalDraft DocumentType="Script" Version="4"><Content>
  <Paragraph Type="Scene Heading" Number="90"><Text>EXT. SLIPWAY - NIGHT</Text></Paragraph>
  <Paragraph Type="Action"><Text TagNumber="1">A brass sextant</Text><Text> lies below </Text><Text TagNumber="2">the quadcopter</Text><Text>.</Text></Paragraph>
  </Content><TagData><TagCategories>
  <TagCategory Id="05c556eb-6bc1-4a3a-b09f-f8b5ba1b6afa" Name="Props"/><TagCategory Id="own" Name="Drones"/></TagCategories>
  <TagDefinitions><TagDefinition Id="d1" CatId="05c556eb-6bc1-4a3a-b09f-f8b5ba1b6afa" Label="Brass sextant"/>
  <TagDefinition Id="d2" CatId="own" Label="Quadcopter"/></TagDefinitions>
  <Tags><Tag Number="1"><DefId>d1</DefId></Tag><Tag Number="2"><DefId>d2</DefId></Tag></Tags></TagData></FinalDraft>`;

for (const [screen, size] of [["a laptop", LAPTOP], ["a phone", PHONE]] as const) {
  test(`tags of a script, own categories and cast numbers need no network on ${screen}`, async ({ somebody }) => {
    const office = await somebody(size);
    const main = office.page.getByRole("main");
    await loadSample(office);
    await office.losesSignal();
    await office.open("script/import");
    const chooser = office.page.waitForEvent("filechooser");
    await office.presses("Choose a file");
    await (await chooser).setFiles({ name: "slipway.fdx", mimeType: "application/xml", buffer: Buffer.from(TAGGED) });
    await main.getByRole("button", { name: /^Import|^Take/ }).last().click();
    await office.stands("Saved on this device");
    await office.open("breakdown");
    await row(office, "Brass sextant").click();
    await expect(office.page.getByRole("complementary", { name: "Brass sextant" }).getByLabel("Category", { exact: true })).toHaveValue(/uci|prop/i);
    await office.open("breakdown");
    await row(office, "Quadcopter").click();
    await expect(office.page.getByRole("complementary", { name: "Quadcopter" })).toContainText("Drones");

    await office.open("breakdown?view=categories");
    await office.fills("Name of the category", "Tide tables");
    await office.fills("Letter", "TT");
    await main.getByRole("button", { name: "Add a category" }).click();
    await expect(office.page.getByRole("list", { name: "Categories" })).toContainText("Tide tables");

    await office.open("breakdown");
    await office.presses("More about the breakdown");
    await office.page.locator("menu, [popover], .menu").getByText("Number the cast").click();
    const dialog = office.page.getByRole("dialog", { name: "Number the cast" });
    await dialog.getByRole("button", { name: "First appearance" }).click();
    await expect(dialog.getByRole("status")).toHaveText(/^\d+ numbers? change/);
    await dialog.getByRole("button", { name: "Lock all numbers" }).click();
    // Whoever is locked keeps their number, whatever the order.
    await expect(dialog.getByRole("status")).toHaveText("Everybody has this number already.");
  });
}
