import { expect, test } from "vitest";
import { RequestHistory } from "../src/request-history.ts";

const record = { at: 0, method: "GET", path: "/", query: "", operation: null, token: null, agent: null, fault: null };

test("never contains more than twice its limit, and always the last ones", () => {
  const history = new RequestHistory(10);
  for (let n = 1; n <= 1000; n++) {
    history.add(record);
    const kept = history.list().map((one) => one.n);
    expect(kept.length).toBeLessThanOrEqual(20);
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, index) => n - kept.length + 1 + index));
    expect(kept.length).toBeGreaterThanOrEqual(Math.min(n, 10));
  }
});

test("keeps the last 200,000 by default", () => {
  const history = new RequestHistory();
  for (let n = 0; n < 410_000; n++) history.add(record);
  expect(history.list().length).toBeGreaterThanOrEqual(200_000);
  expect(history.list(2).map(({ n }) => n)).toEqual([409_999, 410_000]);
  expect(history.list(0)).toEqual([]);
});
