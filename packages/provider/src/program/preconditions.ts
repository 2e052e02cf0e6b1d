import { createRequire } from "node:module";
import { RunError } from "@pulumi/pulumi";
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
