/** A server that works on a few calls at a time. */
export interface Workers {
  /** How many calls are worked on at a time, from 1. The others wait, first come, first served. */
  readonly count: number;
  /** Milliseconds of work for each call. Default: 0. */
  readonly service?: number;
}

/** Calls `act` after so many milliseconds. */
export type Later = (act: () => void, ms: number) => void;

/** The calls in work, and the calls that wait for a worker. */
export class Workshop {
  readonly #later: Later;
  #workers: Workers;
  #busy = 0;
  #waiting: (() => void)[] = [];

  constructor(workers: Workers, later: Later) {
    this.#workers = workers;
    this.#later = later;
  }

  /** Calls `done` when the work on a call is over. */
  enter(done: () => void): void {
    this.#waiting.push(done);
    this.#start();
  }

  /** The calls that wait for a worker. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Other workers from the next call on. Work that has begun is not changed. */
  change(workers: Workers): void {
    this.#workers = workers;
    this.#start();
  }

  #start(): void {
    while (this.#busy < this.#workers.count) {
      const done = this.#waiting.shift();
      if (done === undefined) return;
      this.#busy++;
      this.#later(() => {
        this.#busy--;
        done();
        this.#start();
      }, this.#workers.service ?? 0);
    }
  }
}
