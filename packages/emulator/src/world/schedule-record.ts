/** A schedule that is defined. Plain data: it is saved as it is. */
export interface ScheduleRecord {
  active: boolean;
  /** What reads still answer after a write: until a time, or for a number of reads. */
  lag?: { active: boolean; until: number | null; reads: number | null };
  /** What it becomes by itself at a time. */
  flip?: { active: boolean; at: number };
}

/** What the schedule is at a time. */
export function activeAt(schedule: ScheduleRecord, now: number): boolean {
  return schedule.flip !== undefined && now >= schedule.flip.at ? schedule.flip.active : schedule.active;
}

/** What a listing at a time shows: it lags as reads do, without using up the reads a lag counts. */
export function listedActive(schedule: ScheduleRecord, now: number): boolean {
  const { lag } = schedule;
  if (lag === undefined) return activeAt(schedule, now);
  const lags = (lag.until !== null && now < lag.until) || (lag.reads !== null && lag.reads > 0);
  return lags ? lag.active : activeAt(schedule, now);
}

/** What a read at a time answers; a lag that counts reads is used up by one. */
export function readActive(schedule: ScheduleRecord, now: number): boolean {
  const active = listedActive(schedule, now);
  if (schedule.lag?.reads) schedule.lag.reads -= 1;
  return active;
}

/** Writes a schedule, which ends every lag and flip on it. Answers whether anything changed. */
export function writeActive(schedule: ScheduleRecord, active: boolean): boolean {
  const changes = schedule.active !== active || schedule.lag !== undefined || schedule.flip !== undefined;
  schedule.active = active;
  delete schedule.lag;
  delete schedule.flip;
  return changes;
}
