// Photos of a near miss: taken with no signal, seen by others later, left out, added, taken away.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { attach, invite, isMe, joinBy, LAPTOP, loadSample, PHONE, Somebody, test } from "./people.ts";
import { isAccessible } from "./readable.ts";
import { expect, Relay } from "./relay.ts";

/** How long a photo may take to arrive once there is a signal: tries grow rarer. */
const ARRIVES = { timeout: 40_000 };
/** Where the camera says that the photo was taken. */
const PLACE = "50.123N 5.456W";

/** A photo as a camera makes it: larger than what is kept, with the place written into it. */
async function photo({ page }: Somebody, name: string, colour: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const address = await page.evaluate((colour) => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [2400, 1800];
    const pen = canvas.getContext("2d")!;
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 2400, 1800);
    return canvas.toDataURL("image/jpeg", 0.9);
  }, colour);
  const jpeg = Buffer.from(address.split(",")[1] ?? "", "base64");
  // A comment (COM, FF FE) right behind the start of the image.
  const words = Buffer.from(PLACE);
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, words.length + 2]), words]);
  return { name, mimeType: "image/jpeg", buffer: Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]) };
}

async function firstReport(who: Somebody): Promise<void> {
  await who.open("report");
  const picker = who.page.getByLabel("Shoot day", { exact: true });
  const day = (await picker.locator("option").first().getAttribute("value")) ?? "";
  await who.open(`report?day=${day}`);
}

const dialog = (who: Somebody) => who.page.getByRole("dialog").filter({ visible: true });
const seen = (who: Somebody, name: string | RegExp) => who.page.getByRole("img", { name }).filter({ visible: true });

async function begins(who: Somebody, what: string): Promise<void> {
  await who.presses("Near miss");
  await dialog(who).getByLabel("What happened").fill(what);
}

async function chooses(who: Somebody, files: Awaited<ReturnType<typeof photo>>[]): Promise<void> {
  await dialog(who).getByLabel("Add photos", { exact: true }).setInputFiles(files);
}

async function saves(who: Somebody): Promise<void> {
  await dialog(who).getByRole("button", { name: "Save" }).click();
  await who.sees("Near miss reported");
}

/** All that the relay keeps of photos. */
async function kept(data: string): Promise<Buffer[]> {
  const files = await readdir(join(data, "blobs"), { recursive: true, withFileTypes: true });
  return Promise.all(files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name))));
}

test("a photo taken with no signal is seen on another device later, and goes away with an undo", async ({ somebody, ownRelay }) => {
  const office = await somebody(LAPTOP);
  await loadSample(office);
  await attach(office);
  const noor = await somebody(PHONE);
  await joinBy(noor, await invite(office, "Noor Hadley", "Head of department"));
  await noor.isSynced();
  const taken = await photo(noor, "lamp.jpg", "#835");
  await noor.losesSignal();
  await firstReport(noor);
  await begins(noor, "A lamp fell from the truss");
  await chooses(noor, [taken]);
  await expect(seen(noor, "Photo 1")).toBeVisible();
  await saves(noor);
  await expect(seen(noor, "Photo 1: A lamp fell from the truss")).toBeVisible();
  await noor.sees("Not sent yet");

  // It waits through a reload, with its bytes.
  await noor.reload();
  await expect(seen(noor, "Photo 1: A lamp fell from the truss")).toBeVisible();
  await noor.sees("Not sent yet");

  await noor.findsSignal();
  await noor.isSynced();
  await firstReport(office);
  const arrived = seen(office, "Photo 1: A lamp fell from the truss");
  await expect(arrived).toBeVisible(ARRIVES);
  await expect(noor.page.getByText("Not sent yet")).toHaveCount(0, ARRIVES);
  expect(await arrived.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])).toEqual([1600, 1200]);
  const files = await kept(ownRelay.data);
  expect(files).toHaveLength(1);
  expect(files[0]?.includes(PLACE)).toBe(false);

  // Large, with who took it; what others took cannot be removed here.
  await office.presses("Photo 1: A lamp fell from the truss");
  await expect(dialog(office)).toContainText("Noor Hadley");
  await expect(dialog(office).getByRole("button", { name: "Remove the photo" })).toHaveCount(0);
  await isAccessible(office, "a photo seen large");
  await office.page.keyboard.press("Escape");

  await noor.presses("Photo 1: A lamp fell from the truss");
  await dialog(noor).getByRole("button", { name: "Remove the photo" }).click();
  await noor.sees("Removed a photo");
  await expect(seen(noor, /^Photo 1/)).toHaveCount(0);
  await expect(seen(office, /^Photo 1/)).toHaveCount(0);
  await noor.page.keyboard.press("Control+z");
  await expect(seen(noor, "Photo 1: A lamp fell from the truss")).toBeVisible();
  await expect(arrived).toBeVisible(ARRIVES);
});

