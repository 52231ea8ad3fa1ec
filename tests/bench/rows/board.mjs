// Frames while a board of 500 strips is scrolled and while a strip is dragged over it.
import { LAPTOP, openDevice, PHONE, slowDown } from "../browser.mjs";
import { heldFilm, TODAY } from "../film.mjs";
import { median } from "../table.mjs";

const STRIPS = 500;
const RUNS = 3;
/** A frame more than two of the screen's apart from the one before, and the grain of its clock, is too late. */
const BUDGET_MS = 33.5;

export async function board(table) {
  for (const [name, at] of [["phone", PHONE], ["laptop", LAPTOP]]) {
    const { device, rooms } = await heldFilm("board", "office", at);
    const runs = [];
    try {
      for (let run = 0; run < RUNS; run += 1) runs.push(await gestures(device, rooms, at));
    } finally {
      await device.remove();
    }
    for (const [act, words] of [["scroll", "scrolling"], ["drag", "dragging"], ["auto", "dragging to the edge, which scrolls"]]) {
      const worst = runs.map((run) => Math.max(...run[act]));
      const late = runs.map((run) => `${run[act].filter((gap) => gap > BUDGET_MS).length} of ${run[act].length}`);
      table.add(`board of ${STRIPS} strips, ${name}: ${words}, worst frame`, BUDGET_MS, median(worst), "ms", [
        `worst of each run: ${worst.map((gap) => gap.toFixed(0)).join(", ")} ms; frames too late: ${late.join(", ")}`,
      ]);
    }
  }
}

async function gestures(device, rooms, at) {
  const { context, page } = await openDevice(device, at, TODAY);
  await context.setOffline(true);
  const session = await slowDown(page);
  await page.goto(`${rooms}/board`);
  await page.waitForFunction((n) => document.querySelectorAll(".board .strip").length >= n, STRIPS);
  await page.waitForTimeout(8000);
  const { width, height } = at.viewport;
  const gaps = {};
  await collect(page);
  for (const yDistance of [-6000, 3000]) {
    await session.send("Input.synthesizeScrollGesture", {
      x: width / 3,
      y: height / 2,
      yDistance,
      speed: 3000,
      gestureSourceType: at.isMobile ? "touch" : "mouse",
    });
  }
  gaps.scroll = await collected(page);

  const pointer = at.isMobile ? finger(session) : mouse(page);
  const handle = page.locator(at.isMobile ? ".board-days .strip .grip" : ".board-days .strip");
  const box = await middleOf(handle, height);
  const [x, y] = [box.x + Math.min(box.width / 2, 100), box.y + box.height / 2];
  await pointer.down(x, y);
  await pointer.move(x + 8, y + 8);
  await page.waitForFunction(() => document.querySelector("[data-dragging]"));
  await page.waitForTimeout(300);
  await collect(page);
  for (let step = 0; step < 90; step += 1) {
    const to = height / 2 + (height / 5) * Math.sin(step / 10);
    await pointer.move(x + 20 * Math.sin(step / 8), to);
    await page.waitForTimeout(16);
  }
  gaps.drag = await collected(page);
  await collect(page);
  // Near the lower edge, above the bar that a phone has there.
  await pointer.move(x, height - (at.isMobile ? 100 : 20));
  await page.waitForTimeout(2500);
  gaps.auto = await collected(page);
  await pointer.move(x, height / 2);
  await pointer.up();
  await context.close();
  return gaps;
}

const collect = (page) => page.evaluate(() => (globalThis.stop = bench.frames()));
const collected = (page) => page.evaluate(() => globalThis.stop());

/** Finds the box of the element that stands nearest to the middle of the window. */
async function middleOf(all, height) {
  const boxes = await all.evaluateAll((found) =>
    found.map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return { x, y, width, height };
    }),
  );
  const off = (box) => Math.abs(box.y + box.height / 2 - height / 2);
  return boxes.filter((box) => box.width > 0).sort((a, b) => off(a) - off(b))[0];
}

function mouse(page) {
  return {
    down: async (x, y) => {
      await page.mouse.move(x, y);
      await page.mouse.down();
    },
    move: (x, y) => page.mouse.move(x, y),
    up: () => page.mouse.up(),
  };
}

function finger(session) {
  const touch = (type, touchPoints) => session.send("Input.dispatchTouchEvent", { type, touchPoints });
  return {
    down: (x, y) => touch("touchStart", [{ x, y }]),
    move: (x, y) => touch("touchMove", [{ x, y }]),
    up: () => touch("touchEnd", []),
  };
}
