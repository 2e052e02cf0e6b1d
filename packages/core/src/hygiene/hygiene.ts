import { instantText } from "../overlays/instant.ts";
import type { Change } from "../model/change.ts";
import { durationText } from "../overlays/duration.ts";
import { runStart, type PastRun } from "../plan/run-history.ts";
import type { ManagedIntegration } from "../plan/managed.ts";

/** The rules, in the order in which their findings are shown. */
export const hygieneRules = ["failing", "never-ran", "long-disabled", "no-owner"] as const;

export type HygieneRule = (typeof hygieneRules)[number];

/** Something about a managed integration that somebody should look at. It never affects a plan or an exit code. */
export interface HygieneFinding {
  readonly rule: HygieneRule;
  readonly workspaceId: number;
  readonly integrationId: number;
  readonly name: string | null;
  /** ISO 8601 in UTC: since when, as far as the evidence goes back. null: there is no such time. */
  readonly since: string | null;
  /** A sentence without its full stop. */
  readonly message: string;
  readonly next: string;
}

/** The newest finished executions of an integration. */
export interface RecentRuns {
  /** Newest first. */
  readonly runs: readonly PastRun[];
  /** Whether there are older ones. */
  readonly more: boolean;
}

/** The last switch of a schedule in the ledger. */
export interface LastSwitch {
  /** ISO 8601. */
  readonly at: string;
  readonly after: Change["after"];
}

/** The facts that the rules look at. */
export interface HygieneSubject extends ManagedIntegration {
  /** null: not read, so rules that need them report nothing. */
  readonly recent: RecentRuns | null;
  /** null: the ledger has no such write, or there is no ledger. */
  readonly lastSwitch: LastSwitch | null;
}

export interface HygieneOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The time in which every run must have failed, in milliseconds. */
  readonly failingFor?: number | undefined;
}

const day = 86_400_000;
/** The age from which an integration should have run, and how far back `failing` looks by default. */
const week = 7 * day;
const longDisabled = 90 * day;
const fewestFailures = 3;

/** The findings of all rules, in the order of the subjects, then of the rules. Pure: the clock is an argument. */
export function hygieneOf(
  subjects: readonly HygieneSubject[],
  { now, failingFor = week }: HygieneOptions,
): readonly HygieneFinding[] {
  return subjects.flatMap((subject) => {
    const found = {
      failing: failing(subject, now, failingFor),
      "never-ran": neverRan(subject, now),
      "long-disabled": disabledForLong(subject, now),
      "no-owner": withoutOwner(subject),
    };
    const { workspaceId, integrationId, name } = subject.change;
    return hygieneRules.flatMap((rule): HygieneFinding[] => {
      const finding = found[rule];
      return finding === null ? [] : [{ rule, workspaceId, integrationId, name, ...finding }];
    });
  });
}

type Found = Pick<HygieneFinding, "since" | "message" | "next"> | null;

const notFinished: ReadonlySet<string> = new Set(["New", "Queued", "Running", "Executing", "Canceling"]);

/** Enabled, and every run in the time failed, at least three. If older runs in the time are not known, the known ones decide. */
function failing({ change, recent }: HygieneSubject, now: number, time: number): Found {
  if (change.before !== "enabled" || recent === null) return null;
  const finished = recent.runs.filter(({ state }) => !notFinished.has(state));
  const inTime = finished.filter((run) => (runStart(run) ?? -Infinity) > now - time);
  if (inTime.length < fewestFailures || !inTime.every(isFailed)) return null;
  const isCut = recent.more && inTime.length === finished.length;
  const all = isCut ? `the last ${inTime.length} runs` : `all ${inTime.length} runs of the last ${durationText(time)}`;
  const since = firstStart(streakOf(finished));
  return {
    since,
    message: `enabled, and ${all} failed${since === null ? "" : `, since ${since.slice(0, 10)}`}`,
    next: `Find the cause with \`skyvia-schedules executions ${change.integrationId} -w ${change.workspaceId} --failed --sort-order desc\`, or disable the schedule in its file.`,
  };
}

function isFailed({ state }: PastRun): boolean {
  return state === "Failed";
}

/** The failures after the last run that did not fail. */
function streakOf(finished: readonly PastRun[]): readonly PastRun[] {
  const end = finished.findIndex((run) => !isFailed(run));
  return end === -1 ? finished : finished.slice(0, end);
}

function firstStart(runs: readonly PastRun[]): string | null {
  const starts = runs.map(runStart).filter((start) => start !== null);
  return starts.length === 0 ? null : instant(Math.min(...starts));
}

function neverRan({ change, recent, created }: HygieneSubject, now: number): Found {
  if (change.before !== "enabled" || recent === null || recent.runs.length > 0 || recent.more) return null;
  const since = created === null ? null : runStart({ date: created });
  if (since === null || now - since < week) return null;
  return {
    since: instant(since),
    message: `enabled, created on ${instant(since).slice(0, 10)}, and it never ran`,
    next: "Look at the times of its schedule in Skyvia, or disable the schedule in its file.",
  };
}

/** Since when a schedule is disabled: by the ledger if its last write disabled the schedule, else by the last execution. */
function disabledForLong({ change, recent, lastSwitch }: HygieneSubject, now: number): Found {
  if (change.before !== "disabled") return null;
  const byLedger = lastSwitch?.after === "disabled";
  const since = byLedger ? runStart({ date: lastSwitch.at }) : lastActivity(recent, lastSwitch);
  if (since === null || now - since < longDisabled) return null;
  const date = instant(since).slice(0, 10);
  const days = Math.floor((now - since) / day);
  const state = change.isListed === true ? "disabled or undefined" : "disabled";
  return {
    since: instant(since),
    message: byLedger
      ? `${state} for ${days} days, since ${date} by the ledger`
      : `${state}, and it has not run for ${days} days, since ${date}`,
    next: "Delete the integration and its entry, or say in the entry's `reason` why it is kept.",
  };
}

/** The start of the last execution; a later write that enabled the schedule counts as well. */
function lastActivity(recent: RecentRuns | null, lastSwitch: LastSwitch | null): number | null {
  const starts = (recent?.runs ?? []).map(runStart).filter((start) => start !== null);
  if (starts.length === 0) return null;
  return Math.max(...starts, (lastSwitch && runStart({ date: lastSwitch.at })) ?? -Infinity);
}

function withoutOwner({ owner }: HygieneSubject): Found {
  if (owner !== null && owner.trim() !== "") return null;
  return {
    since: null,
    message: "the files name no owner",
    next: "Add `owner` to its entry, or to the `defaults` of its workspace.",
  };
}

function instant(at: number): string {
  return instantText(at);
}
