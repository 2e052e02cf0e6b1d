import { callAborted, type Failure } from "../errors/failure.ts";
import { createQueue } from "./first-come-queue.ts";
import {
  admission,
  afterAnswer,
  afterFull,
  afterLimit,
  afterSend,
  isLimitedForLong,
  isOutage,
  newGate,
  type GateState,
  type Pass,
  type Reception,
} from "./gate-state.ts";
import { defaultWait } from "../limit/default-wait.ts";
import type { RunEnd } from "../attempt/run-end.ts";
import { SkyviaError } from "../errors/skyvia-error.ts";

/** A request that waits to be sent. */
export interface Candidate {
  /** It is sent before requests without `ahead`. */
  readonly ahead: boolean;
  /** Dismisses it while it waits. */
  readonly signal: AbortSignal | undefined;
  /** What the operation does, in words. */
  readonly kind: string;
  readonly isWrite: boolean;
  /** Called once it may be sent, possibly at once. */
  admit(pass: Pass): void;
  /** Called instead of `admit` when it never may. */
  dismiss(failure: Failure): void;
}

/**
 * Every request of a client passes the gate. It limits how many are in flight and how many are sent in a second, closes
 * for all of them when an answer of 429 says so, and sends the first one alone (the first of all, and the first after a
 * 429) until its answer shows that others may follow. `gate-state.ts` has the rules.
 */
export interface Gate {
  /** Admits the candidate when its turn comes: first come, first served. */
  enter(candidate: Candidate): void;
  /** Gives a pass back, with the reception of its request. `describe` makes the error of a failure. */
  leave(pass: Pass, reception: Reception, describe?: () => SkyviaError): void;
  /**
   * Gives a pass back after a 429: nothing is sent until `wait` ms from now, or a default wait where the answer names none. Returns by how many ms that
   * lengthens the wait: 0 if another answer of the same burst asked for as much.
   */
  close(pass: Pass, wait: number | null): number;
  /** Gives a pass back after the token was refused. If no answer has accepted the token yet, all waiting requests get the same error. */
  refuse(pass: Pass, error: SkyviaError): void;
}

export interface GateOptions {
  /** Upper bound of the requests in flight, from 1. */
  readonly most: number;
  readonly end: RunEnd;
  /** The wall clock, in ms since epoch: it only dates what is reported. */
  readonly now: () => number;
  /** A clock that never jumps, in ms; the clock of `end.deadline`. */
  readonly monotonic: () => number;
  readonly random: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** A gate that starts open for one request. */
export function createGate({ most, end, now, monotonic, random, sleep }: GateOptions): Gate {
  const urgent = createQueue<Candidate>();
  const normal = createQueue<Candidate>();
  let state: GateState = newGate(most);
  let outage: SkyviaError | null = null;
  let wakesAt: number | null = null;

  const next = (): Candidate | undefined => urgent.shift() ?? normal.shift();
  const dismissAll = (failure: Failure): void => {
    for (let candidate = next(); candidate !== undefined; candidate = next()) candidate.dismiss(failure);
  };
  const obstacle = (): Failure | null => {
    const interruption = end.interruption();
    if (interruption !== null) return interruption;
    if (outage !== null) return { kind: "refused", error: outage };
    if (state.opensAt === null) return null;
    const wait = state.opensAt - monotonic();
    const isTooLong = end.deadline === Infinity ? isLimitedForLong(state) : state.opensAt > end.deadline;
    return isTooLong && wait > 0 ? { kind: "limited", until: now() + wait } : null;
  };
  const wake = async (at: number): Promise<void> => {
    if (wakesAt !== null && wakesAt <= at) return;
    wakesAt = at;
    for (;;) {
      const left = at - monotonic();
      if (left <= 0 || wakesAt !== at || end.interruption() !== null) break;
      await sleep(left, end.signal).catch(() => {});
    }
    if (wakesAt !== at) return; // meanwhile it has to wait for something else
    wakesAt = null;
    pump();
  };
  const admit = (candidate: Candidate): void => {
    const sentAt = monotonic();
    state = afterSend(state, sentAt);
    candidate.admit({ epoch: state.epoch, sentAt, kind: candidate.kind, isWrite: candidate.isWrite });
  };
  /** Whether a request may be sent now. If a time is known, it schedules the next look. */
  const mayAdmit = (): boolean => {
    const may = admission(state, monotonic());
    if (may.kind === "busy") state = afterFull(state);
    if (may.kind === "at") void wake(may.at);
    return may.kind === "send";
  };
  const isWaiting = (): boolean => !urgent.isEmpty() || !normal.isEmpty();
  const pump = (): void => {
    const failure = obstacle();
    // The end of the run stops the requests in flight. Each gives back its pass, and no other request may use it.
    if (failure !== null) return dismissAll(failure);
    while (isWaiting() && mayAdmit()) admit(next() as Candidate);
  };
  end.signal.addEventListener("abort", pump);

  return {
    enter: (candidate) => {
      const { ahead, signal } = candidate;
      const failure = obstacle() ?? (signal?.aborted === true ? callAborted : null);
      if (failure !== null) return candidate.dismiss(failure);
      if (urgent.isEmpty() && (ahead || normal.isEmpty()) && mayAdmit()) return admit(candidate);
      const queue = ahead ? urgent : normal;
      queue.push(candidate);
      signal?.addEventListener("abort", () => queue.remove(candidate) && candidate.dismiss(callAborted), {
        once: true,
      });
    },
    leave: (pass, reception, describe) => {
      state = afterAnswer(state, pass, reception, monotonic());
      if (outage === null && describe !== undefined && isOutage(state)) outage = outageError(state, describe());
      pump();
    },
    close: (pass, wait) => {
      const at = monotonic();
      const before = Math.max(state.opensAt ?? 0, at);
      state = afterLimit(state, pass, wait, (strikes) => defaultWait(strikes, random), at);
      pump();
      return Math.max(0, (state.opensAt ?? 0) - before);
    },
    refuse: (pass, error) => {
      const { proven } = state;
      state = afterAnswer(state, pass, "cancelled", monotonic());
      if (!proven) dismissAll({ kind: "refused", error });
      pump();
    },
  };
}

/** The error of every call after the API failed too often in a row. */
function outageError({ failures, failedWrites }: GateState, last: SkyviaError): SkyviaError {
  const { code, method, path, status } = last;
  const what = failedWrites > failures ? `${failedWrites} writes` : `${failures} requests`;
  return new SkyviaError({
    code,
    message: `${what} failed in a row, so nothing more is sent; the last failure: ${last.message}`,
    next: last.next,
    ...(method === null ? {} : { method }),
    ...(path === null ? {} : { path }),
    status,
    endsRun: true,
    outcome: method === "POST" ? "not-sent" : null,
  });
}
