import {
  changeKey,
  place,
  type Cause,
  type Change,
  type CoverageCounts,
  type DriftChange,
  type Problem,
} from "@skyvia-schedules/core";
import { counted } from "../counted.ts";
import { type Histories } from "../../executions/read-histories.ts";
import { visible } from "../escape.ts";
import { historyText } from "../history-text.ts";
import { percent } from "../percent.ts";
import { planHeading } from "./plan-text.ts";
import type { Style } from "../../process/style.ts";
import { table, type Row } from "./table.ts";

/** What is shown of drift. */
export interface ShownDrift {
  readonly changes: readonly (Change | DriftChange)[];
  readonly coverage: readonly CoverageCounts[];
  readonly problems: readonly Problem[];
  /** What the schedules of the changes have been doing, where that was asked for. */
  readonly histories?: Histories | null;
}

/**
 * Drift at a glance: by workspace, one line a schedule with its cause if it differs; observed differences under a
 * heading of their own; counts and coverage last.
 */
export function driftText(shown: ShownDrift & { readonly all: boolean }, style: Style): string {
  const { changes, coverage, histories = null, all } = shown;
  const groups = coverage.map((part) => {
    const own = changes.filter((change) => change.workspaceId === part.workspaceId && (all || "cause" in change));
    const edited = own.some((change) => editedText(change) !== "");
    const rowsOf = (some: typeof own): string => table(some.map((change) => row(change, histories, edited, style)));
    const observed = own.filter(isObserved);
    const heading = observed.length === 0 ? "" : `  ${style.bold("Observed, not enforced")}\n`;
    const enforced = own.filter((change) => !isObserved(change));
    return `${planHeading(part, style)}${rowsOf(enforced)}${heading}${rowsOf(observed)}`;
  });
  return [...groups, `${driftLine(shown)}\n`].join("\n");
}

/** A difference of an entry with `mode: observe`: it is shown, and does not count as drift. */
function isObserved({ action }: Change): boolean {
  return action === "skip";
}

/** The words for each cause. */
export const causeWords: Readonly<Record<Cause, string>> = {
  "turned-off-outside": "turned off outside",
  "turned-on-outside": "turned on outside",
  "config-changed": "config changed",
  time: "a hold or freeze began or ended",
  unknown: "not applied yet, or switched outside",
};

/** Why a change of a plan differs, in words; empty where it does not. */
export function causeText(change: Change | DriftChange): string {
  if (isObserved(change)) return "observed";
  return "cause" in change ? causeWords[change.cause] : "";
}

/** When the integration itself was edited, if that was after the last commit or apply; else empty. */
export function editedText(change: Change | DriftChange): string {
  return "cause" in change && change.editedSince ? `integration edited ${change.modified ?? ""}` : "";
}

function row(change: Change | DriftChange, histories: Histories | null, withEdited: boolean, style: Style): Row {
  const { integrationId, name, why, source } = change;
  const history = histories?.get(changeKey(change));
  return [
    "cause" in change
      ? { text: `  ${isObserved(change) ? "~" : "!"} ${causeText(change)}`, paint: style.yellow }
      : { text: "    as desired", paint: style.dim },
    { text: String(integrationId), align: "right" },
    { text: name === null ? "" : visible(name) },
    { text: visible(why) },
    ...(withEdited ? [{ text: visible(editedText(change)), paint: style.dim }] : []),
    { text: source === null ? "" : visible(place(source)), paint: style.dim },
    ...(history === undefined ? [] : [{ text: visible(historyText(history)) }]),
  ];
}

/** Drift in numbers, with coverage, in one line. Observed differences are counted apart. */
export function driftLine({ changes, coverage, problems }: ShownDrift): string {
  const differing = changes.filter((change) => "cause" in change);
  const enforced = differing.filter((change) => !isObserved(change));
  const observed = differing.length - enforced.length;
  const sum = (key: "managed" | "observed" | "unmanaged"): number => coverage.reduce((all, part) => all + part[key], 0);
  const counts = Object.entries(causeWords).map(([cause, words]) => {
    const count = enforced.filter((change) => change.cause === cause).length;
    return [count, `${count} ${words.replace(",", "")}`] as const;
  });
  const all = [...counts, [problems.length, counted(problems.length, "problem")] as const];
  const found = all.flatMap(([count, text]) => (count === 0 ? [] : [text]));
  const [managed, unmanaged] = [sum("managed"), sum("unmanaged")];
  return [
    `Drift: ${found.length === 0 ? "none" : found.join(", ")}`,
    ...(observed === 0 ? [] : [counted(observed, "observed difference")]),
    `${managed} managed, ${sum("observed")} observed, ${unmanaged} unmanaged (coverage ${percent(managed, managed + unmanaged)}).`,
  ].join("; ");
}