test("a photo that the relay does not take stays where it was taken, and both sides say so", async ({ browser }) => {
  const relay = await Relay.fresh(undefined, ["--max-blob-bytes", "1000"]);
  const contexts = [await browser.newContext(LAPTOP), await browser.newContext(PHONE)] as const;
  const office = new Somebody(contexts[0], await contexts[0].newPage(), relay);
  const noor = new Somebody(contexts[1], await contexts[1].newPage(), relay);
  try {
    await loadSample(office);
    await attach(office);
    await joinBy(noor, await invite(office, "Noor Hadley", "Head of department"));
    await firstReport(noor);
    await begins(noor, "A cable on the stairs");
    await chooses(noor, [await photo(noor, "cable.jpg", "#268")]);
    await expect(seen(noor, "Photo 1")).toBeVisible();
    await saves(noor);
    await noor.sees(/^Only on this device: The file is \d+ KiB, and this relay takes up to 1 KiB/);
    await expect(seen(noor, "Photo 1: A cable on the stairs")).toBeVisible();
    await firstReport(office);
    await office.sees("A cable on the stairs");
    await office.sees("This photo is still on the device that took it: it comes when that device has a signal.");
    await isAccessible(office, "a photo that is not here");
  } finally {
    await Promise.all(contexts.map((context) => context.close()));
    await relay.dispose();
  }
});

for (const [screen, at] of [["phone", PHONE], ["laptop", LAPTOP]] as const) {
  test(`several photos are chosen, left out and added on a ${screen}`, async ({ somebody }) => {
    const who = await somebody(at);
    await loadSample(who);
    await isMe(who, "Noor Hadley");
    await firstReport(who);
    await begins(who, "Wet boards on the slipway");
    await chooses(who, [await photo(who, "one.jpg", "#a50"), await photo(who, "two.jpg", "#05a")]);
    await expect(seen(who, "Photo 2")).toBeVisible();
    await isAccessible(who, "a form with photos");

    // A file that is no picture is refused in words, and the others stay.
    await chooses(who, [{ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no picture") }]);
    await who.sees(/^notes\.txt is not a picture/);
    await dialog(who).getByRole("button", { name: "Leave photo 1 out" }).click();
    await expect(seen(who, "Photo 2")).toHaveCount(0);
    await saves(who);
    await expect(seen(who, "Photo 1: Wet boards on the slipway")).toBeVisible();
    await expect(seen(who, "Photo 2: Wet boards on the slipway")).toHaveCount(0);

    // One more, to the note that stands; one undo takes it back.
    const more = who.page.getByLabel("Add photos to: Wet boards on the slipway");
    await more.setInputFiles([await photo(who, "three.jpg", "#5a0")]);
    await who.sees("Added 1 photo");
    await expect(seen(who, "Photo 2: Wet boards on the slipway")).toBeVisible();
    await isAccessible(who, "a log with photos");
    await who.page.keyboard.press("Control+z");
    await expect(seen(who, "Photo 2: Wet boards on the slipway")).toHaveCount(0);
    await expect(seen(who, "Photo 1: Wet boards on the slipway")).toBeVisible();
  });
}
