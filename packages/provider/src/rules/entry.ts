import type { DesiredEntry, DesiredSchedule, Source } from "@skyvia-schedules/core";

/** An entry that enforces one schedule by id and asserts nothing. */
export function entryById(id: number, schedule: DesiredSchedule, source: Source): DesiredEntry {
  return {
    selector: { kind: "id", id },
    name: null,
    schedule,
    mode: "enforce",
    owner: null,
    reason: null,
    tags: [],
    protectedSource: null,
    source,
    selectorSource: source,
    nameSource: null,
  };
}
