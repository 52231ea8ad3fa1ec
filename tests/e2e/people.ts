// People of a test, each with a browser of their own, and what all of them do.
import { type Browser, type BrowserContext, type Locator, type Page } from "@playwright/test";
import { expect, type Relay, test as base } from "./relay.ts";

export const LAPTOP = { viewport: { width: 1440, height: 900 } };
export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

/** How long a device may take to notice that the signal is back: its tries grow rarer. */
const BACK = { timeout: 40_000 };

/** One person at one device. */
export class Somebody {
  /** The address of the rooms, once a production is open. */
  rooms = "";

  constructor(
    readonly context: BrowserContext,
    public page: Page,
    readonly relay: Relay,
  ) {}

  /** Loads a room as its address would be opened: from the network or from the device. */
  async open(room: string): Promise<void> {
    await this.isKept();
    await this.page.goto(this.address(room));
    await expect(this.page.getByRole("heading", { level: 1 })).toBeVisible();
  }

  address(room: string): string {
    return room.startsWith("/") ? `${this.relay.url}${room}` : `${this.relay.url}${this.rooms}/${room}`;
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await expect(this.page.getByRole("heading", { level: 1 })).toBeVisible();
  }

  /** Leaves the reach of the network with the app installed: nothing answers, not even this machine. */
  async losesSignal(): Promise<void> {
    await this.isInstalled();
    await this.context.setOffline(true);
  }

  /** Waits as long as an act is not on the disk: who walks to another room is slower than that. */
  async isKept(): Promise<void> {
    if (!this.page.url().startsWith(this.relay.url)) return;
    await expect
      .poll(() => this.page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("callboard.act1.")).length))
      .toBe(0);
  }

  async findsSignal(): Promise<void> {
    await this.context.setOffline(false);
  }

  text(words: string | RegExp): Locator {
    return this.page.getByText(words).filter({ visible: true }).first();
  }

  async sees(words: string | RegExp): Promise<void> {
    await expect(this.text(words)).toBeVisible();
  }

  /** The sync state at the head of the room. */
  get standing(): Locator {
    return this.page.locator("a.state").filter({ visible: true }).first();
  }

  async stands(words: string | RegExp): Promise<void> {
    await expect(this.standing).toHaveText(words, BACK);
  }

  async isSynced(): Promise<void> {
    await this.stands(/^Synced/);
  }

  /**
   * From the next page on, the documents are read this much later than the last run's records: what
   * the page shows meanwhile lacks the newest edits.
   */
  async readsSlowly(ms: number): Promise<void> {
    await this.context.addInitScript((ms) => {
      const LOADED_CHANGED_GONE = [3, 4, 5];
      const isAfterProjection = (data: unknown) => data instanceof Uint8Array && LOADED_CHANGED_GONE.includes(data[0]);
      const Native = globalThis.Worker;
      globalThis.Worker = class extends Native {
        constructor(url: string | URL, options?: WorkerOptions) {
          super(url, options);
          const held: unknown[] = [];
          let [isHolding, isOver] = [false, false];
          super.addEventListener("message", (event) => {
            if (isOver || !(isHolding || isAfterProjection(event.data))) return;
            event.stopImmediatePropagation();
            held.push(event.data);
            if (isHolding) return;
            isHolding = true;
            setTimeout(() => {
              isOver = true;
              for (const data of held) this.dispatchEvent(new MessageEvent("message", { data }));
            }, ms);
          });
        }
      };
    }, ms);
  }

  /** Waits until the device can open every room without a network. */
  async isInstalled(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller) {
        await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
      }
    });
  }

  /** Types into a field and commits it, as Enter does. */
  async fills(label: string | RegExp, value: string): Promise<void> {
    const field = this.field(label);
    await field.fill(value);
    await field.press("Enter");
  }

  field(label: string | RegExp): Locator {
    return this.page.getByRole("main").getByLabel(label, { exact: true });
  }

  async presses(name: string | RegExp): Promise<void> {
    await this.page.getByRole("button", { name, exact: typeof name === "string" }).filter({ visible: true }).first().click();
  }

  async follows(name: string | RegExp): Promise<void> {
    await this.page.getByRole("main").getByRole("link", { name }).first().click();
  }
}

async function somebody(browser: Browser, relay: Relay, at: object): Promise<Somebody> {
  const context = await browser.newContext(at);
  return new Somebody(context, await context.newPage(), relay);
}

