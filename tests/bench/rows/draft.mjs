// A later draft over existing scenes: how often its scenes are told right, and how long a plan takes.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** Of a hundred pairs so many may be wrong or missing. */
const WRONG = 2;
/** A plan is made anew at each choice; a phone is some four times slower than this machine. */
const PLAN_MS = 50 / 4;

export async function draft(table) {
  const told = await promisify(execFile)(process.env.CALLBOARD_DRAFTBENCH, []);
  const { matching, times } = JSON.parse(told.stdout);
  for (const row of matching) {
    const worst = 100 - Math.min(row.precision, row.recall);
    table.add(`a later draft of the ${row.of}, ${row.draft}: pairs wrong or missing`, WRONG, worst, "%", [
      `precision ${row.precision.toFixed(1)} %, recall ${row.recall.toFixed(1)} % of ${row.pairs}; ${row.wrong_without_a_badge} wrong ones carry no badge`,
      `splits: precision ${row.split_precision.toFixed(1)} %, recall ${row.split_recall.toFixed(1)} % of ${row.splits}`,
      `merges: precision ${row.merge_precision.toFixed(1)} %, recall ${row.merge_recall.toFixed(1)} % of ${row.merges}`,
    ]);
  }
  for (const { scenes, compare_ms, plan_ms } of times) {
    table.note(`a draft of ${scenes} scenes compared, native`, compare_ms, "ms", []);
    const what = `a choice in a draft of ${scenes} scenes, native`;
    if (scenes === 180) table.add(what, PLAN_MS, plan_ms, "ms", []);
    else table.note(what, plan_ms, "ms", []);
  }
}
