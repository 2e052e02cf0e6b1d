import { readFileSync } from "node:fs";
import { realTime } from "@skyvia-schedules/pulumi/inner";
import { createEngine } from "./engine.ts";
import { serve, type Served } from "./serve.ts";
import { readVersion } from "./version.ts";

const parent = process.ppid;

/**
 * Serves the plugin for the engine whose address is the first argument, and prints the port. Not at the top level: the host
 * of programs in Node.js, which runs the plugin from its sources, loads this file with `require`.
 */
async function start(): Promise<void> {
  const engine = createEngine(() => {
    served.cancel();
    exitAfterParent();
  });
  const served = await serve({
    version: readVersion(),
    ...realTime,
    env: process.env,
    readFile: (path) => readFileSync(path, "utf8"),
    exit: () => process.exit(1),
    log: (line) => engine.log(line),
    logAttempt: (line) => void process.stderr.write(`${line}\n`),
    attach: (address) => engine.attach(address),
  });
  engine.attach(process.argv.slice(2).find((argument) => !argument.startsWith("-")) ?? "");
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop(served));
  process.stdout.write(`${served.port}\n`); // the engine reads it
}

/** Ends the process when the engine asks for it; the engine waits for five seconds. Unfinished calls end first. */
async function stop(served: Served): Promise<void> {
  served.cancel();
  await served.whenIdle();
  process.exit(0);
}

/**
 * Ends the process once its parent has ended, or after a minute. A normal end of the engine closes its port before it ends its plugins, and it would report a
 * plugin that ends by itself.
 */
function exitAfterParent(): void {
  const end = Date.now() + 60_000;
  setInterval(() => {
    if (process.ppid !== parent || Date.now() > end) process.exit(1);
  }, 200);
}

void start();
