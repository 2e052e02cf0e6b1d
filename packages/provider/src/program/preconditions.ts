import { createRequire } from "node:module";
import { RunError, type CustomResourceOptions } from "@pulumi/pulumi";
import { programProblem } from "./program-problem.ts";

let sound = false;

/**
 * Makes sure that the provider process will find this package and an SDK that it works with: it looks from the program's
 * folder, and starts only when the program has ended. Throws a `RunError` of one line.
 */
export function requireProvider(): void {
  if (sound) return;
  const problem = programProblem(createRequire(`${process.cwd()}/`), process.cwd());
  if (problem !== null) throw new RunError(problem);
  sound = true;
}

/** Throws a `RunError` for an option that the engine would fail at with a message of its own making. */
export function checkOptions(name: string, options: CustomResourceOptions | undefined): void {
  if (options?.import === undefined) return;
  throw new RunError(
    `${name}: dynamic resources cannot be imported, and this needs no import: leave the option out, and what is so already is adopted`,
  );
}
