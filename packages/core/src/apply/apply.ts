import type { ErrorRecord } from "../model/api-error.ts";
import { byId, isDone, isWrite, type AppliedChange, type Change } from "../model/change.ts";
import type { DrainChange, Drained } from "./drain.ts";
import { recheckSchedule, stopped, writeSchedule, type Pause, type Verdict } from "./write-schedule.ts";
import { forEachConcurrently } from "./concurrent.ts";
import type { ScheduleApi } from "../model/schedule-api.ts";

export interface ApplyOptions {
  /** How many changes are under way at once, from 1. */
  readonly concurrency: number;
  /**
   * `fresh`: each schedule is re-read right before it is written. `saved`: all are re-read before the first write, and
   * one that is stale refuses the whole plan.
   */
  readonly kind: "fresh" | "saved";
  /** For a saved plan: leave stale changes out instead of refusing the plan. */
  readonly skipStale?: boolean;
  /** Which token the changes of a workspace use. An error that ends the use of one token does not end the others. Default: all use the same token. */
  readonly tokenOf?: (workspaceId: number) => string | null;
  /** Called before every change. true: no further change is started. A change whose write is `aborted` before it was sent counts as not started, too. */
  readonly stopRequested?: () => boolean;
  /** Waits before the n-th (from 1) repeated read-back; a real one takes longer each time. */
  readonly pause?: Pause;
  readonly onProgress?: (settled: number, total: number) => void;
  /** Records each write. */
  readonly recorder?: Recorder;
  /** Called for each schedule that is off, after all disables and before the first enable. */
  readonly drain?: DrainChange;
}

/** Where writes are recorded. */
export interface Recorder {
  /** Called before a write is sent. false: it cannot be recorded, so it is not sent. */
  intend(change: Change): Promise<boolean>;
  /** Called once the outcome of the write is known. */
  record(written: AppliedChange): Promise<void>;
}

/** The result of applying a plan. */
export interface Applied {
  /** Every change that would write, in plan order, each with one result. */
  readonly changes: readonly AppliedChange[];
  /** true: the plan was refused as a whole, and nothing was written. */
  readonly refused: boolean;
  /** The error that ended the run, so that the rest was not started. null: none did. */
  readonly endedBy: ErrorRecord | null;
}

/**
 * Carries out the enables and disables of a plan: disables before enables, each against a fresh read, each reported as one result. A failure neither stops nor
 * hides the others; only an error that ends the run leaves the rest `not-started`. The first write of each token is sent alone, so that one call shows whether
 * the token may write.
 */
export async function apply(api: ScheduleApi, changes: readonly Change[], options: ApplyOptions): Promise<Applied> {
  const { kind, skipStale = false, pause = async () => {}, recorder, drain, tokenOf = oneToken } = options;
  const writes = changes.filter(isWrite).toSorted(byId);
  const run = createRun(writes, options);
  const disables = writes.filter(({ action }) => action === "disable");
  const enables = writes.filter(({ action }) => action === "enable");

  if (kind === "saved") {
    await run.each([...disables, ...enables], (change) => recheckSchedule(api, change));
    if (run.hasStale() && !skipStale) return { changes: run.results(), refused: true, endedBy: null };
  }
  const tried = new Set<string | null>(); // a re-read that fails says nothing about whether the token may write
  const step = async (change: Change): Promise<Verdict | null> => {
    const settled = kind === "fresh" ? await recheckSchedule(api, change) : null;
    if (settled !== null) return settled;
    if (recorder !== undefined && !(await recorder.intend(change))) return null;
    tried.add(tokenOf(change.workspaceId));
    const written = await writeSchedule(api, change, pause);
    await recorder?.record({ ...change, result: written.result, error: written.error });
    return written;
  };
  for (const part of [disables, enables]) {
    await run.oneByOne(part, step, ({ workspaceId }) => tried.has(tokenOf(workspaceId)));
    await run.each(part, step);
    if (part === disables && drain !== undefined) await run.drain(disables, drain);
  }
  return { changes: run.results(), refused: false, endedBy: run.endedBy() };
}

const oneToken = (): null => null;

/** The changes of one apply and their results. */
interface Run {
  /** Runs a step for each change without a result; a step that resolves to a verdict gives the change its result. */
  each(changes: readonly Change[], step: Step): Promise<void>;
  /** The same, one by one, but it skips a change for which `enough` is true when its turn comes. */
  oneByOne(changes: readonly Change[], step: Step, enough: (change: Change) => boolean): Promise<void>;
  /** Waits for the active executions of the schedules that are off. */
  drain(changes: readonly Change[], drainChange: DrainChange): Promise<void>;
  hasStale(): boolean;
  /** The error that ended the use of a token, the first one if there are several. */
  endedBy(): ErrorRecord | null;
  results(): AppliedChange[];
}

type Step = (change: Change) => Promise<Verdict | null>;

function createRun(writes: readonly Change[], options: ApplyOptions): Run {
  const { concurrency, stopRequested = () => false, onProgress = () => {}, tokenOf = oneToken } = options;
  const verdicts = new Map<Change, Verdict>();
  const drained = new Map<Change, Drained>();
  const ended = new Map<string | null, ErrorRecord>();
  const isEnded = ({ workspaceId }: Change): boolean => ended.has(tokenOf(workspaceId));
  const take = async (change: Change, step: Step): Promise<void> => {
    if (isEnded(change) || verdicts.has(change) || stopRequested()) return;
    const verdict = await step(change);
    if (verdict === null) return;
    if (verdict.endedBy !== null && !isEnded(change)) ended.set(tokenOf(change.workspaceId), verdict.endedBy);
    verdicts.set(change, stopped(verdict));
    onProgress(verdicts.size, writes.length);
  };
  return {
    each: (changes, step) => forEachConcurrently(changes, concurrency, (change) => take(change, step)),
    oneByOne: async (changes, step, enough) => {
      for (const change of changes) {
        if (!enough(change)) await take(change, step);
      }
    },
    drain: async (changes, drainChange) => {
      const off = changes.filter((change) => isOff(verdicts.get(change)));
      await forEachConcurrently(off, off.length, async (change) => {
        const found = await drainChange(change);
        if (found !== null) drained.set(change, found);
      });
    },
    endedBy: () => ended.values().next().value ?? null,
    hasStale: () => [...verdicts.values()].some(({ result }) => result === "stale"),
    results: () =>
      writes.map((change) => {
        const { result, error } = verdicts.get(change) ?? { result: "not-started" as const, error: null };
        const end = drained.get(change);
        if (end === undefined) return { ...change, result, error };
        return { ...change, result, error: end.error, drained: end.drained };
      }),
  };
}

function isOff(verdict: Verdict | undefined): boolean {
  return verdict !== undefined && isDone(verdict);
}
