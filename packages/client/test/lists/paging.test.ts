import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readItems, readPages, type Listing } from "../../src/lists/paging.ts";
import type { Page } from "../../src/api/types.ts";
import { collect } from "../fixture.ts";
import { runs } from "../../../../test/laws/runs.ts";

interface Item {
  readonly id: number;
}

/** A list that an edit may hit before each read of a page. Reads asked for together happen in a shuffled order. */
class ChangingList {
  readonly asked: number[] = [];
  ids: number[];
  private readonly edits: ((ids: number[]) => number[])[];
  private waiting: (() => void)[] = [];
  private readonly order: () => number;

  constructor(size: number, edits: ((ids: number[]) => number[])[] = [], order: () => number = () => 0) {
    this.ids = Array.from({ length: size }, (_, n) => (n + 1) * 10);
    this.edits = edits;
    this.order = order;
  }

  listing(twist: (page: Page<Item>, skip: number) => Page<Item> = (page) => page): Listing<Item> {
    return {
      what: "things",
      path: "/things",
      idOf: ({ id }) => id,
      page: async (take, skip) => {
        this.asked.push(skip);
        await this.turn();
        this.ids = this.edits.shift()?.(this.ids) ?? this.ids;
        const data = this.ids.slice(skip, skip + take).map((id) => ({ id }));
        return twist({ data, hasMore: this.ids.length > skip + take }, skip);
      },
    };
  }

  private turn(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      if (this.waiting.length === 1) queueMicrotask(() => this.serve());
    });
  }

  private serve(): void {
    const waiting = this.waiting;
    this.waiting = [];
    while (waiting.length > 0) waiting.splice(this.order() % waiting.length, 1)[0]?.();
  }
}

/** The ids that count after the last restart. */
async function listed(listing: Listing<Item>): Promise<number[]> {
  let ids: number[] = [];
  for await (const step of readPages(listing))
    ids = step.kind === "restarted" ? [] : [...ids, ...step.items.map((i) => i.id)];
  return ids;
}

test.each([
  [0, 1],
  [1, 1],
  [200, 1],
  [201, 3],
  [399, 3],
  [598, 3],
  [599, 7],
  [10_000, 55],
])("a list of %i is whole after %i calls: waves of 1, 2, 4, 8, 8", async (size, calls) => {
  const list = new ChangingList(size);
  expect(await listed(list.listing())).toEqual(list.ids);
  expect(list.asked).toHaveLength(calls);
});

test("a wave is requested before the last page of the wave before it is passed on", async () => {
  const list = new ChangingList(1_000);
  const asked: number[] = [];
  for await (const _ of readPages(list.listing())) asked.push(list.asked.length);
  expect(asked[0]).toBe(3);
});

const edit = fc.oneof(
  fc.record({ kind: fc.constant("delete" as const), at: fc.nat(3_000) }),
  fc.record({ kind: fc.constant("insert" as const), at: fc.nat(3_000) }),
  fc.constant({ kind: "none" as const, at: 0 }),
);

test("whatever is added and deleted between pages, the list has every item that existed all the time, or it fails", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 2_500 }),
      fc.array(edit, { maxLength: 30 }),
      fc.array(fc.nat(7), { minLength: 1, maxLength: 30 }),
      async (size, history, shuffle) => {
        let fresh = 0;
        const edits = history.map(({ kind, at }) => (ids: number[]) => {
          const index = at % (ids.length + 1);
          if (kind === "delete") return ids.toSpliced(index, 1);
          return kind === "insert" ? ids.toSpliced(index, 0, 1_000_000 + ++fresh) : ids;
        });
        let n = 0;
        const list = new ChangingList(size, edits, () => shuffle[n++ % shuffle.length] ?? 0);
        const before = list.ids;
        try {
          const ids = await listed(list.listing());
          const after = new Set(list.ids);
          const seen = new Set(ids);
          expect(seen.size).toBe(ids.length);
          expect(before.filter((id) => after.has(id) && !seen.has(id))).toEqual([]);
        } catch (error) {
          expect(error).toMatchObject({
            code: "bad-answer",
            message: expect.stringContaining("keeps changing") as string,
          });
        }
      },
    ),
    runs(100),
  );
});

test("a shift is reported, and the list is read again", async () => {
  const list = new ChangingList(450, [(ids) => ids, (ids) => ids.slice(1)]);
  const steps = await collect(readPages(list.listing()));
  expect(steps.map((step) => (step.kind === "page" ? step.items.length : step.kind))).toEqual([
    200,
    "restarted",
    200,
    199,
    50,
  ]);
});

test("an item that moves from one page to another while the list is read makes it be read again", async () => {
  const swap = (ids: number[]): number[] => ids.with(5, ids[300] as number).with(300, ids[5] as number);
  const list = new ChangingList(450, [(ids) => ids, swap]);
  const ids = await listed(list.listing());
  expect(ids).toEqual(list.ids);
});

test("each item comes once, also when the list is read twice", async () => {
  const list = new ChangingList(450, [(ids) => ids, (ids) => ids.slice(1)]);
  const ids = (await collect(readItems(list.listing()))).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(list.ids.filter((id) => !ids.includes(id))).toEqual([]);
});

test("a list that shifts during every reading fails after three restarts", async () => {
  const list = new ChangingList(
    450,
    Array.from({ length: 40 }, () => (ids: number[]) => [Math.max(...ids) + 1, ...ids]),
  );
  await expect(collect(readPages(list.listing()))).rejects.toMatchObject({
    code: "bad-answer",
    message: expect.stringContaining("keeps changing"),
  });
});

test.each<[string, number, (page: Page<Item>, skip: number) => Page<Item>, RegExp]>([
  ["an empty page that says there is more", 0, (page) => ({ ...page, hasMore: true }), /more after 0 of 200/],
  ["a short page that says there is more", 250, (page) => ({ ...page, hasMore: true }), /more after 51 of 200/],
  ["more items than asked for", 300, (page) => ({ ...page, data: [...page.data, { id: 1 }] }), /201 items where 200/],
  ["an id twice on a page", 5, (page) => ({ ...page, data: [...page.data, ...page.data] }), /an id twice/],
  [
    "the first page again and again",
    200,
    () => ({ data: Array.from({ length: 200 }, (_, n) => ({ id: n + 1 })), hasMore: true }),
    /keeps changing: page 2/,
  ],
])("%s is an error", async (_, size, twist, message) => {
  await expect(collect(readPages(new ChangingList(size).listing(twist)))).rejects.toThrow(message);
});

test("a list without an end is an error at last", async () => {
  const endless: Listing<Item> = {
    what: "things",
    path: "/things",
    idOf: ({ id }) => id,
    page: async (take, skip) => ({
      data: Array.from({ length: take }, (_, n) => ({ id: skip + n + 1 })),
      hasMore: true,
    }),
  };
  let pages = 0;
  const count = async (): Promise<void> => {
    for await (const step of readPages(endless)) if (step.kind === "page") pages++;
  };
  await expect(count()).rejects.toThrow("has no end");
  expect(pages).toBeLessThan(5_010);
});
