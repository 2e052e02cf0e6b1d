import type { CalendarRow } from "@skyvia-schedules/core";

/** What a row is called: the id, and the name or glob where there is one. */
export function rowLabel({ integrationId, name }: Pick<CalendarRow, "integrationId" | "name">): string {
  return [integrationId === null ? "" : String(integrationId), name ?? ""].filter((part) => part !== "").join(" ");
}
