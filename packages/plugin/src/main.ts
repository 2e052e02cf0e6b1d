import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { createEngine } from "./engine.ts";
import { serve } from "./serve.ts";
import { readVersion } from "./version.ts";

const engine = createEngine(() => process.exit(1));
engine.attach(process.argv.slice(2).find((argument) => !argument.startsWith("-")) ?? "");

// Ctrl-C reaches the whole group of the terminal. The engine cancels by a call, and calls under way must end.
process.on("SIGINT", () => {});

const { port } = await serve({
  version: readVersion(),
  env: process.env,
  now: Date.now,
  sleep: async (ms) => sleep(ms),
  readFile: (path) => readFileSync(path, "utf8"),
  exit: () => process.exit(1),
  log: (line) => engine.log(line),
  attach: (address) => engine.attach(address),
});
process.stdout.write(`${port}\n`); // the engine reads it
