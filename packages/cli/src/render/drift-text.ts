import {
  place,
  type Cause,
  type Change,
  type CoverageCounts,
  type DriftChange,
  type Problem,
} from "@skyvia-schedules/core";
import { counted } from "./counted.ts";
import { changeKey, type Histories } from "../executions/read-histories.ts";
import { visible } from "./escape.ts";
import { historyText } from "./history-text.ts";
import { percent } from "./percent.ts";
import { planHeading } from "./plan-text.ts";
import type { Style } from "../process/style.ts";
import { table, type Row } from "./table.ts";

/** What is shown of drift. */
export interface ShownDrift {
  readonly changes: readonly (Change | DriftChange)[];
  readonly coverage: readonly CoverageCounts[];
  readonly problems: readonly Problem[];
  /** What the schedules of the changes have been doing, where that was asked for. */
  readonly histories?: Histories | null;
}

/** Drift at a glance: grouped by workspace, one line a schedule with its cause if it differs, counts and coverage last. */
export function driftText(shown: ShownDrift, style: Style): string {
  const { changes, coverage, histories = null } = shown;
  const groups = coverage.map((part) => {
    const own = changes.filter(({ workspaceId }) => workspaceId === part.workspaceId);
    return `${planHeading(part, style)}${table(own.map((change) => row(change, histories, style)))}`;
  });
  return [...groups, `${driftLine(shown)}\n`].join("\n");
}

/** The words for each cause. */
export const causeWords: Readonly<Record<Cause, string>> = {
  "turned-off-outside": "turned off outside",
  "turned-on-outside": "turned on outside",
  "config-changed": "config changed",
};

function row(change: Change | DriftChange, histories: Histories | null, style: Style): Row {
  const { action, integrationId, name, why, source } = change;
  const { cause = null, modified = null } = "cause" in change ? change : {};
  const history = histories?.get(changeKey(change));
  return [
    cause === null
      ? { text: "    as desired", paint: style.dim }
      : { text: `  ${action === "skip" ? "~" : "!"} ${causeWords[cause]}`, paint: style.yellow },
    { text: String(integrationId), align: "right" },
    { text: name === null ? "" : visible(name) },
    { text: visible(why) },
    { text: modified === null ? "" : `modified ${visible(modified)}`, paint: style.dim },
    { text: source === null ? "" : visible(place(source)), paint: style.dim },
    ...(history === undefined ? [] : [{ text: visible(historyText(history)) }]),
  ];
}

/** Drift in numbers, with coverage, in one line. */
export function driftLine({ changes, coverage, problems }: ShownDrift): string {
  const drifted = changes.filter((change) => "cause" in change);
  const count = (cause: Cause): number => drifted.filter((change) => change.cause === cause).length;
  const sum = (key: "managed" | "observed" | "unmanaged"): number => coverage.reduce((all, part) => all + part[key], 0);
  const causes = Object.entries(causeWords).map(
    ([cause, word]) => [count(cause as Cause), `${count(cause as Cause)} ${word}`] as const,
  );
  const all = [...causes, [problems.length, counted(problems.length, "problem")] as const];
  const told = all.flatMap(([found, text]) => (found === 0 ? [] : [text]));
  const [managed, unmanaged] = [sum("managed"), sum("unmanaged")];
  const found = told.length === 0 ? "none" : told.join(", ");
  return `Drift: ${found}; ${managed} managed, ${sum("observed")} observed, ${unmanaged} unmanaged (coverage ${percent(managed, managed + unmanaged)}).`;
}
