import {
  changeKey,
  isDone,
  place,
  placePrefix,
  type AppliedChange,
  type Cause,
  type Change,
  type DriftChange,
} from "@skyvia-schedules/core";
import { headline } from "../render/headline.ts";
import { lightText } from "../render/light-text.ts";
import { causeWords } from "../render/text/drift-text.ts";
import { findingsOf } from "../verb/findings.ts";
import type { Log, LogFields } from "./log.ts";
import type { SweepReason } from "./loop-state.ts";
import type { Metrics } from "./metrics.ts";
import type { Swept } from "./sweep.ts";

/** Why a sweep was made, and what it cost. */
export interface SweepFacts {
  readonly reason: SweepReason;
  readonly calls: number;
  readonly milliseconds: number;
}

/** Differences and problems that are logged already. One that goes away and comes back is logged again. */
export type Known = ReadonlySet<string>;

/** Logs a sweep: a line for it, one for each write, and one for each difference and problem that is new. */
export function logSweep(log: Log, swept: Swept, { reason, calls, milliseconds }: SweepFacts, known: Known): Known {
  const { outcome, kind, contradicted } = swept;
  const { changes, problems, error, summary } = findingsOf(outcome);
  const facts = { kind, reason, calls, milliseconds: Math.round(milliseconds) };
  const cost = `${kind} sweep (${reason}), ${calls} calls in ${(milliseconds / 1000).toFixed(1)} s`;
  const seen = new Set<string>();
  const once = (key: string, write: () => void): void => {
    seen.add(key);
    if (!known.has(key)) write();
  };
  for (const change of changes.flatMap((one) => ("result" in one ? [one] : []))) logWrite(log, change);
  for (const change of changes.filter(isLeft)) {
    once(`${changeKey(change)} ${change.before} ${change.after}`, () =>
      log.warn("drift", differenceText(change), differenceFields(change)),
    );
  }
  for (const { code, message, next, source } of problems) {
    once(`${code} ${message}`, () => log.warn("problem", `${placePrefix(source)}${message}`, { code, next, source }));
  }
  if (contradicted) log.warn("contradiction", "a read did not agree with the listing, so every schedule was read");
  const light = lightText(summary?.light);
  const text = error === null ? `${headline(outcome) ?? ""} ${cost}` : `${error.message}; ${cost}`;
  if (error !== null) log.error("sweep", text, { ...facts, error });
  else
    log.info("sweep", `${text}${light === "" ? "" : `; ${light}`}`, {
      ...facts,
      summary: { ...summary, next: summary?.next?.at ?? null },
    });
  return error === null ? seen : known;
}

/** Counts a sweep. */
export function countSweep(metrics: Metrics, swept: Swept, { milliseconds }: SweepFacts, now: number): void {
  const { kind, failed, outcome, transition } = swept;
  const { changes } = findingsOf(outcome);
  metrics.sweep(kind, failed, milliseconds);
  for (const change of changes) if ("result" in change) metrics.write(change.result);
  if (outcome.kind === "error" || outcome.kind === "problems") return; // the differences are not known
  const counts = Object.fromEntries(Object.keys(causeWords).map((cause) => [cause, 0])) as Record<Cause, number>;
  for (const change of changes.filter(isLeft)) if (change.action !== "skip") counts[change.cause]++;
  metrics.drift(counts);
  metrics.nextTransition(transition);
  if (!failed) metrics.lastSuccess(now);
}

type AnyChange = Change | DriftChange | AppliedChange;

/** Whether the schedule still differs after the sweep. */
function isLeft(change: AnyChange): change is DriftChange {
  return "cause" in change && !isDone(change);
}

function differenceText(change: DriftChange): string {
  const { workspaceId, integrationId, name, before, after, cause, action, source } = change;
  const who = `integration ${integrationId}${name === null ? "" : ` ${JSON.stringify(name)}`} of workspace ${workspaceId}`;
  const why = action === "skip" ? "observed" : causeWords[cause];
  return `${who} is ${before}, desired ${after}: ${why}${source === null ? "" : ` (${place(source)})`}`;
}

function differenceFields(change: Change): LogFields {
  const { workspaceId, integrationId, name, before, after, source, why } = change;
  const cause = "cause" in change ? { cause: change.cause } : {};
  return { workspaceId, integrationId, name, before, after, ...cause, why, source };
}

function logWrite(log: Log, change: AppliedChange): void {
  const { action, integrationId, workspaceId, result, error } = change;
  const text = `${action} of integration ${integrationId} in workspace ${workspaceId}: ${result.replace("-", " ")}`;
  const fields = { ...differenceFields(change), result, error };
  if (isDone(change)) log.info("write", text, fields);
  else log.error("write", `${text}${error === null ? "" : ` (${error.message})`}`, fields);
}
