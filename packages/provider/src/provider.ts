import { readFileSync } from "node:fs";
import { addCheck, readNotes } from "./notes.ts";
import { realTime } from "./real-time.ts";
import { createProvider } from "./server/create-provider.ts";
import type { DynamicProvider } from "./server/dynamic-provider.ts";

/**
 * The provider of every resource of this package, as the SDK's provider server loads it. `require` must always be able to load this file, from every version's
 * state: it has no top-level await, and imports nothing of `@pulumi/pulumi`.
 */
export const provider: DynamicProvider = createProvider({
  ...realTime,
  env: process.env,
  engine: process.argv[2],
  readNotes: () => readNotes(process.argv[2]),
  addCheck: () => addCheck(process.argv[2]),
  readFile: (path) => readFileSync(path, "utf8"),
  logAttempt: (line) => void process.stderr.write(`${line}\n`),
  exit: () => process.exit(1),
});
