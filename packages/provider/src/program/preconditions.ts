import { createRequire } from "node:module";
import { RunError, type CustomResourceOptions } from "@pulumi/pulumi";
import { programProblem } from "./program-problem.ts";

let sound = false;

/**
 * Verifies that the provider process will find this package and a suitable SDK: it resolves them from the program's folder.
 * Throws a `RunError` of one line.
 */
export function requireProvider(): void {
  if (sound) return;
  const problem = programProblem(createRequire(`${process.cwd()}/`), process.cwd());
  if (problem !== null) throw new RunError(problem);
  sound = true;
}

/** Throws a `RunError` for an option at which the engine would fail with a less helpful message. */
export function checkOptions(name: string, options: CustomResourceOptions | undefined): void {
  if (options?.import === undefined) return;
  throw new RunError(
    `${name}: dynamic resources cannot be imported. Remove the option \`import\`: a schedule that has the desired state is adopted without a write`,
  );
}
