import { entryDefaults, noNotes, type DesiredEntry, type DesiredSchedule, type Source } from "@skyvia-schedules/core";

/** An entry that enforces one schedule by id and asserts nothing. */
export function entryById(id: number, schedule: DesiredSchedule, source: Source): DesiredEntry {
  return {
    selector: { kind: "id", id },
    name: null,
    schedule,
    mode: entryDefaults.mode,
    ...noNotes,
    protectedSource: null,
    source,
    selectorSource: source,
    nameSource: null,
    defaults: [],
  };
}
