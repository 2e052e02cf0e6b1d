import { describe, expect, test } from "vitest";
import type { Result } from "../../src/model/change.ts";
import type { ScheduleState } from "../../src/model/model.ts";
import { freezeChanges, settledSnapshot, type Snapshot } from "../../src/restore/snapshot.ts";
import { emptySnapshot } from "../builders.ts";

const snapshot: Snapshot = {
  ...emptySnapshot,
  integrations: [
    { integrationId: 1, name: "Orders", before: "enabled" },
    { integrationId: 2, name: "Leads", before: "enabled" },
  ],
};

describe("a snapshot after its freeze was carried out: the state of integration 1", () => {
  test.for<[title: string, before: ScheduleState, result: Result, has: ScheduleState]>([
    ["the freeze disabled it", "enabled", "done", "enabled"],
    ["somebody disabled it before the freeze reached it", "enabled", "unchanged", "disabled"],
    [
      "it was off when the freeze was continued: the run before it may have disabled it",
      "disabled",
      "unchanged",
      "enabled",
    ],
    ["somebody removed its schedule: a thaw reports that", "enabled", "stale", "enabled"],
    ["it is not known whether it was disabled", "enabled", "unknown", "enabled"],
    ["it was not reached", "enabled", "not-started", "enabled"],
  ])("%s", ([, before, result, has]) => {
    const changes = freezeChanges(snapshot).map((change) =>
      change.integrationId === 1
        ? ({ ...change, before, result, error: null } as const)
        : ({ ...change, result: "done", error: null } as const),
    );
    expect(settledSnapshot(snapshot, changes).integrations.map((one) => one.before)).toEqual([has, "enabled"]);
  });
});
