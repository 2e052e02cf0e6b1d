/** A queue in which the first that comes is the first that goes; an item may leave before its turn. */
export interface FirstComeQueue<T> {
  push(item: T): void;
  /** Takes out the item that has waited longest; undefined: none waits. */
  shift(): T | undefined;
  /** Takes out an item. false: it is not in the queue. */
  remove(item: T): boolean;
  isEmpty(): boolean;
}

/** An empty queue. `push` and `shift` take the same time however long it is. */
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
