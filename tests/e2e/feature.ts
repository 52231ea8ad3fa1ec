// A script as long as a feature's, written by rule: the same at every run, invented, nobody's.
const SETS = [
  "INT. FERRY TERMINAL - WAITING ROOM",
  "EXT. FERRY TERMINAL - QUAY",
  "INT. FERRY - CAR DECK",
  "EXT. FERRY - UPPER DECK",
  "INT. FERRY - ENGINE ROOM",
  "INT. MARGIT'S FLAT - KITCHEN",
  "INT. MARGIT'S FLAT - HALL",
  "EXT. LIGHTHOUSE",
  "INT. LIGHTHOUSE - LAMP ROOM",
  "INT. POLICE STATION - CORRIDOR",
  "INT./EXT. TAXI",
  "EXT. COAST ROAD",
];
const TIMES = ["DAY", "DAY", "NIGHT", "DAY", "MORNING", "NIGHT", "EVENING", "DUSK"];
const CAST = ["MARGIT", "OLE", "THE PURSER", "INGA", "SERGEANT VIK", "A BOY", "DRIVER"];
const DONE = [
  "walks the length of the place and does not look back.",
  "counts the money once more and puts it where nobody would look for it.",
  "waits until the noise of the engines is the only one left.",
  "opens the case, finds it empty, and closes it as if it were full.",
  "reads the timetable aloud, every line of it, down to the last crossing.",
];
const SAID = [
  "The last one left at nine, and it was not on the board.",
  "You said there would be two of them.",
  "I know what it costs. I am asking who pays.",
  "Nobody crosses twice in one night.",
  "Then we go by the road, and we go now.",
];

export const SCENES = 120;

/** Takes one of a list, each in turn, in steps that leave none out. */
const one = <T>(all: T[], n: number): T => all[n % all.length] as T;

/** The script as Fountain: 120 scenes of half a page to one and a half. */
export function script(): string {
  const scenes = Array.from({ length: SCENES }, (_, n) => {
    const parts = [`${one(SETS, n * 5)} - ${one(TIMES, n * 3 + Math.floor(n / 8))} #${n + 1}#`];
    for (let beat = 0; beat < 2 + ((n * 7) % 6); beat++) {
      const [who, other] = [one(CAST, n + beat), one(CAST, n + beat + 2)];
      parts.push(`${who} ${one(DONE, n + beat)} ${other} ${one(DONE, n + 2 * beat + 1)}`);
      parts.push(`${who}\n${one(SAID, n * 2 + beat)}`, `${other}\n${one(SAID, n + beat * 3)}`);
    }
    return parts.join("\n\n");
  });
  return `Title: The Last Crossing\nCredit: A test\n\n${scenes.join("\n\n")}\n`;
}

/** Reads a length as the app writes it, "98 2/8", in eighths. */
export function eighths(text: string): number {
  const found = text.match(/(?:(\d+)(?: |$))?(?:(\d)\/8)?/) ?? [];
  return Number(found[1] ?? 0) * 8 + Number(found[2] ?? 0);
}
