import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

/** A workflow file, as far as these tests look at it. */
export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly permissions?: unknown;
  readonly environment?: string;
  readonly steps: readonly WorkflowStep[];
}

interface WorkflowStep {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}

export const folder: string = fileURLToPath(new URL("../../examples/github-actions/", import.meta.url));

/** The workflows to copy, by file name. */
export const workflows: ReadonlyMap<string, Workflow> = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith(".yml"))
    .map((name) => [name, parse(readFileSync(join(folder, name), "utf8")) as Workflow]),
);

/** How the examples name this action. */
export const actionName = "skyvia-schedules/skyvia-schedules";

/** The inputs of the steps of a job that run this action, with the secrets in their place. */
export function inputsOf(
  file: string,
  job: string,
  secrets: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const step = workflows.get(file)?.jobs[job]?.steps.find(({ uses }) => uses?.startsWith(`${actionName}@`));
  if (step === undefined) throw new Error(`${file} does not run the action in ${job}`);
  const filled = Object.entries(step.with ?? {}).map(([name, value]) => [
    name,
    value.replace(/\$\{\{ secrets\.(\w+) \}\}/, (_, secret: string) => secrets[secret] ?? ""),
  ]);
  return Object.fromEntries(filled);
}
