// What relaybench measures, line by line.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

export async function relay(table) {
  const told = await promisify(execFile)(process.env.CALLBOARD_RELAYBENCH, ["--relay", process.env.CALLBOARD_RELAY]);
  for (const line of told.stdout.trim().split("\n")) {
    const said = JSON.parse(line);
    switch (said.bench) {
      case "idle":
        table.add(`relay: ${said.sockets} idle sockets, each`, 25, said.bytes_per_socket / 1000, "kB", []);
        break;
      case "fan_out":
        table.add(`relay: a change to ${said.listeners} others, p99`, 100, said.p99_ms, "ms", [
          `p50 ${said.p50_ms.toFixed(1)} ms, worst ${said.max_ms.toFixed(1)} ms`,
        ]);
        break;
      case "catch_up":
        table.add(`a day away, ${said.changes} changes: relay's time`, 100, said.p99_ms, "ms", [
          `p50 ${said.p50_ms.toFixed(1)} ms, ${said.tail_bytes} bytes in ${said.frames} frames, one round trip`,
        ]);
        break;
      default:
    }
  }
}
