import { callAborted, type Failure } from "../errors/failure.ts";
import { createQueue } from "./first-come-queue.ts";
import { backOff } from "./retry-budget.ts";
import type { RunEnd } from "../attempt/run-end.ts";
import type { SkyviaError } from "../errors/skyvia-error.ts";

/** Leave to send one request. One from before the gate closed is told from one after it. */
export interface Pass {
  readonly epoch: number;
}

/** One request that wants to be sent. */
export interface Candidate {
  /** Goes before those that do not. */
  readonly ahead: boolean;
  readonly signal: AbortSignal | undefined;
  /** Called once it may be sent, possibly at once. */
  admit(pass: Pass): void;
  /** Called instead of `admit` when it never may. */
  dismiss(failure: Failure): void;
}

/** What an answer says about the API as a whole. `unclear`: nothing, as there was none or it was a 5xx. */
export type Reception = "accepted" | "unclear";

/**
 * Stands before every request of a client. It bounds how many are in flight, keeps them all back while a 429 says so,
 * and sends the first one alone (the first of all, and the first after a 429) until its answer shows that others may follow.
 */
export interface Gate {
  /** Admits the candidate when its turn comes: first come, first served. */
  enter(candidate: Candidate): void;
  /** Gives a pass back, with what the answer to its request said. */
  leave(pass: Pass, reception: Reception): void;
  /**
   * Gives a pass back after a 429: nothing is sent until `wait` ms from now, or a back-off where the answer named none.
   * Returns by how many ms that lengthens the wait: 0 for an answer of a burst that asks for no more than the first.
   */
  close(pass: Pass, wait: number | null): number;
  /** Gives a pass back after the token was refused. Before any answer accepted it, all who wait get the same error. */
  refuse(pass: Pass, error: SkyviaError): void;
}

export interface GateOptions {
  readonly limit: number;
  readonly end: RunEnd;
  readonly now: () => number;
  readonly random: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** A gate that starts open for one request, and for `limit` after the first accepted answer. */
export function createGate({ limit, end, now, random, sleep }: GateOptions): Gate {
  const urgent = createQueue<Candidate>();
  const normal = createQueue<Candidate>();
  let current: Pass = { epoch: 0 };
  let inFlight = 0;
  let probes = 0; // of `inFlight`, those with the current pass
  let alone = true;
  let proven = false;
  let opensAt = 0;
  let strikes = 0;

  const isOpen = (): boolean => inFlight < limit && (!alone || probes === 0) && (opensAt === 0 || opensAt <= now());
  const obstacle = (): Failure | null =>
    end.interruption() ?? (opensAt > end.deadline && opensAt > now() ? { kind: "limited", until: opensAt } : null);
  const admit = (candidate: Candidate): void => {
    inFlight++;
    probes++;
    candidate.admit(current);
  };
  const next = (): Candidate | undefined => urgent.shift() ?? normal.shift();
  const dismissAll = (failure: Failure): void => {
    for (let candidate = next(); candidate !== undefined; candidate = next()) candidate.dismiss(failure);
  };
  const pump = (): void => {
    // The run's end stops what is in flight, and each of those gives back its pass: nobody may go out on it.
    const interruption = end.interruption();
    if (interruption !== null) return dismissAll(interruption);
    while (isOpen()) {
      const candidate = next();
      if (candidate === undefined) return;
      admit(candidate);
    }
  };
  const giveBack = (pass: Pass): boolean => {
    inFlight--;
    if (pass !== current) return false;
    probes--;
    return true;
  };
  const pumpWhenOpen = async (): Promise<void> => {
    while (opensAt > now() && end.interruption() === null) {
      await sleep(opensAt - now(), end.signal).catch(() => {});
    }
    pump();
  };
  end.signal.addEventListener("abort", pump);

  return {
    enter: (candidate) => {
      const { ahead, signal } = candidate;
      const failure = obstacle() ?? (signal?.aborted === true ? callAborted : null);
      if (failure !== null) return candidate.dismiss(failure);
      if (urgent.isEmpty() && (ahead || normal.isEmpty()) && isOpen()) return admit(candidate);
      const queue = ahead ? urgent : normal;
      queue.push(candidate);
      signal?.addEventListener("abort", () => queue.remove(candidate) && candidate.dismiss(callAborted), {
        once: true,
      });
    },
    leave: (pass, reception) => {
      const isCurrent = giveBack(pass);
      if (reception === "accepted") {
        proven = true;
        if (isCurrent) alone = false;
        if (isCurrent) strikes = 0;
      }
      pump();
    },
    close: (pass, wait) => {
      const isCurrent = giveBack(pass);
      if (isCurrent) {
        current = { epoch: current.epoch + 1 };
        probes = 0;
        alone = true;
        strikes++;
      }
      // Of the answers to one burst only the first backs off; each may name a later time.
      const before = Math.max(opensAt, now());
      if (isCurrent || wait !== null) opensAt = Math.max(opensAt, now() + (wait ?? backOff(strikes, random)));
      const failure = obstacle();
      if (failure !== null) dismissAll(failure);
      else void pumpWhenOpen();
      return Math.max(0, opensAt - before);
    },
    refuse: (pass, error) => {
      giveBack(pass);
      if (!proven) dismissAll({ kind: "refused", error });
      pump();
    },
  };
}