/** `somebody(LAPTOP)` is one more person with a browser of their own, who leaves when the test ends. */
export const test = base.extend<{ somebody: (at: object) => Promise<Somebody> }>({
  somebody: async ({ browser, ownRelay }, use) => {
    const all: Somebody[] = [];
    await use(async (at) => {
      const one = await somebody(browser, ownRelay, at);
      all.push(one);
      return one;
    });
    // A context that is closed while its worker knocks at a dead network hangs.
    await Promise.all(all.map((one) => one.findsSignal()));
    await Promise.all(all.map((one) => one.context.close()));
  },
});

/** The path of the rooms that a page shows. */
async function roomsOf(page: Page): Promise<string> {
  await page.waitForURL(/\/p\/[^/]+\//);
  const path = new URL(page.url()).pathname.match(/^\/p\/[^/]+/);
  if (!path) throw new Error(`no production at ${page.url()}`);
  return path[0];
}

/** Loads the sample production. */
export async function loadSample(who: Somebody): Promise<void> {
  await who.page.goto(who.relay.url);
  await who.presses("Load the sample production");
  who.rooms = await roomsOf(who.page);
}

/** Creates a production that begins on Monday 3 May 2027, as its coordinator. */
export async function create(who: Somebody, title: string, name: string): Promise<void> {
  await who.field("Title").fill(title);
  await who.field("First day").fill("2027-05-03");
  await who.field("Your name").fill(name);
  await who.field("Your position").fill("Production coordinator");
  await who.presses("Create a production");
  who.rooms = await roomsOf(who.page);
}

export async function attach(who: Somebody): Promise<void> {
  await who.open("invite");
  await who.presses("Attach");
  await expect(who.page.getByRole("heading", { name: "New invitations" })).toBeVisible();
}

/** Makes an invitation for one person and returns its link. */
export async function invite(office: Somebody, name: string, role: string): Promise<string> {
  const { page } = office;
  await page.getByRole("searchbox", { name: "Find somebody" }).fill(name);
  await page.getByRole("checkbox", { name: new RegExp(name) }).check();
  await page.getByRole("radio", { name: new RegExp(`^${role}`) }).check();
  await office.presses("Make 1 invitation");
  const link = page.getByLabel(`Link of ${name}`, { exact: true });
  await expect(link).toBeVisible();
  return link.inputValue();
}

/** Joins by an invitation's link, with a name for the device or the one that the app proposes. */
export async function joinBy(who: Somebody, link: string, device?: string): Promise<void> {
  await who.page.goto(link);
  if (device) await who.page.getByLabel("What to call this device").fill(device);
  await who.presses("Join");
  who.rooms = await roomsOf(who.page);
  await expect(who.page.getByRole("heading", { level: 1 })).toBeVisible();
  // From here on everything must work without a network.
  await who.isInstalled();
}

/** Says whose device it is, where no invitation said so. */
export async function isMe(who: Somebody, name: string): Promise<void> {
  await who.open("today");
  await who.page.getByRole("searchbox", { name: "Search by name or job" }).fill(name);
  await who.presses(new RegExp(`^${name}`));
  await expect(who.page.getByRole("region", { name: "My call" })).toBeVisible();
}

/** The address of a shoot day's sheet as it stands in the list of all: the issued one, or the draft. */
export async function sheetOfDay(who: Somebody, day: number, what: "Open" | "Draft" | "Revise"): Promise<string> {
  await who.open("callsheets");
  const link = who.page.getByRole("link", { name: `${what} the sheet of Day ${day}`, exact: true });
  return (await link.getAttribute("href")) ?? "";
}

/** Puts a scene at the end of a day of the board that is shown, with the keyboard alone. */
export async function movesByKey(who: Somebody, scene: string, day: string): Promise<void> {
  // A board that was only just opened may not know yet who may change it.
  await expect(who.page.getByRole("button", { name: "Select", exact: true })).toBeVisible();
  await who.page.getByRole("button", { name: new RegExp(`^Scene ${scene},`) }).focus();
  await who.page.keyboard.press("m");
  await who.page.getByRole("dialog").getByRole("button", { name: new RegExp(`^${day},`) }).click();
  await who.sees(`Moved scene ${scene} to ${day.toLowerCase()}`);
}
