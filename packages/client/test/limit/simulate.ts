import {
  admission,
  afterAnswer,
  afterFull,
  afterLimit,
  afterSend,
  newGate,
  type GateState,
  type Pass,
} from "../../src/call/gate-state.ts";
import { defaultWait } from "../../src/limit/default-wait.ts";

/** When a server answers a request that arrives, and whether it accepts it. */
export interface Verdict {
  /** ms until the answer leaves. */
  readonly after: number;
  readonly limited?: true;
  /** In ms; null: the answer names none. */
  readonly retryAfter?: number | null;
}

/** A server in virtual time. */
export type Server = (now: number, isWrite: boolean) => Verdict;

export interface Ran {
  /** ms. */
  readonly time: number;
  readonly calls: number;
  readonly limited: number;
  readonly mostInFlight: number;
  /** Mean time from sending to the answer, in ms. */
  readonly meanLatency: number;
  /** The 99th of 100. */
  readonly slowLatency: number;
  /** The in-flight limit and pace over time, for a curve. */
  readonly curve: readonly { readonly at: number; readonly inFlight: number; readonly rate: number | null }[];
}

export interface Workload {
  /** A fixed number in flight. */
  readonly fixed?: boolean;
  /** Each request is a read that is followed by a write; this many pairs are in flight at once. */
  readonly pairs?: number;
}

/** Sends `count` requests, or pairs of them, to a server through a gate, with nothing but virtual time. */
export function simulate(
  server: Server,
  count: number,
  most: number,
  random: () => number,
  { fixed = false, pairs }: Workload = {},
): Ran {
  const events = createEvents();
  let gate: GateState = newGate(most);
  let inFlight = 0;
  /** What waits to be sent: whether it is a write. */
  const waiting = Array.from({ length: pairs ?? count }, () => false);
  let unbegun = count - waiting.length;
  let done = 0;
  let calls = 0;
  let limited = 0;
  let mostInFlight = 0;
  let timer = -1;
  const latencies: number[] = [];
  const curve: { at: number; inFlight: number; rate: number | null }[] = [];

  const pump = (now: number): void => {
    for (;;) {
      const [isWrite] = waiting;
      if (isWrite === undefined) return;
      if (fixed) {
        if (inFlight >= most) return;
      } else {
        const may = admission(gate, now);
        if (may.kind === "busy") {
          gate = afterFull(gate);
          return;
        }
        if (may.kind === "at") {
          if (timer !== may.at) {
            timer = may.at;
            // A timer of Node fires up to a millisecond late.
            const at = may.at + random();
            events.add(at, () => {
              timer = -1;
              pump(at);
            });
          }
          return;
        }
        gate = afterSend(gate, now);
      }
      waiting.shift();
      calls++;
      inFlight++;
      mostInFlight = Math.max(mostInFlight, inFlight);
      const pass: Pass = { epoch: gate.epoch, sentAt: now, kind: isWrite ? "enable" : "getSchedule", isWrite };
      const verdict = server(now, isWrite);
      const at = now + verdict.after;
      events.add(at, () => {
        inFlight--;
        if (verdict.limited === true) {
          limited++;
          waiting.unshift(isWrite);
          gate = afterLimit(gate, pass, verdict.retryAfter ?? null, (strikes) => defaultWait(strikes, random), at);
        } else {
          if (pairs === undefined || isWrite) done++;
          if (pairs !== undefined && !isWrite) waiting.push(true);
          if (isWrite && unbegun-- > 0) waiting.push(false);
          latencies.push(at - now);
          gate = afterAnswer(gate, pass, "good", at);
        }
        curve.push({ at, inFlight: gate.window.size, rate: gate.pace.rate });
        pump(at);
      });
    }
  };
  pump(0);
  let now = 0;
  for (let next = events.next(); next !== undefined; next = events.next()) {
    now = next.at;
    next.act();
    if (done === count) break;
  }
  if (done < count) throw new Error(`stuck at ${now} ms with ${done} of ${count} done`);
  latencies.sort((a, b) => a - b);
  const meanLatency = latencies.reduce((sum, ms) => sum + ms, 0) / latencies.length;
  const slowLatency = latencies[Math.floor(latencies.length * 0.99)] ?? 0;
  return { time: now, calls, limited, mostInFlight, meanLatency, slowLatency, curve };
}

