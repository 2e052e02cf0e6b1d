import { createRequire } from "node:module";
import { RunError } from "@pulumi/pulumi";

let found = false;

/** Makes sure that the provider process will find this package: it looks from the program's folder. Throws a `RunError` in one line. */
export function requireProvider(): void {
  if (found) return;
  try {
    createRequire(`${process.cwd()}/`).resolve("@skyvia-schedules/pulumi/provider");
    found = true;
  } catch {
    throw new RunError(
      `@skyvia-schedules/pulumi must be a dependency of the program itself (${process.cwd()}): add it to its package.json and install`,
    );
  }
}
