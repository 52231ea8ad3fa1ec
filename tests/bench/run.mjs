// Runs the rows of the budget table, all or those named, and says which were exceeded.
// scripts/bench builds what it needs and sets CALLBOARD_{APP,RELAY,RELAYBENCH,DRAFTBENCH,FILMS,CHROMIUM}.
import { cpus, loadavg } from "node:os";
import { slowedBy } from "./browser.mjs";
import { board } from "./rows/board.mjs";
import { draft } from "./rows/draft.mjs";
import { edit } from "./rows/edit.mjs";
import { open } from "./rows/open.mjs";
import { relay } from "./rows/relay.mjs";
import { script } from "./rows/script.mjs";
import { size } from "./rows/size.mjs";
import { Table } from "./table.mjs";

const rows = { size, open, edit, board, script, draft, relay };
const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !(name in rows));
if (unknown.length > 0) {
  console.error(`no such row: ${unknown.join(", ")}. There are: ${Object.keys(rows).join(", ")}`);
  process.exit(2);
}

const busy = loadavg()[0];
const table = new Table();
const slowed = await slowedBy();
for (const [name, run] of Object.entries(rows)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  const from = Date.now();
  try {
    await run(table);
  } catch (error) {
    table.failed(name, String(error.message).split("\n")[0]);
    console.error(error);
  }
  console.error(`${name}: ${Math.round((Date.now() - from) / 1000)} s`);
}
console.log(table.toString());
console.log(`\nThe page was slowed down ${slowed.toFixed(1)} x (by Chromium), the engine 4 x (by a script in it).`);
if (busy > cpus().length / 2) {
  console.log(`The machine was busy (load ${busy.toFixed(1)}): these numbers are not its own. Run it again at rest.`);
}
if (table.exceeded > 0) {
  console.log(`${table.exceeded} over budget`);
  process.exit(1);
}
