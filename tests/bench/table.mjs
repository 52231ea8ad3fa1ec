// The table of budgets.

export class Table {
  #rows = [];

  /** Adds a row that must not be above its budget. */
  add(what, budget, measured, unit, notes) {
    this.#rows.push({ what, budget, measured, unit, notes });
  }

  /** Adds a row without a budget. */
  note(what, measured, unit, notes) {
    this.#rows.push({ what, measured, unit, notes });
  }

  /** Adds rows that could not be measured: they count as exceeded. */
  failed(what, why) {
    this.#rows.push({ what, why, notes: [] });
  }

  get exceeded() {
    return this.#rows.filter((row) => verdict(row) !== "ok" && verdict(row) !== "").length;
  }

  toString() {
    const cells = this.#rows.map((row) => [
      row.what,
      row.budget === undefined ? "" : shown(row.budget, row.unit),
      row.measured === undefined ? "" : shown(row.measured, row.unit),
      row.budget === undefined ? "" : (row.measured / row.budget).toFixed(2),
      verdict(row),
    ]);
    const all = [["what", "budget", "measured", "ratio", ""], ...cells];
    const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
    const line = (row) =>
      row.map((cell, n) => (n === 0 || n === 4 ? cell.padEnd(widths[n]) : cell.padStart(widths[n]))).join("  ").trimEnd();
    const details = this.#rows
      .filter((row) => row.notes.length > 0)
      .map((row) => [row.what, ...row.notes.map((note) => `  ${note}`)].join("\n"));
    return `${details.join("\n")}\n\n${all.map(line).join("\n")}`;
  }
}

function verdict(row) {
  if (row.why !== undefined) return `NOT MEASURED: ${row.why}`;
  if (row.budget === undefined) return "";
  return row.measured <= row.budget ? "ok" : "EXCEEDED";
}

function shown(value, unit) {
  const digits = value < 10 ? 1 : 0;
  return `${value.toFixed(digits)} ${unit}`;
}

export function percentile(values, percent) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)];
}

export const median = (values) => percentile(values, 50);

/** Writes times without their fractions. */
export const list = (values) => values.map((value) => value.toFixed(0)).join(", ");
