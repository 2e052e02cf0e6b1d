/** `undefined`: no schedule is defined; only the vendor's web editor can define one. */
export type ScheduleState = "enabled" | "disabled" | "undefined";

/** The states that a user may ask for. */
export type DesiredSchedule = "enabled" | "disabled";
