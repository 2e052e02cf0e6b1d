import { expect, test } from "vitest";
import { createClaims } from "../../src/server/claims.ts";

test("what is claimed is not released, before or after", async () => {
  const claims = createClaims();
  await claims.claim(1, [10, 11]);
  expect(await claims.release(1, [10, 11, 12], async (free) => free)).toEqual([12]);
  expect(await claims.release(2, [10], async (free) => free)).toEqual([10]);
  expect([claims.has(1, 10), claims.has(1, 12)]).toEqual([true, false]);
});

test("a claim waits for a release that is under way, so that it sees what that leaves", async () => {
  const claims = createClaims();
  const steps: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const releasing = claims.release(1, [10], async () => {
    await promise;
    steps.push("released");
  });
  const claiming = claims.claim(1, [10]).then(() => steps.push("claimed"));
  await claims.claim(1, [11]); // nobody is letting go of this one
  expect(steps).toEqual([]);
  resolve();
  await Promise.all([releasing, claiming]);
  expect(steps).toEqual(["released", "claimed"]);
});

test("a release that fails does not stop who waits for it", async () => {
  const claims = createClaims();
  const releasing = claims.release(1, [10], async () => {
    throw new Error("no");
  });
  await Promise.allSettled([releasing]);
  await claims.claim(1, [10]);
  expect(claims.has(1, 10)).toBe(true);
});
