import type { RetryNotice } from "@skyvia-schedules/client";

/** Remembers why requests were sent again, so that the error of a call that is given up can say why it took so long. */
export interface RetryMemory {
  readonly note: (retry: RetryNotice) => void;
  /** The last retry of a path, else the last 429, which delays all calls. */
  readonly last: (path: string | null) => RetryNotice | null;
}

/** An empty memory. */
export function createRetryMemory(): RetryMemory {
  const byPath = new Map<string, RetryNotice>();
  let limited: RetryNotice | null = null;
  return {
    note: (retry) => {
      byPath.set(retry.path, retry);
      if (retry.code === "rate-limited") limited = retry;
    },
    last: (path) => byPath.get(path ?? "") ?? limited,
  };
}
