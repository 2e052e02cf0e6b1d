import {
  isSkyviaError,
  SkyviaError,
  type Integration,
  type RetryNotice,
  type SkyviaClient,
} from "@skyvia-schedules/client";
import type { ListingStep, ScheduleApi } from "@skyvia-schedules/core";
import type { Host } from "../host.ts";
import { canceledError } from "./canceled-error.ts";
import { createTurns } from "./turns.ts";
import { answered, checked, ended, endsWork, nextLate, noCalls, sent } from "./waiting-calls.ts";

/** The API as the provider calls it. */
export interface Api extends ScheduleApi {
  getIntegration(workspaceId: number, integrationId: number): Promise<Integration>;
}

/** The API for one piece of work. */
export interface Patience {
  readonly api: Api;
  /** Ends all calls that are in flight or wait for their turn. */
  readonly close: () => void;
}

export interface PatienceOptions extends Pick<Host, "monotonic" | "startTimer"> {
  /** How many calls the client gets at once. */
  readonly concurrency: number;
  /** ms for one call with all its retries. */
  readonly limit?: number;
  /** Why this call, or the call that delays all others, was last sent again. */
  readonly lastRetry?: (path: string | null) => RetryNotice | null;
  /** Aborted when the run is canceled. After that no write is sent, and work that has sent nothing sends no call. */
  readonly canceled?: AbortSignal;
}

const neverCanceled = new AbortController().signal;

/** The longest that a call may take with all its retries, in ms: Ctrl-C in the engine waits for the call and cannot end it. */
export const longestCall = 28_000;

/**
 * The API for one piece of work. The client gets only few of its calls at once, so that long work leaves room for other work, and time in this queue does not
 * count as late. A call that takes too long is ended. If nothing was answered in that time, the whole work ends: none of its later calls is sent.
 */
export function createPatience(
  client: SkyviaClient,
  {
    concurrency,
    limit = longestCall,
    lastRetry = () => null,
    canceled = neverCanceled,
    monotonic,
    startTimer,
  }: PatienceOptions,
): Patience {
  const turns = createTurns(concurrency);
  const aborts = new Map<number, AbortController>();
  let calls = noCalls;
  let count = 0;
  let over: SkyviaError | null = null;
  let hasWritten = false;
  let stopTimer: (() => void) | null = null;

  const watch = (): void => {
    stopTimer?.();
    const left = nextLate(calls, monotonic(), limit);
    stopTimer = left === null ? null : startTimer(left, endLate);
  };
  const endLate = (): void => {
    calls = checked(calls, monotonic(), limit);
    for (const id of calls.late) aborts.get(id)?.abort();
    watch();
  };
  const abortAll = (): void => {
    for (const abort of aborts.values()) abort.abort();
  };
  /** The error of a failed call for the caller; it may end the whole work. */
  const verdict = (error: SkyviaError, id: number): SkyviaError => {
    if (error.code !== "aborted") return error;
    if (!calls.late.has(id)) return over ?? (canceled.aborted && error.outcome !== "unknown" ? canceledError() : error);
    const given = lateError(error, limit, lastRetry(error.path), endsWork(calls, id));
    if (!given.endsRun) return given;
    over = given;
    abortAll();
    return given;
  };
  const call = async <T>(send: (signal: AbortSignal) => Promise<T>, isWrite = false): Promise<T> => {
    if (over !== null) throw over;
    if (canceled.aborted && (isWrite || !hasWritten)) throw canceledError();
    hasWritten ||= isWrite;
    const id = count++;
    const abort = new AbortController();
    aborts.set(id, abort);
    calls = sent(calls, id, monotonic());
    if (stopTimer === null) watch();
    try {
      const value = await send(abort.signal);
      calls = answered(calls, id, monotonic());
      return value;
    } catch (error) {
      if (!isSkyviaError(error)) throw error;
      const given = verdict(error, id);
      if (error.status !== null) calls = answered(calls, id, monotonic());
      throw given;
    } finally {
      calls = ended(calls, id);
      aborts.delete(id);
      watch();
    }
  };

  const inTurn = async <T>(send: (signal: AbortSignal) => Promise<T>, isWrite = false): Promise<T> => {
    await turns.take();
    try {
      return await call(send, isWrite);
    } finally {
      turns.give();
    }
  };

  return {
    api: {
      getWorkspace: (workspaceId) => call((signal) => client.getWorkspace(workspaceId, { signal })),
      integrationPages: (workspaceId) => patientPages(client, workspaceId, call), // it goes before all that it brings up
      getIntegration: (workspaceId, id) => inTurn((signal) => client.getIntegration(workspaceId, id, { signal })),
      getSchedule: (workspaceId, id) => inTurn((signal) => client.getSchedule(workspaceId, id, { signal })),
      enableSchedule: (workspaceId, id) =>
        inTurn((signal) => client.enableSchedule(workspaceId, id, { signal, stop: canceled }), true),
      disableSchedule: (workspaceId, id) =>
        inTurn((signal) => client.disableSchedule(workspaceId, id, { signal, stop: canceled }), true),
    },
    close: () => {
      over ??= new SkyviaError({ code: "aborted", message: "the work is over", next: "", endsRun: true });
      stopTimer?.();
      abortAll();
    },
  };
}

/** A listing that counts as one call from each page to the next. */
async function* patientPages(
  client: SkyviaClient,
  workspaceId: number,
  call: <T>(send: (signal: AbortSignal) => Promise<T>) => Promise<T>,
): AsyncIterable<ListingStep> {
  const end = new AbortController();
  const pages = client.integrationPages(workspaceId, { signal: end.signal })[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await call((signal) => {
        signal.addEventListener("abort", () => end.abort(), { once: true });
        return pages.next();
      });
      if (done === true) return;
      yield value;
    }
  } finally {
    end.abort();
  }
}

function lateError(error: SkyviaError, limit: number, retry: RetryNotice | null, endsRun: boolean): SkyviaError {
  const { method, path, attempts } = error;
  const request = `${method} ${path}`;
  const reason = retry === null ? "no whole answer" : `${retry.message}; no better answer`;
  return new SkyviaError({
    code: "timeout",
    message: `${reason} within ${limit / 1000} s (${request})`,
    next:
      method === "POST"
        ? "It may still have been carried out: run `pulumi up --refresh` when the API answers again."
        : "Try again later; check the base URL, the network and the proxy settings.",
    method,
    path,
    attempts,
    endsRun,
  });
}
