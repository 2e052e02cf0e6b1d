import { join } from "node:path";
import { placeEngine } from "./engine/place-engine.ts";

/** Puts a working Pulumi engine in place and prints where it is. */
try {
  const { bin } = await placeEngine((line) => process.stderr.write(`${line}\n`));
  process.stdout.write(`${join(bin, "pulumi")}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
