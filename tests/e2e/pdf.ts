// Reads what a test needs of a PDF that Chromium printed: the size of its pages and their text.
// The text comes from the drawn glyphs, so what is cut off at the paper's edge is not in it.
import { inflateSync } from "node:zlib";

const POINTS_PER_MM = 72 / 25.4;

export interface PdfPage {
  width_mm: number;
  height_mm: number;
  /** All letters in the order they are drawn, without spaces and line ends. */
  text: string;
}

export function pages(pdf: Buffer): PdfPage[] {
  const objects = objectsOf(pdf);
  const found: PdfPage[] = [];
  for (const { head } of objects.values()) {
    if (!/\/Type\s*\/Page\b/.test(head)) continue;
    const box = numbers(/\/MediaBox\s*\[([^\]]+)\]/.exec(head)?.[1] ?? "");
    const contents = references(/\/Contents\s*(\[[^\]]*\]|\d+ 0 R)/.exec(head)?.[1] ?? "");
    const fonts = fontsOf(objects, head);
    found.push({
      width_mm: (box[2] - box[0]) / POINTS_PER_MM,
      height_mm: (box[3] - box[1]) / POINTS_PER_MM,
      text: contents.map((at) => textOf(objects, objects.get(at)?.stream ?? "", fonts)).join(""),
    });
  }
  return found;
}

interface Item {
  head: string;
  stream: string;
}

type Objects = Map<number, Item>;
/** From a glyph's number to its letters. */
type Glyphs = Map<number, string>;

const numbers = (text: string) => text.trim().split(/\s+/).map(Number);
const references = (text: string) => [...text.matchAll(/(\d+) 0 R/g)].map((found) => Number(found[1]));

function objectsOf(pdf: Buffer): Objects {
  const text = pdf.toString("latin1");
  const objects: Objects = new Map();
  for (const found of text.matchAll(/(?:^|\n)(\d+) 0 obj\s([^]*?)\sendobj/g)) {
    const [head, ...rest] = found[2].split(/\sstream\r?\n/);
    const raw = Buffer.from(rest.join("\nstream\n").replace(/\s?endstream$/, ""), "latin1");
    const isText = raw.length > 0 && /\/FlateDecode/.test(head) && !/\/Length1|\/Subtype\s*\/Image/.test(head);
    objects.set(Number(found[1]), { head, stream: isText ? inflateSync(raw).toString("latin1") : "" });
  }
  return objects;
}

/** The fonts of a page or form, by the names that its drawing calls them. */
function fontsOf(objects: Objects, head: string): Map<string, Glyphs> {
  const list = /\/Font\s*<<([^>]*)>>/.exec(head)?.[1] ?? "";
  const fonts = new Map<string, Glyphs>();
  for (const [, name, at] of list.matchAll(/\/(\S+)\s+(\d+) 0 R/g)) {
    const cmap = references(/\/ToUnicode\s+\d+ 0 R/.exec(objects.get(Number(at))?.head ?? "")?.[0] ?? "")[0];
    fonts.set(name, glyphsOf(objects.get(cmap)?.stream ?? ""));
  }
  return fonts;
}

const letters = (hex: string) => (hex.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(parseInt(unit, 16))).join("");

function glyphsOf(cmap: string): Glyphs {
  const glyphs: Glyphs = new Map();
  for (const [, block] of cmap.matchAll(/beginbfchar([^]*?)endbfchar/g)) {
    for (const [, glyph, to] of block.matchAll(/<(\w+)>\s*<(\w+)>/g)) glyphs.set(parseInt(glyph, 16), letters(to));
  }
  for (const [, block] of cmap.matchAll(/beginbfrange([^]*?)endbfrange/g)) {
    for (const [, from, last, to] of block.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const first = parseInt(from, 16);
      for (let n = first; n <= parseInt(last, 16); n++) glyphs.set(n, String.fromCharCode(parseInt(to, 16) + n - first));
    }
  }
  return glyphs;
}

function textOf(objects: Objects, drawing: string, fonts: Map<string, Glyphs>): string {
  let font: Glyphs = new Map();
  let text = "";
  for (const [, name, hex] of drawing.matchAll(/\/(\S+)\s+[\d.]+\s+Tf|<([0-9A-Fa-f]+)>/g)) {
    if (name) font = fonts.get(name) ?? new Map();
    else for (const glyph of hex.match(/.{4}/g) ?? []) text += font.get(parseInt(glyph, 16)) ?? "";
  }
  // A face may draw "ff" as one letter.
  return text.normalize("NFKC").replace(/\s+/g, "");
}
