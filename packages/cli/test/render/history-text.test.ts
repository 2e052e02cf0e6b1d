import { expect, test } from "vitest";
import type { ChangeHistory } from "../../src/executions/read-histories.ts";
import { historyText } from "../../src/render/history-text.ts";

const none = { runsPerDay: 0, lastSuccess: null, lastFailure: null };

test.each<[ChangeHistory, string]>([
  [none, "no finished run"],
  [{ ...none, running: null }, "no finished run, none running"],
  [{ ...none, running: { runId: 7, state: "Running" } }, "no finished run, execution 7 is Running"],
  [
    { runsPerDay: 24, lastSuccess: "2026-11-24T06:00:30.000Z", lastFailure: null },
    "24 runs a day, last success 2026-11-24 06:00Z, last failure none",
  ],
  [
    { runsPerDay: 1, lastSuccess: null, lastFailure: "2026-11-24T06:00:30.000Z", running: null },
    "1 run a day, last success none, last failure 2026-11-24 06:00Z, none running",
  ],
  [
    { ...none, lastSuccess: "2026-01-01T00:00:00.000Z" },
    "0 runs a day, last success 2026-01-01 00:00Z, last failure none",
  ],
  [
    { error: { code: "bad-answer", message: "an HTML page came", next: "" } },
    "history could not be read: an HTML page came",
  ],
])("%j reads %s", (history, text) => {
  expect(historyText(history)).toBe(text);
});
