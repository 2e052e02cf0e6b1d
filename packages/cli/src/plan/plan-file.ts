import {
  countCoverage,
  nextRecord,
  type Change,
  type Coverage,
  type CoverageCounts,
  type Plan,
  type Problem,
  type Source,
  type Summary,
} from "@skyvia-schedules/core";
import { instantText } from "@skyvia-schedules/core/instant";
import { validatePlan } from "./plan-validator.generated.ts";
import { readTextFile, type FileReader } from "../files/read-file.ts";
import { isYamlName } from "../files/yaml-name.ts";
import { digestOf, openSealedJson, sealJson } from "../files/sealed-json.ts";
import { RunError } from "../verb/run-error.ts";
import { tool } from "../process/version.ts";

/** The content of a plan file; its schema is published as plan.schema.json. */
export interface SavedPlan {
  readonly formatVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly baseUrl: string;
  readonly configHash: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly expires: string | null;
  readonly summary: Summary & { readonly workspaces: readonly SavedWorkspace[] };
  /** Without `keep`. */
  readonly changes: readonly Change[];
  readonly problems: readonly Problem[];
  /** SHA-256 over all the rest as compact JSON, in hex. */
  readonly digest: string;
}

/** A workspace of a saved plan: its coverage, its limits, and where its token comes from. */
interface SavedWorkspace extends CoverageCounts, Pick<Coverage, "limits" | "source"> {
  /** An environment variable. null, or left out by an earlier version: it uses the token of the run. */
  readonly tokenFrom?: string | null;
  readonly tokenFromSource?: Source | null;
}

interface PlanToSave {
  readonly plan: Plan;
  readonly summary: Summary;
  readonly baseUrl: string;
  readonly configHash: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly expires: number | null;
}

/** The text of a plan file. */
export function encodePlan({ plan, summary: counts, baseUrl, configHash, at, expires }: PlanToSave): string {
  const { light: _light, ...summary } = counts; // how the plan was made does not matter for applying it
  const rest = {
    formatVersion: 1,
    tool: tool(),
    baseUrl,
    configHash,
    at: instantText(at),
    expires: expires === null ? null : instantText(expires),
    summary: { ...summary, next: nextRecord(summary.next), workspaces: workspacesOf(plan) },
    changes: plan.changes.filter(({ action }) => action !== "keep"),
    problems: plan.problems,
  };
  return sealJson(rest);
}

function workspacesOf({ coverage }: Plan): SavedWorkspace[] {
  const counts = countCoverage(coverage);
  return coverage.map(({ limits, tokenFrom, source }, index) => ({
    ...(counts[index] as CoverageCounts),
    limits,
    tokenFrom: tokenFrom?.variable ?? null,
    tokenFromSource: tokenFrom?.source ?? null,
    source,
  }));
}

/** Identifies a fresh plan in a ledger: SHA-256 of its changes, in hex. A saved plan is identified by its digest. */
export function planHash({ changes }: Pick<Plan, "changes">): string {
  return digestOf(changes.filter(({ action }) => action !== "keep"));
}

/** The text of a plan file that was named. */
export async function readPlanFile(reader: FileReader, file: string): Promise<string> {
  return readTextFile(reader, file, (reason) => {
    return new RunError(
      "plan-file",
      `the plan ${file} cannot be read (${reason})`,
      "Name a file written by `plan --out`.",
    );
  });
}

/** Reads a plan file that anybody may have edited. Throws a `RunError` unless it is exactly as `encodePlan` wrote it. */
export function decodePlan(text: string, file: string): SavedPlan {
  return openSealedJson(text, { validate: validatePlan, refuse: (why) => refused(file, why) }) as SavedPlan;
}

function refused(file: string, why: string): RunError {
  const next = isYamlName(file)
    ? "Files of entries are named with -f: put a pattern in quotes, or write -f before each file."
    : "Plan again with `plan --out`.";
  return new RunError("plan-file", `the plan ${file} is refused: ${why}`, next);
}
