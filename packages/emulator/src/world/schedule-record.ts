/** A schedule that is defined. Plain data: it is saved as it is. */
export interface ScheduleRecord {
  active: boolean;
  /** The state that reads still return after a write: until a time, or for a number of reads. */
  lag?: { active: boolean; until: number | null; reads: number | null };
  /** The state that it changes to by itself at a time. */
  flip?: { active: boolean; at: number };
}

/** The state of the schedule at a time. */
export function activeAt(schedule: ScheduleRecord, now: number): boolean {
  return schedule.flip !== undefined && now >= schedule.flip.at ? schedule.flip.active : schedule.active;
}

/** The state that a listing shows at a time. It lags as reads do, but does not count as a read. */
export function listedActive(schedule: ScheduleRecord, now: number): boolean {
  const { lag } = schedule;
  if (lag === undefined) return activeAt(schedule, now);
  const lags = (lag.until !== null && now < lag.until) || (lag.reads !== null && lag.reads > 0);
  return lags ? lag.active : activeAt(schedule, now);
}

/** The state that a read returns at a time. It counts as one read of a lag. */
export function readActive(schedule: ScheduleRecord, now: number): boolean {
  const active = listedActive(schedule, now);
  if (schedule.lag?.reads) schedule.lag.reads -= 1;
  return active;
}

/** Writes a schedule, which ends every lag and flip on it. Returns whether anything changed. */
export function writeActive(schedule: ScheduleRecord, active: boolean): boolean {
  const changes = schedule.active !== active || schedule.lag !== undefined || schedule.flip !== undefined;
  schedule.active = active;
  delete schedule.lag;
  delete schedule.flip;
  return changes;
}
