import type { Cause, Change, CoverageCounts, DriftChange, Problem, Summary } from "@skyvia-schedules/core";
import type { Histories } from "../../executions/read-histories.ts";
import type { Style } from "../../process/style.ts";
import { counted } from "@skyvia-schedules/core/counted";
import { lightText } from "../light-text.ts";
import { blockedText, unplannedText } from "../summary-line.ts";
import { visible } from "../escape.ts";
import { noteText, placeCell, stateText, subjectCells } from "./change-cells.ts";
import { coverageText, headingText } from "./heading-text.ts";
import { historyCellText } from "./plan-text.ts";
import type { Row } from "../terminal/row.ts";
import { table } from "../terminal/table.ts";
import { wrapLines } from "../terminal/wrap.ts";

/** The drift to show. */
export interface ShownDrift {
  readonly changes: readonly (Change | DriftChange)[];
  readonly coverage: readonly CoverageCounts[];
  readonly problems: readonly Problem[];
  /** Whether a guard stopped a correction. */
  readonly blocked?: boolean;
  /** The recent runs of the changes, if they were asked for. */
  readonly histories?: Histories | null;
  /** Its counts. Only those of a light sweep are shown. */
  readonly summary?: Summary;
}

/** Drift by workspace: a row for each schedule that differs, with its cause. Observed differences have their own heading. Counts and coverage come last. */
export function driftText(shown: ShownDrift & { readonly all: boolean }, style: Style): string {
  const { changes, coverage, histories = null, all } = shown;
  const groups = coverage.map((part) => {
    const own = changes.filter((change) => change.workspaceId === part.workspaceId && (all || "cause" in change));
    const rowsOf = (some: typeof own): string =>
      table(
        some.map((change) => row(change, histories, style)),
        style.width,
      );
    const observed = own.filter(isObserved);
    const heading = observed.length === 0 ? "" : `  ${style.heading("Observed, not enforced")}\n`;
    const enforced = own.filter((change) => !isObserved(change));
    return `${headingText(part, style)}${rowsOf(enforced)}${heading}${rowsOf(observed)}`;
  });
  const last = [lightText(shown.summary?.light), driftLine(shown)].filter((line) => line !== "");
  return [...groups, ...last.map((line) => wrapLines(`${line}\n`, style.width, 2))].join("\n");
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

/** Why a change of a plan differs, in words; empty if it does not. */
export function causeText(change: Change | DriftChange): string {
  if (isObserved(change)) return "observed";
  return "cause" in change ? causeWords[change.cause] : "";
}

/** When the integration itself was edited, if that was after the last commit or apply; else empty. */
export function editedText(change: Change | DriftChange): string {
  return "cause" in change && change.editedSince ? `integration edited ${change.modified ?? ""}` : "";
}

function row(change: Change | DriftChange, histories: Histories | null, style: Style): Row {
  const differs = "cause" in change;
  return [
    { text: differs ? (isObserved(change) ? "  ~" : "  !") : "   ", paint: style.attention },
    ...subjectCells(change),
    { text: stateText(change), paint: differs ? asIs : style.minor },
    { text: noteText(change, differs && !isObserved(change) ? causeText(change) : "") },
    { text: visible(editedText(change)), paint: style.minor },
    { text: historyCellText(change, histories) },
    placeCell(change.source, style),
  ];
}

function asIs(text: string): string {
  return text;
}

/** Drift in numbers, with coverage, in one line. Observed differences are counted apart. */
export function driftLine({ changes, coverage, problems, blocked = false }: ShownDrift): string {
  const differing = changes.filter((change) => "cause" in change);
  const enforced = differing.filter((change) => !isObserved(change));
  const observed = differing.length - enforced.length;
  const counts = Object.entries(causeWords).map(([cause, words]) => {
    const count = enforced.filter((change) => change.cause === cause).length;
    return [count, `${count} ${words.replace(",", "")}`] as const;
  });
  const all = [...counts, [problems.length, counted(problems.length, "problem")] as const];
  const found = all.flatMap(([count, text]) => (count === 0 ? [] : [text]));
  const parts = [
    `Drift: ${[...(found.length === 0 ? ["none"] : found), ...unplannedText(coverage)].join(", ")}`,
    ...(observed === 0 ? [] : [counted(observed, "observed difference")]),
    coverageText(coverage),
    ...blockedText(problems, blocked),
  ];
  return `${parts.join("; ")}.`;
}
