// A film as a file of another program (Universal Schedule Standard): as many days as a test needs,
// a scene a day, and a cast whose days it names.
import { expect } from "./relay.ts";
import { type Somebody } from "./people.ts";

export interface Part {
  name: string;
  /** The shoot days it works, from 1. */
  days: number[];
}

const id = (kind: string, n: number) => `${kind}${String(n).padStart(4, "0")}`;

/** Writes a film of `days` shoot days as a `.uss` file. */
export function film(days: number, parts: Part[]): string {
  const all = Array.from({ length: days }, (_, n) => n + 1);
  const element = (key: string, name: string, number = "") => ({
    id: key,
    name,
    elementId: number,
    doodInclude: true,
    doodHoldAllow: true,
    doodDropAllow: true,
    doodDropDays: 10,
  });
  const cast = parts.map((part, n) => element(id("cast", n), part.name, String(n + 1)));
  const sets = all.map((n) => element(id("set", n), `PIER ${n}, BEHIND THE OLD CUSTOMS HOUSE`));
  const scenes = all.map((n) => ({
    id: id("scene", n),
    type: "scene",
    scene: String(n),
    pages: 1.5,
    description: `The ferry of day ${n} is late.`,
    elements: ["ext", "day", id("set", n), ...parts.flatMap((part, p) => (part.days.includes(n) ? [id("cast", p)] : []))],
  }));
  const breaks = all.map((n) => ({ id: id("break", n), type: "day" }));
  return JSON.stringify({
    universalScheduleStandard: {
      name: "Long film",
      version: "0.1.0",
      breakdowns: [...scenes, ...breaks],
      calendars: [],
      categories: [
        { id: "c0", catId: 0, name: "Set", elements: sets.map((set) => set.id) },
        { id: "c1", catId: 1, name: "INT/EXT", elements: ["ext"] },
        { id: "c2", catId: 2, name: "Day/Night", elements: ["day"] },
        { id: "c100", catId: 100, name: "Cast Members", elements: cast.map((part) => part.id) },
      ],
      elements: [element("ext", "EXT"), element("day", "DAY"), ...sets, ...cast],
      stripboards: [{ id: "s1", name: "Long film", boards: [{ id: "b1", name: "stripboard", breakdownIds: all.flatMap((n) => [id("scene", n), id("break", n)]) }] }],
    },
  });
}

/** Chooses a file for whatever button asks for one. */
export async function chooses(who: Somebody, name: string, text: string, press: () => Promise<void>): Promise<void> {
  const chooser = who.page.waitForEvent("filechooser");
  await press();
  await (await chooser).setFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
}

/** Takes a schedule into a production that has no scenes yet. */
export async function takesIn(who: Somebody, text: string, scenes: number): Promise<void> {
  await who.open("schedules");
  await chooses(who, "film.uss", text, () => who.presses("Take in a .uss file…"));
  const dialog = who.page.getByRole("dialog");
  await expect(dialog).toContainText(`${scenes} new scene`);
  await dialog.getByRole("button", { name: "Take it in" }).click();
  await who.page.waitForURL(/\/board\?board=/);
}
