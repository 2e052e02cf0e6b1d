import { instantText, instantOf } from "@skyvia-schedules/core/instant";
import { createHash } from "node:crypto";
import { place, type Calendar, type Occurrence } from "@skyvia-schedules/core";
import { visible } from "../escape.ts";
import { rowLabel } from "./row-label.ts";

/**
 * A file for people's own calendars (RFC 5545): one event for each time at which a hold or freeze is on, in UTC. An event
 * keeps its UID as long as its hold or freeze, and its time, stay the same. `at`: milliseconds since the epoch.
 */
export function calendarIcs({ from }: Calendar, occurrences: readonly Occurrence[], at: number): string {
  const events = occurrences.flatMap((one) => eventOf(one, instantOf(from), at));
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//skyvia-schedules//calendar//EN",
    "CALSCALE:GREGORIAN",
    "X-WR-CALNAME:Skyvia schedules",
    ...events,
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

function eventOf(one: Occurrence, calendarFrom: number, at: number): string[] {
  const { by, name, schedule, reason, owner, covers, from, until, source } = one;
  const label = name ?? reason ?? "";
  const count = covers.length === 1 && covers[0] !== undefined ? rowLabel(covers[0]) : `${covers.length} entries`;
  const details = [
    ...(reason === null ? [] : [`Reason: ${reason}`]),
    ...(owner === null ? [] : [`Owner: ${owner}`]),
    `Where: ${place(source)}`,
    ...covers.slice(0, 50).map((entry) => `${entry.workspaceId}: ${rowLabel(entry)}`),
  ];
  return [
    "BEGIN:VEVENT",
    `UID:${uidOf(one)}@skyvia-schedules`,
    `DTSTAMP:${stamp(at)}`,
    `DTSTART:${stamp(from ?? Math.min(calendarFrom, until - 1000))}`,
    `DTEND:${stamp(until)}`,
    `SUMMARY:${written(`${by === "hold" ? "Hold" : "Freeze"}: ${label} (${count} ${schedule === "enabled" ? "on" : "off"})`)}`,
    `DESCRIPTION:${details.map(written).join("\\n")}`,
    `CATEGORIES:${by}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

function uidOf({ by, name, reason, schedule, from, until, covers }: Occurrence): string {
  const identity = JSON.stringify([
    by,
    name ?? reason,
    schedule,
    from,
    until,
    covers.map(({ workspaceId, integrationId, name: entry }) => [workspaceId, integrationId ?? entry]),
  ]);
  return createHash("sha256").update(identity).digest("hex").slice(0, 32);
}

function stamp(at: number): string {
  return instantText(at)
    .replace(/\.\d{3}Z$/, "Z")
    .replaceAll(/[-:]/g, "");
}

/** Text as RFC 5545 writes it. */
function written(text: string): string {
  return visible(text).replaceAll(/[\\;,]/g, (character) => `\\${character}`);
}

/** A line has 75 bytes at most; a longer one continues on the next line, after a space. */
function folded(line: string): string {
  const parts: string[] = [];
  let [part, bytes] = ["", 0];
  for (const character of line) {
    const length = Buffer.byteLength(character);
    if (bytes + length > 75) {
      parts.push(part);
      [part, bytes] = ["", 1];
    }
    part += character;
    bytes += length;
  }
  return [...parts, part].join("\r\n ");
}
