import { noLimits, type DesiredEntry, type DesiredWorkspace } from "@skyvia-schedules/core";
import { expect, test } from "vitest";
import { entryById } from "../../src/rules/entry.ts";
import { input } from "../../src/rules/place.ts";
import { createClaims, type Release } from "../../src/server/claims.ts";

const names = new Map([
  [10, "stg-orders"],
  [11, "stg-leads"],
  [12, "Invoices"],
]);

/** A release whose result is what was free. */
const everything: Release<readonly number[]> = { noted: [], namesOf: async () => names, work: async (free) => free };

function workspace(
  ...selectors: readonly (DesiredEntry["selector"] & { readonly mode?: "observe" })[]
): DesiredWorkspace {
  const entries = selectors.map(({ mode, ...selector }): DesiredEntry => {
    const entry = entryById(0, "enabled", input(""));
    return { ...entry, mode: mode ?? entry.mode, selector };
  });
  const about = { name: null, unmanaged: "ignore", limits: noLimits, tokenFrom: null, nameSource: null } as const;
  return { ...about, id: 1, entries, source: input("") };
}

test("a schedule that this run has set is not released", async () => {
  const claims = createClaims();
  await claims.claim(1, [10, 11]);
  expect(await claims.release(1, [10, 11, 12], everything)).toEqual([12]);
  expect(await claims.release(2, [10], everything)).toEqual([10]);
  expect([claims.isClaimed(1, 10), claims.isClaimed(1, 12)]).toEqual([true, false]);
});

test.for([
  { title: "by id", want: workspace({ kind: "id", id: 10 }), free: [11, 12] },
  { title: "only observed by id", want: workspace({ kind: "id", id: 10, mode: "observe" }), free: [10, 11, 12] },
  { title: "by name", want: workspace({ kind: "name", name: "Invoices" }), free: [10, 11] },
  { title: "by glob", want: workspace({ kind: "match", glob: "stg-*" }), free: [12] },
  {
    title: "by glob, but for one that is only observed",
    want: workspace({ kind: "match", glob: "stg-*" }, { kind: "id", id: 10, mode: "observe" }),
    free: [10, 12],
  },
])("a schedule that the program manages is not released: $title", async ({ want, free }) => {
  const claims = createClaims();
  claims.want(want);
  expect(await claims.release(1, [10, 11, 12], everything)).toEqual(free);
  expect(await claims.release(2, [10, 11, 12], everything)).toEqual([10, 11, 12]);
});

test("names are read only if the program selects by them", async () => {
  const claims = createClaims();
  claims.want(workspace({ kind: "id", id: 10 }));
  const namesOf = async (): Promise<never> => {
    throw new Error("names were read");
  };
  expect(await claims.release(1, [10, 11], { ...everything, namesOf })).toEqual([11]);
});

test("a released schedule is remembered until it is set again", async () => {
  const claims = createClaims();
  await claims.release(1, [10], everything);
  expect([claims.isReleased(1, 10), claims.isReleased(1, 11)]).toEqual([true, false]);
  await claims.claim(1, [10]);
  expect(claims.isReleased(1, 10)).toBe(false);
});

test("a claim waits for a pending release", async () => {
  const claims = createClaims();
  const steps: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const work = async (): Promise<void> => {
    await promise;
    steps.push("released");
  };
  const releasing = claims.release(1, [10], { ...everything, work });
  const claiming = claims.claim(1, [10]).then(() => steps.push("claimed"));
  await claims.claim(1, [11]); // no release of this one is pending
  expect(steps).toEqual([]);
  resolve();
  await Promise.all([releasing, claiming]);
  expect(steps).toEqual(["released", "claimed"]);
});

test("a release that fails does not stop a claim that waits for it", async () => {
  const claims = createClaims();
  const work = async (): Promise<never> => {
    throw new Error("no");
  };
  const releasing = claims.release(1, [10], { ...everything, work });
  await Promise.allSettled([releasing]);
  await claims.claim(1, [10]);
  expect(claims.isClaimed(1, 10)).toBe(true);
});
