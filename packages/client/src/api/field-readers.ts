import { isId, isRunId, maxInt32 } from "./whole.ts";

/** Readers of single fields. Each throws a `ShapeError` that names the field; `at` is its place, as in `data[3]`. */

/** An answer that is not as the API describes it. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
}

/** A JSON object, fields not looked at yet. */
export type Fields = { readonly [name: string]: unknown };

export function objectAt(value: unknown, at: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw mismatch(at, value, "an object");
}

export function listAt(value: unknown, at: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw mismatch(at, value, "a list");
}

/** An id of the API: 1 to 2147483647. */
export function idField(fields: Fields, name: string, at: string): number {
  const value = fields[name];
  if (isId(value)) return value;
  if (typeof value === "number" && value > maxInt32)
    throw new ShapeError(`${join(at, name)}: ${value} is beyond int32`);
  throw mismatch(join(at, name), value, "an id (1 to 2147483647)");
}

/** The id of an execution. */
export function runIdField(fields: Fields, name: string, at: string): number {
  const value = fields[name];
  if (isRunId(value)) return value;
  throw mismatch(join(at, name), value, "a run id");
}

export function textField(fields: Fields, name: string, at: string): string {
  const value = fields[name];
  if (typeof value === "string") return value;
  throw mismatch(join(at, name), value, "a text");
}

export function booleanField(fields: Fields, name: string, at: string): boolean {
  const value = fields[name];
  if (typeof value === "boolean") return value;
  throw mismatch(join(at, name), value, "true or false");
}

export function optionalText(fields: Fields, name: string, at: string): string | null {
  return fields[name] == null ? null : textField(fields, name, at);
}

export function optionalBoolean(fields: Fields, name: string, at: string): boolean | null {
  return fields[name] == null ? null : booleanField(fields, name, at);
}

export function optionalNumber(fields: Fields, name: string, at: string): number | null {
  const value = fields[name];
  if (value == null) return null;
  if (typeof value === "number") return value;
  throw mismatch(join(at, name), value, "a number");
}

function mismatch(at: string, value: unknown, expected: string): ShapeError {
  return new ShapeError(`${at === "" ? "the body" : at}: ${shown(value)} is not ${expected}`);
}

function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}

function join(at: string, name: string): string {
  return at === "" ? name : `${at}.${name}`;
}
