import { parseDuration } from "@skyvia-schedules/core/duration";
import { largestId } from "@skyvia-schedules/core/id";
import type { Criterion, Limit, Override } from "@skyvia-schedules/core";
import { shells, type Shell } from "../completion/shells.ts";
import { instantOf, instantText, parseInstant } from "@skyvia-schedules/core/instant";

// The parsers of the values of flags and arguments. Each throws a SyntaxError that says what is needed.

/** Any text but none. */
export function text(value: string): string {
  if (value === "") throw new SyntaxError("it is empty");
  return value;
}

const tokenVariableName = /^SKYVIA_TOKEN_(?!(?:.*_)?FILE$)[A-Z0-9_]+$/;

/** The name of an environment variable with a token, as `tokenFrom` of a file takes it. */
export function tokenVariable(value: string): string {
  if (tokenVariableName.test(value)) return value;
  throw new SyntaxError("the name of a variable such as SKYVIA_TOKEN_WEST is needed");
}

/** A whole number between two bounds, in decimal digits. */
export const whole =
  (least: number, most: number) =>
  (value: string): number => {
    const number = /^(0|[1-9]\d*)$/.test(value) ? Number(value) : NaN;
    if (!(number >= least && number <= most))
      throw new SyntaxError(`a whole number from ${least} to ${most} is needed`);
    return number;
  };

/** A duration such as `30s`, `5m`, `2h` or `250ms`, in milliseconds. */
export function duration(value: string): number {
  const [, digits = "", unit] = /^0*(\d{1,9})(ms|[smhd])$/.exec(value) ?? [];
  const found = unit === "ms" ? Number(digits) : parseDuration(`${digits}${unit ?? ""}`);
  if (found === null || found === 0) throw new SyntaxError("a duration such as 30s, 5m or 2h is needed");
  return found;
}

/** A duration such as `30s`, `15m`, `4h` or `30d`, in milliseconds. */
export function longDuration(value: string): number {
  const found = parseDuration(value);
  if (found === null) throw new SyntaxError("a duration such as 30s, 15m, 4h or 30d is needed");
  return found;
}

/** An instant as RFC 3339 writes it, in milliseconds since the epoch. */
export function instant(value: string): number {
  const found = parseInstant(value);
  if (found === null) throw new SyntaxError("an instant such as 2026-12-31T18:00:00+01:00 is needed");
  return found.at;
}

/** A time between two sweeps, from 1 s to 24 h, in milliseconds. */
export function interval(value: string): number {
  const found = parseDuration(value);
  if (found === null || found > 86_400_000) throw new SyntaxError("a duration from 1s to 24h is needed, such as 15m");
  return found;
}

/** An address to listen on, such as `127.0.0.1:9464` or `[::1]:9464`; port 0 is any free one. */
export function listenAddress(value: string): { readonly host: string; readonly port: number } {
  const [, bracketed, plain, port = ""] = /^(?:\[([\da-f:.]+)\]|([^\s:[\]]+)):(\d{1,5})$/i.exec(value) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined || Number(port) > 65_535) {
    throw new SyntaxError("a host and a port are needed, such as 127.0.0.1:9464");
  }
  return { host, port: Number(port) };
}

/** An id of the API, in decimal digits. */
export const id: (value: string) => number = whole(1, largestId);

/** Upper bound of the calls in flight, or `auto`. */
export function concurrency(value: string): number | "auto" {
  if (value === "auto") return value;
  if (/^[1-9]\d{0,2}$/.test(value) && Number(value) <= 256) return Number(value);
  throw new SyntaxError("`auto` or a whole number from 1 to 256 is needed");
}

/** A limit: a count, or whole percent. */
export function limit(value: string): Limit {
  if (/^(?:0|[1-9]\d?|100)%$/.test(value)) return value as Limit;
  if (/^(?:0|[1-9]\d{0,8})$/.test(value)) return Number(value);
  throw new SyntaxError("a count such as 25, or whole percent from 0% to 100%, is needed");
}

/** `protected:456` or `flap:456`; `protected:123/456` where several workspaces have such an id. */
export function override(value: string): Override {
  const [, of, workspaceId, integrationId = ""] = /^(protected|flap):(?:(\d+)\/)?(\d+)$/.exec(value) ?? [];
  if (integrationId === "") throw new SyntaxError("protected:<id> or flap:<id> is needed, such as protected:456");
  return {
    of: of === "flap" ? of : "protected",
    workspaceId: workspaceId === undefined ? null : id(workspaceId),
    integrationId: id(integrationId),
  };
}

/** Ids with commas between them, or `all`. */
export function accepting(value: string): readonly number[] | "all" {
  if (value === "all") return value;
  try {
    return [...new Set(value.split(",").map((part) => id(part.trim())))];
  } catch {
    throw new SyntaxError("`all`, or ids with commas between them, such as 101,107, is needed");
  }
}

/** The id of an execution: decimal digits, from 1. */
export const runId: (value: string) => number = whole(0, Number.MAX_SAFE_INTEGER);

/** One of `id:456`, `name:stg-*`, `tag:finance`, `owner:ana`. */
export function criterion(value: string): Criterion {
  const [, kind, rest = ""] = /^(id|name|tag|owner):(.+)$/s.exec(value) ?? [];
  switch (kind) {
    case "id":
      return { kind, id: id(rest) };
    case "name":
      return { kind, glob: rest };
    case "tag":
      return { kind, tag: rest };
    case "owner":
      return { kind, owner: rest };
    default:
      throw new SyntaxError("one of id:456, name:stg-*, tag:finance, owner:ana is needed");
  }
}

/** A date (its first moment in UTC) or a date-time with its zone, as the date-time in UTC that the API takes. */
export function dateTime(value: string): string {
  const iso = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;
  const time = iso.test(value) ? instantOf(value) : NaN;
  if (Number.isNaN(time)) throw new SyntaxError("a date, or a date-time such as 2026-11-24T06:00:00Z, is needed");
  return instantText(time);
}

/** What `schema` prints the JSON Schema of. */
export type SchemaName = (typeof schemaNames)[number];
export const schemaNames = ["yaml", "plan", "output", "ledger", "seed"] as const;

/** One of the words that `schema` takes. */
export function schemaName(value: string): SchemaName {
  const found = schemaNames.find((name) => name === value);
  if (found === undefined) throw new SyntaxError(`one of ${schemaNames.join(", ")} is needed`);
  return found;
}

/** One of the shells that `completion` prints a script for. */
export function shell(value: string): Shell {
  const found = shells.find((name) => name === value);
  if (found === undefined) throw new SyntaxError(`one of ${shells.join(", ")} is needed`);
  return found;
}
