// Draws public/icons/*.png and favicon.ico from icon.svg, after a change to the mark:
// `scripts/tools test && CALLBOARD_CHROMIUM=$(scripts/chromium) node scripts/icons.mjs`.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const { chromium } = createRequire(new URL("../tests/package.json", import.meta.url))("@playwright/test");
const icons = new URL("../public/icons/", import.meta.url);
const rounded = readFileSync(new URL("icon.svg", icons), "utf8");
// A launcher cuts its own shape: the ground fills the square. The mark's radius of 175
// stays inside the safe circle of 204.
const square = rounded.replace(/ rx="\d+"/, "");

const browser = await chromium.launch({
  executablePath: process.env.CALLBOARD_CHROMIUM,
  args: process.getuid() === 0 ? ["--no-sandbox"] : [],
});

async function draw(svg, size) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }</style>${svg}`);
  const png = await page.screenshot({ omitBackground: true });
  await page.close();
  return png;
}

const save = async (name, svg, size) => writeFileSync(new URL(name, icons), await draw(svg, size));
for (const size of [192, 512]) {
  await save(`icon-${size}.png`, rounded, size);
  await save(`maskable-${size}.png`, square, size);
}
await save("apple-touch-icon.png", square, 180);

// An .ico is a header of 22 bytes before one PNG.
const png = await draw(rounded, 32);
const header = Buffer.alloc(22);
header.writeUInt16LE(1, 2);
header.writeUInt16LE(1, 4);
header.writeUInt8(32, 6);
header.writeUInt8(32, 7);
header.writeUInt16LE(1, 10);
header.writeUInt16LE(32, 12);
header.writeUInt32LE(png.length, 14);
header.writeUInt32LE(22, 18);
writeFileSync(new URL("favicon.ico", icons), Buffer.concat([header, png]));
await browser.close();
