import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { createEngine } from "./engine.ts";
import { serve } from "./serve.ts";
import { readVersion } from "./version.ts";

const parent = process.ppid;
const engine = createEngine(() => {
  served.cancel();
  exitAfterParent();
});
const served = await serve({
  version: readVersion(),
  env: process.env,
  now: Date.now,
  monotonic: () => performance.now(),
  sleep: async (ms) => sleep(ms),
  readFile: (path) => readFileSync(path, "utf8"),
  exit: () => process.exit(1),
  log: (line) => engine.log(line),
  logAttempt: (line) => void process.stderr.write(`${line}\n`),
  attach: (address) => engine.attach(address),
});
engine.attach(process.argv.slice(2).find((argument) => !argument.startsWith("-")) ?? "");
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());
process.stdout.write(`${served.port}\n`); // the engine reads it

/** What the engine asks for when it needs the plugin no more: it waits for five seconds. Calls under way end first. */
async function stop(): Promise<void> {
  served.cancel();
  await served.whenIdle();
  process.exit(0);
}

/**
 * Ends the process once its parent has ended, or after a minute. An engine that goes on stops to listen before it ends its
 * plugins, and would report one that ends by itself.
 */
function exitAfterParent(): void {
  const end = Date.now() + 60_000;
  setInterval(() => {
    if (process.ppid !== parent || Date.now() > end) process.exit(1);
  }, 200);
}
