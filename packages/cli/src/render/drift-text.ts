import {
  place,
  type Cause,
  type Change,
  type CoverageCounts,
  type DriftChange,
  type Problem,
} from "@skyvia-schedules/core";
import { counted } from "./counted.ts";
import { visible } from "./escape.ts";
import { percent } from "./percent.ts";
import { planHeading } from "./plan-text.ts";
import type { Style } from "./style.ts";
import { table, type Row } from "./table.ts";

/** What is shown of drift. */
export interface ShownDrift {
  readonly changes: readonly (Change | DriftChange)[];
  readonly coverage: readonly CoverageCounts[];
  readonly problems: readonly Problem[];
}

/** Drift at a glance: grouped by workspace, one line a difference with its cause, counts and coverage last. */
export function driftText({ changes, coverage, problems }: ShownDrift, style: Style): string {
  const drifted = changes.filter((change) => "cause" in change);
  const groups = coverage.map((part) => {
    const own = drifted.filter(({ workspaceId }) => workspaceId === part.workspaceId);
    return `${planHeading(part, style)}${table(own.map((change) => row(change, style)))}`;
  });
  return [...groups, `${summaryLine(drifted, coverage, problems)}\n`].join("\n");
}

const words: Readonly<Record<Cause, string>> = {
  "turned-off-outside": "turned off outside",
  "turned-on-outside": "turned on outside",
  "config-changed": "config changed",
};

function row({ action, integrationId, name, cause, why, modified, source }: DriftChange, style: Style): Row {
  return [
    { text: `  ${action === "skip" ? "~" : "!"} ${words[cause]}`, paint: style.yellow },
    { text: String(integrationId), align: "right" },
    { text: name === null ? "" : visible(name) },
    { text: visible(why) },
    { text: modified === null ? "" : `modified ${visible(modified)}`, paint: style.dim },
    { text: source === null ? "" : visible(place(source)), paint: style.dim },
  ];
}

function summaryLine(
  drifted: readonly DriftChange[],
  coverage: readonly CoverageCounts[],
  problems: readonly Problem[],
): string {
  const count = (cause: Cause): number => drifted.filter((change) => change.cause === cause).length;
  const sum = (key: "managed" | "observed" | "unmanaged"): number => coverage.reduce((all, part) => all + part[key], 0);
  const causes = Object.entries(words).map(
    ([cause, word]) => [count(cause as Cause), `${count(cause as Cause)} ${word}`] as const,
  );
  const all = [...causes, [problems.length, counted(problems.length, "problem")] as const];
  const told = all.flatMap(([found, text]) => (found === 0 ? [] : [text]));
  const [managed, unmanaged] = [sum("managed"), sum("unmanaged")];
  const found = told.length === 0 ? "none" : told.join(", ");
  return `Drift: ${found}; ${managed} managed, ${sum("observed")} observed, ${unmanaged} unmanaged (coverage ${percent(managed, managed + unmanaged)}).`;
}
