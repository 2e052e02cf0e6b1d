/** Runs a step for each item, started in order, at most `limit` at once. Rejects with the first failure. */
export async function forEachConcurrently<T>(
  items: readonly T[],
  limit: number,
  step: (item: T) => Promise<void>,
): Promise<void> {
  const queue = createWorkQueue(step, limit);
  for (const item of items) queue.add(item);
  await queue.done();
}

/** A queue whose items are added one after the other. */
export interface WorkQueue<T> {
  add(item: T): void;
  /** Resolves once every item is done. Rejects with the first failure. */
  done(): Promise<void>;
}

/** Upper bound of pending calls: more than an API has in flight at once. */
const mostUnderWay = 256;

/**
 * Runs a step for each item as it is added, a bounded number at once. Further items wait in the queue as plain items. A worker that failed starts no further
 * item.
 */
export function createWorkQueue<T>(step: (item: T) => Promise<void>, limit: number = mostUnderWay): WorkQueue<T> {
  const waiting: T[] = [];
  const workers: Promise<void>[] = [];
  let next = 0;
  let working = 0;
  const work = async (): Promise<void> => {
    working++;
    while (next < waiting.length) await step(waiting[next++] as T);
    working--;
  };
  return {
    add: (item) => {
      waiting.push(item);
      if (working === limit) return;
      const worker = work();
      worker.catch(() => {}); // `done` reports it; until then it must not count as unhandled
      workers.push(worker);
    },
    done: async () => {
      await Promise.all(workers);
    },
  };
}