export interface Events {
  add(at: number, act: () => void): void;
  next(): { readonly at: number; readonly act: () => void } | undefined;
}

/** Events by their time; of two at one time, the one that was added first. */
export function createEvents(): Events {
  const heap: { at: number; order: number; act: () => void }[] = [];
  let order = 0;
  const before = (a: number, b: number): boolean => {
    const [x, y] = [heap[a]!, heap[b]!];
    return x.at < y.at || (x.at === y.at && x.order < y.order);
  };
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b]!, heap[a]!];
  };
  return {
    add: (at, act) => {
      heap.push({ at, order: order++, act });
      for (let i = heap.length - 1; i > 0 && before(i, (i - 1) >> 1); i = (i - 1) >> 1) swap(i, (i - 1) >> 1);
    },
    next: () => {
      const first = heap[0];
      const last = heap.pop();
      if (first === undefined || last === undefined) return undefined;
      if (heap.length > 0) {
        heap[0] = last;
        for (let i = 0; ;) {
          let least = i;
          for (const child of [2 * i + 1, 2 * i + 2]) if (child < heap.length && before(child, least)) least = child;
          if (least === i) break;
          swap(i, least);
          i = least;
        }
      }
      return first;
    },
  };
}

/** A token bucket of `burst` that gets `rate` tokens a second. `retryAfter`: "none", whole seconds, or to the millisecond. */
export function bucket(rate: number, burst: number, retryAfter: "none" | "seconds", latency: () => number): Server {
  let tokens = burst;
  let at = 0;
  return (now) => {
    tokens = Math.min(burst, tokens + ((now - at) / 1000) * rate);
    at = now;
    if (tokens >= 1) {
      tokens--;
      return { after: latency() };
    }
    const wait = ((1 - tokens) / rate) * 1000;
    return {
      after: latency(),
      limited: true,
      retryAfter: retryAfter === "none" ? null : Math.ceil(wait / 1000) * 1000,
    };
  };
}

/** At most `count` in each window of `length` ms. */
export function windows(count: number, length: number, retryAfter: "none" | "seconds", latency: () => number): Server {
  let window = -1;
  let used = 0;
  return (now) => {
    const current = Math.floor(now / length);
    if (current !== window) used = 0;
    window = current;
    if (++used <= count) return { after: latency() };
    const wait = (window + 1) * length - now;
    return {
      after: latency(),
      limited: true,
      retryAfter: retryAfter === "none" ? null : Math.ceil(wait / 1000) * 1000,
    };
  };
}

/** At most `count` in any `length` ms. */
export function sliding(count: number, length: number, retryAfter: "none" | "seconds", latency: () => number): Server {
  const times: number[] = [];
  return (now) => {
    while (times.length > 0 && times[0]! <= now - length) times.shift();
    if (times.length < count) {
      times.push(now);
      return { after: latency() };
    }
    const wait = times[0]! + length - now;
    return {
      after: latency(),
      limited: true,
      retryAfter: retryAfter === "none" ? null : Math.ceil(wait / 1000) * 1000,
    };
  };
}

/** Works on `count` requests at a time, each for `service()` ms; the others queue. */
export function workers(count: number, service: () => number): Server {
  const free = Array.from({ length: count }, () => 0);
  return (now) => {
    const soonest = free.indexOf(Math.min(...free));
    const end = Math.max(now, free[soonest]!) + service();
    free[soonest] = end;
    return { after: end - now };
  };
}
