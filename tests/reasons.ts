// Says at the very end, where a long log is cut last, why each test failed: one line each.
import type { FullResult, Reporter, TestCase, TestResult } from "@playwright/test/reporter";

/** The reader has the whole message above. */
const MOST = 400;

export default class Reasons implements Reporter {
  #reasons: string[] = [];

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status === test.expectedStatus || result.status === "skipped") return;
    const said = result.errors.map((error) => error.message ?? error.value ?? "").join(" | ");
    const at = result.errors.at(-1)?.location;
    const bare = said.replace(/\x1b\[[0-9;]*m/g, "").replace(/\s+/g, " ").trim();
    this.#reasons.push(`${test.title}${at ? ` (line ${at.line})` : ""}: ${bare.slice(0, MOST)}`);
  }

  onEnd(_: FullResult): void {
    for (const reason of this.#reasons) console.log(`why: ${reason}`);
  }
}
