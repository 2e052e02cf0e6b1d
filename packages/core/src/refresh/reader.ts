import { createWorkQueue } from "../apply/concurrent.ts";
import { errorRecord, isApiError } from "../model/api-error.ts";
import type { LiveSchedule, WorkspaceFailure } from "../model/live-state.ts";
import type { ScheduleState } from "../model/model.ts";
import type { ScheduleApi } from "../model/schedule-api.ts";

/** How far a refresh is: schedules read, of those known to be needed so far. */
export type RefreshProgress = (read: number, needed: number) => void;

export type Attempt<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: ReadFailure };
type ReadFailure = Exclude<WorkspaceFailure, { kind: "name-differs" | "refused" }>;

/** The calls of one refresh. */
export interface Reader {
  readonly api: ScheduleApi;
  readonly onProgress: RefreshProgress;
  readonly counts: { read: number; needed: number };
  /** A call was answered: from now on a failure is part of the result. */
  noteAnswer(): void;
  /** The error that ended the use of the token. null: none did. */
  endedBy(): unknown;
  /** Turns a failed call into a value, unless it ends the run. */
  attempt<T>(call: () => Promise<T>): Promise<Attempt<T>>;
  /** The failure of a failed call. Throws the error if it ends the run. */
  failureOf(error: unknown): ReadFailure;
}

export function createReader(api: ScheduleApi, counts: Reader["counts"], onProgress: RefreshProgress): Reader {
  let answered = false;
  let endedBy: unknown = null;
  const noteAnswer = (): void => {
    answered = true;
  };
  const failureOf = (error: unknown): ReadFailure => {
    if (!isApiError(error) || error.endsRun === true) {
      endedBy ??= error;
      throw error;
    }
    if (error.code === "not-found") {
      noteAnswer();
      return { kind: "missing" };
    }
    // Nothing could be read at all: one clear error is better than the same problem for every entry.
    if (!answered) throw error;
    return { kind: "unreadable", error: errorRecord(error) };
  };
  return {
    api,
    onProgress,
    counts,
    noteAnswer,
    endedBy: () => endedBy,
    failureOf,
    attempt: async (call) => {
      try {
        const value = await call();
        noteAnswer();
        return { ok: true, value };
      } catch (error) {
        return { ok: false, failure: failureOf(error) };
      }
    },
  };
}

/** The schedules of one workspace, as they are read. */
export interface ScheduleReads {
  /** Starts to read one schedule. It is read once, however often this is called. */
  start(integrationId: number): void;
  /** Takes a schedule as enabled without reading it. */
  believe(integrationId: number): void;
  /** Resolves with every schedule that was started or believed so far. */
  all(): Promise<ReadonlyMap<number, LiveSchedule>>;
}

/** One value for each state, shared by all schedules. */
const known: Readonly<Record<ScheduleState, LiveSchedule>> = {
  enabled: { kind: "known", state: "enabled" },
  disabled: { kind: "known", state: "disabled" },
  undefined: { kind: "known", state: "undefined" },
};

export function createScheduleReads(reader: Reader, workspaceId: number): ScheduleReads {
  const { api, counts, onProgress } = reader;
  const asked = new Set<number>();
  const schedules = new Map<number, LiveSchedule>();
  const reads = createWorkQueue<number>(async (integrationId) => {
    try {
      const state = await api.getSchedule(workspaceId, integrationId);
      reader.noteAnswer();
      schedules.set(integrationId, known[state]);
    } catch (error) {
      schedules.set(integrationId, reader.failureOf(error));
    }
    onProgress(++counts.read, counts.needed);
  });
  return {
    start: (integrationId) => {
      if (asked.has(integrationId)) return;
      asked.add(integrationId);
      onProgress(counts.read, ++counts.needed);
      reads.add(integrationId);
    },
    believe: (integrationId) => {
      if (!asked.has(integrationId)) schedules.set(integrationId, known.enabled);
    },
    all: async () => {
      await reads.done();
      return schedules;
    },
  };
}
