// The real relay over a copy of a film's log, and an invitation into it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const binary = process.env.CALLBOARD_RELAY;
const app = process.env.CALLBOARD_APP;

/** Starts a relay over a copy of a data folder, or over an empty one. */
export async function startRelay(from) {
  const data = await mkdtemp(join(tmpdir(), "callboard-bench-"));
  if (from) await cp(from, data, { recursive: true });
  const port = await freePort();
  const args = ["serve", "--host", "127.0.0.1", "--data", data, "--port", String(port), "--app", app];
  const child = spawn(binary, args, { stdio: ["ignore", "ignore", "ignore"] });
  const url = `http://localhost:${port}`;
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    await rm(data, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 400; tries += 1) {
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.ok) return { url, stop };
    if (child.exitCode !== null) break;
    await new Promise((done) => setTimeout(done, 25));
  }
  await stop();
  throw new Error("the relay did not start");
}

/** Makes an invitation into a film and returns its link. */
export async function invite(relay, film, role, person) {
  const answer = await fetch(`${relay.url}/api/productions/${film.production}/invitations`, {
    method: "POST",
    headers: { authorization: `Bearer ${film.token}`, "content-type": "application/json" },
    body: JSON.stringify({ role, person, script: false, hours: 1 }),
  });
  if (!answer.ok) throw new Error(`no invitation: ${answer.status} ${await answer.text()}`);
  const { code } = await answer.json();
  return `${relay.url}/join#${film.production}.${code}`;
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}
