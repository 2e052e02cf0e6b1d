/** First come, first served; who waits may leave. */
export interface FirstComeQueue<T> {
  push(item: T): void;
  /** The one that has waited longest. */
  shift(): T | undefined;
  /** false when it waits no more. */
  remove(item: T): boolean;
  isEmpty(): boolean;
}

/** A queue that costs the same however long it is, but for `remove`. */
export function createQueue<T extends object>(): FirstComeQueue<T> {
  let items: (T | null)[] = [];
  let head = 0;
  let waiting = 0;
  return {
    push: (item) => {
      items.push(item);
      waiting++;
    },
    shift: () => {
      if (waiting === 0) return undefined;
      let item = items[head++];
      while (item === null) item = items[head++];
      waiting--;
      if (waiting === 0 || head > 4096) {
        items = items.slice(head);
        head = 0;
      }
      return item;
    },
    remove: (item) => {
      const index = items.indexOf(item, head);
      if (index === -1) return false;
      items[index] = null;
      waiting--;
      return true;
    },
    isEmpty: () => waiting === 0,
  };
}
