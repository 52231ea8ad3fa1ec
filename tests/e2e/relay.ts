// The real relay for a test: started on a port and a data folder of its own, killed as a
// power cut would, started again on the same port and data.
import { test as base } from "@playwright/test";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const binary = process.env.CALLBOARD_RELAY ?? join(root, "target/release/callboard");
const release = process.env.CALLBOARD_APP ?? join(root, "dist");

export class Relay {
  #process?: ChildProcess;
  #said = "";

  private constructor(
    readonly port: number,
    readonly data: string,
    readonly app: string,
    private readonly flags: string[],
  ) {}

  /** Starts a relay on a free port and an empty data folder, serving `app`. */
  static async fresh(app = release, flags: string[] = []): Promise<Relay> {
    const data = await mkdtemp(join(tmpdir(), "callboard-"));
    const relay = new Relay(await freePort(), data, app, flags);
    await relay.start();
    return relay;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** What the relay wrote since it was first started, for a failing test's message. */
  get said(): string {
    return this.#said;
  }

  /** Starts the relay and waits until it answers. */
  async start(): Promise<void> {
    const args = ["serve", "--data", this.data, "--port", String(this.port), "--app", this.app, ...this.flags];
    const child = spawn(binary, args, { stdio: ["ignore", "pipe", "pipe"] });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (text) => (this.#said += text));
    }
    child.on("error", (error) => (this.#said += `${error}\n`));
    await this.#untilHealthy(child);
  }

  /** Ends the relay in order. */
  async stop(): Promise<void> {
    await this.#end("SIGTERM");
  }

  /** Cuts the relay's power: nothing is flushed, no socket is closed properly. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** Kills the relay and starts it on the same port and data. */
  async crash(): Promise<void> {
    await this.kill();
    await this.start();
  }

  /** Ends the relay and removes its data. */
  async dispose(): Promise<void> {
    await this.kill();
    await rm(this.data, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || hasEnded(child)) return;
    const exit = once(child, "exit");
    child.kill(signal);
    await exit;
  }

  async #untilHealthy(child: ChildProcess): Promise<void> {
    const deadline = Date.now() + 15_000;
    while (Date.now() < deadline && !hasEnded(child)) {
      const answer = await fetch(`${this.url}/healthz`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((done) => setTimeout(done, 25));
    }
    await this.#end("SIGKILL");
    throw new Error(`the relay did not start on port ${this.port}:\n${this.#said}`);
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no free port");
  return address.port;
}

/**
 * Playwright's `test` with two relays to choose from: `relay` is shared by all tests of
 * one Playwright worker, `ownRelay` belongs to one test, which may kill it.
 */
export const test = base.extend<{ ownRelay: Relay }, { relay: Relay }>({
  relay: [
    async ({}, use) => {
      const relay = await Relay.fresh();
      await use(relay);
      await relay.dispose();
    },
    { scope: "worker" },
  ],
  ownRelay: async ({}, use) => {
    const relay = await Relay.fresh();
    await use(relay);
    await relay.dispose();
  },
  baseURL: async ({ relay }, use) => use(relay.url),
});

export { expect } from "@playwright/test";
