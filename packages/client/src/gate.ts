import type { Failure } from "./failure.ts";
import { backOff } from "./retry-budget.ts";
import type { RunEnd } from "./run-end.ts";
import type { SkyviaError } from "./skyvia-error.ts";

/** Leave to send one request. `epoch` tells an answer from before the gate closed from one after it. */
export interface Pass {
  readonly epoch: number;
}

/** A pass, or why there will be none. */
export type Entry = { readonly pass: Pass } | { readonly failure: Failure };

/** What an answer says about the API as a whole. `unclear`: nothing, as there was none or it was a 5xx. */
export type Reception = "accepted" | "refused" | "unclear";

/**
 * Stands before every request of a client. It bounds how many are in flight, keeps them all back while a 429 says so,
 * and sends the first one alone (the first of all, and the first after a 429) until its answer shows that others may follow.
 */
export interface Gate {
  /** Waits for a pass, first come first served; `ahead` of those that are not. */
  enter(ahead: boolean, signal: AbortSignal | undefined): Promise<Entry>;
  /** Gives a pass back, with what the answer to its request said. */
  leave(pass: Pass, reception: Reception): void;
  /** Gives a pass back after a 429: nothing is sent until `wait` ms from now, or a back-off where the answer named none. */
  close(pass: Pass, wait: number | null): void;
  /** The token was refused. Before any answer accepted it, that goes for all who wait: they get the same error. */
  refuse(error: SkyviaError): void;
}

export interface GateOptions {
  readonly limit: number;
  readonly end: RunEnd;
  readonly now: () => number;
  readonly random: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

interface Waiter {
  readonly admit: (entry: Entry) => void;
  gone: boolean;
}

/** A gate that starts open for one request, and for `limit` after the first accepted answer. */
export function createGate({ limit, end, now, random, sleep }: GateOptions): Gate {
  const lanes: readonly [Queue, Queue] = [createQueue(), createQueue()];
  let pass: Pass = { epoch: 0 };
  let inFlight = 0;
  let probes = 0; // of `inFlight`, those with the current pass
  let alone = true;
  let proven = false;
  let opensAt = 0;
  let strikes = 0;

  const obstacle = (): Failure | null =>
    end.interruption() ?? (opensAt > now() && opensAt > end.deadline ? { kind: "limited", until: opensAt } : null);
  const isOpen = (): boolean => inFlight < limit && (!alone || probes === 0) && (opensAt === 0 || opensAt <= now());
  const admit = (): Entry => {
    inFlight++;
    probes++;
    return { pass };
  };
  const pump = (): void => {
    while (isOpen()) {
      const waiter = lanes[0].shift() ?? lanes[1].shift();
      if (waiter === undefined) return;
      waiter.admit(admit());
    }
  };
  const failAll = (failure: Failure): void => {
    for (const lane of lanes) for (let w = lane.shift(); w !== undefined; w = lane.shift()) w.admit({ failure });
  };
  const giveBack = (held: Pass): boolean => {
    inFlight--;
    if (held !== pass) return false;
    probes--;
    return true;
  };
  const reopenLater = async (): Promise<void> => {
    while (opensAt > now() && end.interruption() === null) {
      await sleep(opensAt - now(), end.signal).catch(() => {});
    }
    pump();
  };
  end.signal.addEventListener("abort", () => failAll(end.interruption() ?? { kind: "out-of-time", sent: false }));

  return {
    enter: (ahead, signal) => {
      const failure = obstacle() ?? (signal?.aborted === true ? callAborted : null);
      if (failure !== null) return Promise.resolve({ failure });
      if (lanes[0].isEmpty() && (ahead || lanes[1].isEmpty()) && isOpen()) return Promise.resolve(admit());
      return new Promise((resolve) => {
        const waiter = createWaiter(resolve, signal);
        lanes[ahead ? 0 : 1].push(waiter);
      });
    },
    leave: (held, reception) => {
      if (giveBack(held) && reception === "accepted") {
        alone = false;
        strikes = 0;
      }
      if (reception === "accepted") proven = true;
      pump();
    },
    close: (held, wait) => {
      const current = giveBack(held);
      if (current) {
        pass = { epoch: pass.epoch + 1 };
        probes = 0;
        alone = true;
        strikes++;
      }
      // Of the answers to one burst, only the first backs off; each may name a later time.
      if (current || wait !== null) opensAt = Math.max(opensAt, now() + (wait ?? backOff(strikes + 1, random)));
      const failure = obstacle();
      if (failure !== null) failAll(failure);
      else void reopenLater();
    },
    refuse: (error) => {
      if (!proven) failAll({ kind: "refused", error });
    },
  };
}

const callAborted: Failure = { kind: "aborted", reason: "the call was aborted", endsRun: false, sent: false };

function createWaiter(resolve: (entry: Entry) => void, signal: AbortSignal | undefined): Waiter {
  const leave = (): void => {
    waiter.gone = true;
    resolve({ failure: callAborted });
  };
  const waiter: Waiter = {
    gone: false,
    admit: (entry) => {
      signal?.removeEventListener("abort", leave);
      resolve(entry);
    },
  };
  signal?.addEventListener("abort", leave, { once: true });
  return waiter;
}

interface Queue {
  push(waiter: Waiter): void;
  /** The first that still waits. */
  shift(): Waiter | undefined;
  isEmpty(): boolean;
}

function createQueue(): Queue {
  let waiters: Waiter[] = [];
  let head = 0;
  return {
    push: (waiter) => void waiters.push(waiter),
    shift: () => {
      while (head < waiters.length) {
        const waiter = waiters[head++];
        if (waiter?.gone === false) return waiter;
      }
      waiters = [];
      head = 0;
      return undefined;
    },
    isEmpty: () => head >= waiters.length,
  };
}
