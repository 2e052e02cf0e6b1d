import { newBucket, type Bucket, type RateLimit, retryAfterOf, takeToken } from "./rate.ts";
import { type Later, type Workers, Workshop } from "./workers.ts";

/** The limits of an emulator's calls. null: no limit. */
export interface LoadLimits {
  readonly rate: RateLimit | null;
  readonly workers: Workers | null;
}

/** The current limits, and their effect since they were set. */
export interface LoadReport extends LoadLimits {
  /** Calls that were let through. */
  readonly accepted: number;
  /** Calls that were answered with 429. */
  readonly limited: number;
  /** Calls that wait for a worker now. */
  readonly waiting: number;
  /** The most calls that waited for a worker at one time. */
  readonly mostWaiting: number;
  /** Milliseconds from the arrival of a call to the end of the work on it, on average; 0 without workers. */
  readonly meanTime: number;
}

/** Clocks and timers; both clocks are in milliseconds. */
export interface LoadClock {
  readonly monotonic: () => number;
  /** Since the epoch: for the date of a `Retry-After`. */
  readonly now: () => number;
  readonly later: Later;
}

const realClock: LoadClock = {
  monotonic: () => performance.now(),
  now: () => Date.now(),
  later: (act, ms) => void setTimeout(act, ms).unref(),
};

const noWorkers: Workers = { count: Infinity };

/** Limits how many calls an emulator accepts in a second, and how many it works on at a time. It uses real time. */
export class Load {
  readonly #clock: LoadClock;
  readonly #workshop: Workshop;
  #limits: LoadLimits;
  #bucket: Bucket | null = null;
  #accepted = 0;
  #limited = 0;
  #mostWaiting = 0;
  #worked = 0;
  #time = 0;

  constructor(limits: LoadLimits, clock: LoadClock = realClock) {
    this.#clock = clock;
    this.#limits = limits;
    this.#workshop = new Workshop(limits.workers ?? noWorkers, clock.later);
  }

  /** Changes the given limits. A rate starts with a full bucket, and all counts start again. */
  set(changed: Partial<LoadLimits>): void {
    this.#limits = { ...this.#limits, ...changed };
    this.#workshop.change(this.#limits.workers ?? noWorkers);
    this.#bucket = null;
    this.#accepted = this.#limited = this.#mostWaiting = this.#worked = this.#time = 0;
  }

  /** Counts a call for the rate. null: it is accepted. Otherwise it is answered with 429 and this `Retry-After`, if there is one. */
  refusal(): { readonly retryAfter: string | null } | null {
    const { rate } = this.#limits;
    const wait = rate === null ? 0 : this.#take(rate);
    if (wait === 0) {
      this.#accepted++;
      return null;
    }
    this.#limited++;
    return { retryAfter: rate === null ? null : retryAfterOf(rate, wait, this.#clock.now()) };
  }

  /** Calls `done` when a worker has worked on the call; at once if there are no workers. */
  work(done: () => void): void {
    if (this.#limits.workers === null) return done();
    const arrived = this.#clock.monotonic();
    this.#workshop.enter(() => {
      this.#worked++;
      this.#time += this.#clock.monotonic() - arrived;
      done();
    });
    this.#mostWaiting = Math.max(this.#mostWaiting, this.#workshop.waiting);
  }

  report(): LoadReport {
    const counts = { accepted: this.#accepted, limited: this.#limited, mostWaiting: this.#mostWaiting };
    const meanTime = this.#worked === 0 ? 0 : Math.round(this.#time / this.#worked);
    return { ...this.#limits, ...counts, waiting: this.#workshop.waiting, meanTime };
  }

  #take(rate: RateLimit): number {
    const now = this.#clock.monotonic();
    const { bucket, wait } = takeToken(rate, this.#bucket ?? newBucket(rate, now), now);
    this.#bucket = bucket;
    return wait;
  }
}
