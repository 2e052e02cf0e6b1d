/** One API request, for tests to look at. */
export interface RequestRecord {
  /** Counts from 1 since the emulator started. */
  readonly n: number;
  /** Milliseconds since the epoch, by the emulator's clock. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** As sent, without the question mark; empty for none. */
  readonly query: string;
  /** The operation's id in the OpenAPI document, or null if the path does not belong to the API. */
  readonly operation: string | null;
  /** The NAME of the token, or null for a missing or unknown one. */
  readonly token: string | null;
  /** What the client calls itself (`User-Agent`), or null. */
  readonly agent: string | null;
  /** The status that went out whole; null while in flight, and for an answer that was cut or never came. */
  readonly status: number | null;
  /** The types of the faults injected, joined by `+`, or null. */
  readonly fault: string | null;
  /** The body that came, if one did. */
  readonly body?: string;
}

/** A record while its request is being answered. */
export type OpenRecord = { -readonly [K in keyof RequestRecord]: RequestRecord[K] };

/** The last requests, bounded in memory: at least `limit` of them are kept. */
export class RequestHistory {
  readonly #limit: number;
  #records: OpenRecord[] = [];
  #n = 0;

  constructor(limit: number = 200_000) {
    this.#limit = limit;
  }

  add(record: Omit<RequestRecord, "n" | "status">): OpenRecord {
    const { at, method, path, query, operation, token, agent, fault } = record;
    const open: OpenRecord = { n: ++this.#n, at, method, path, query, operation, token, agent, status: null, fault };
    // Dropping the oldest in blocks keeps the cost of one request constant.
    if (this.#records.length >= 2 * this.#limit) this.#records = this.#records.slice(-this.#limit);
    this.#records.push(open);
    return open;
  }

  /** Oldest first; `last` limits them to that number of the newest. */
  list(last: number = Infinity): readonly RequestRecord[] {
    return last === 0 ? [] : this.#records.slice(-last);
  }

  clear(): void {
    this.#records = [];
  }
}
