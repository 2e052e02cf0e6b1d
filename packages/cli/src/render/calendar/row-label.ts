import type { CalendarRow } from "@skyvia-schedules/core";

/** The label of a row: the id, and the name or glob if there is one. */
export function rowLabel({ integrationId, name }: Pick<CalendarRow, "integrationId" | "name">): string {
  return [integrationId === null ? "" : String(integrationId), name ?? ""].filter((part) => part !== "").join(" ");
}
