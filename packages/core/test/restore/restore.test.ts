import { describe, expect, test } from "vitest";
import { restoration, type LiveNow, type Remembered, type Side } from "../../src/restore/restore.ts";
import type { ScheduleState } from "../../src/model/model.ts";

const one = (before: ScheduleState, left: ScheduleState): Remembered => ({
  workspaceId: 7,
  integrationId: 42,
  name: "Orders",
  before,
  left,
});

function outcomeOf(item: Remembered, live: LiveNow, side: Side): string {
  const { writes, settled } = restoration(
    [item],
    () => live,
    () => side,
  );
  return [...writes.map(({ action }) => action), ...settled.map(({ result }) => result)].join();
}

describe("a schedule to restore", () => {
  test.for<{
    title: string;
    before: ScheduleState;
    left: ScheduleState;
    live: LiveNow;
    none: string;
    ours: string;
    theirs: string;
  }>([
    {
      title: "is as the freeze left it",
      before: "enabled",
      left: "disabled",
      live: "disabled",
      none: "enable",
      ours: "enable",
      theirs: "enable",
    },
    {
      title: "is enabled again by somebody",
      before: "enabled",
      left: "disabled",
      live: "enabled",
      none: "unchanged",
      ours: "unchanged",
      theirs: "unchanged",
    },
    {
      title: "lost its schedule",
      before: "enabled",
      left: "disabled",
      live: "undefined",
      none: "conflict",
      ours: "conflict",
      theirs: "unchanged",
    },
    {
      title: "is gone",
      before: "enabled",
      left: "disabled",
      live: "missing",
      none: "conflict",
      ours: "conflict",
      theirs: "unchanged",
    },
    {
      title: "was disabled, and is",
      before: "disabled",
      left: "disabled",
      live: "disabled",
      none: "unchanged",
      ours: "unchanged",
      theirs: "unchanged",
    },
    {
      title: "was disabled, and somebody enabled it",
      before: "disabled",
      left: "disabled",
      live: "enabled",
      none: "conflict",
      ours: "disable",
      theirs: "unchanged",
    },
    {
      title: "was disabled, and lost its schedule",
      before: "disabled",
      left: "disabled",
      live: "undefined",
      none: "conflict",
      ours: "unchanged",
      theirs: "unchanged",
    },
    {
      title: "was disabled, and is gone",
      before: "disabled",
      left: "disabled",
      live: "missing",
      none: "conflict",
      ours: "conflict",
      theirs: "unchanged",
    },
    {
      title: "had no schedule, and has none",
      before: "undefined",
      left: "undefined",
      live: "undefined",
      none: "unchanged",
      ours: "unchanged",
      theirs: "unchanged",
    },
    {
      title: "had no schedule, and somebody defined one that is off",
      before: "undefined",
      left: "undefined",
      live: "disabled",
      none: "unchanged",
      ours: "unchanged",
      theirs: "unchanged",
    },
    {
      title: "had no schedule, and somebody defined one that is on",
      before: "undefined",
      left: "undefined",
      live: "enabled",
      none: "conflict",
      ours: "disable",
      theirs: "unchanged",
    },
    {
      title: "was enabled by the run that is undone",
      before: "disabled",
      left: "enabled",
      live: "enabled",
      none: "disable",
      ours: "disable",
      theirs: "disable",
    },
    {
      title: "was enabled by the run, and disabled again",
      before: "disabled",
      left: "enabled",
      live: "disabled",
      none: "unchanged",
      ours: "unchanged",
      theirs: "unchanged",
    },
  ])("that $title", ({ before, left, live, none, ours, theirs }) => {
    const item = one(before, left);
    expect({
      none: outcomeOf(item, live, null),
      ours: outcomeOf(item, live, "ours"),
      theirs: outcomeOf(item, live, "theirs"),
    }).toEqual({ none, ours, theirs });
  });
});

test("a conflict has the earlier state, the live state, and the flag that decides it", () => {
  const { settled } = restoration(
    [one("disabled", "disabled")],
    () => "enabled",
    () => null,
  );
  expect(settled[0]?.error).toEqual({
    code: "conflict",
    message: "integration 42 was disabled, and somebody enabled it since",
    next: "Pass --ours 42 to restore it, or --theirs 42 to leave it as it is.",
  });
});

test("writes and settled schedules come by workspace and id", () => {
  const items = [9, 2, 11].map((integrationId) => ({ ...one("enabled", "disabled"), integrationId }));
  const { writes } = restoration(
    items,
    () => "disabled",
    () => null,
  );
  expect(writes.map(({ integrationId }) => integrationId)).toEqual([2, 9, 11]);
});
