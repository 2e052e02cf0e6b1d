import { suggest } from "@skyvia-schedules/core/suggest";
import { disguiseNote, isId, largestId } from "@skyvia-schedules/core";
import { isAbsent, isObject, isUnknown, type Properties } from "./properties.ts";

/** A wrong input: its place, as Pulumi writes property paths, and what to write instead. */
export interface Finding {
  readonly path: string;
  readonly reason: string;
}

/** Checks a value: null if it is right, else a text that says what it must be. */
export type Rule = (value: unknown) => string | null;

/** The rule of a property. */
export interface PropertyRule {
  readonly required?: boolean;
  /** Everything wrong with a value that is given and known. */
  readonly check: (value: unknown, path: string) => Finding[];
}

/** All findings about properties: each missing one, each wrong value, each unknown key. */
export function checkProperties(
  properties: Properties,
  rules: Readonly<Record<string, PropertyRule>>,
  at: string = "",
): Finding[] {
  const names = Object.keys(rules);
  const missing = names.filter((name) => rules[name]?.required === true && isAbsent(properties[name]));
  return [
    ...missing.map((name) => ({ path: join(at, name), reason: "is required" })),
    ...Object.entries(properties).flatMap(([name, value]) => {
      if (name.startsWith("__") || isAbsent(value) || isUnknown(value)) return [];
      const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
      if (rule !== undefined) return rule.check(value, join(at, name));
      const meant = suggest(name, names);
      return [
        {
          path: join(at, name),
          reason: `is not a property${disguiseNote(name)}${meant === null ? "" : `; did you mean ${meant}?`}`,
        },
      ];
    }),
  ];
}

/** A rule for a value that has no parts. */
export function plain(rule: Rule): PropertyRule["check"] {
  return (value, path) => {
    const reason = rule(value);
    return reason === null ? [] : [{ path, reason }];
  };
}

/** A workspace id or an integration id. */
export const anId: Rule = (value) => {
  if (isId(value)) return null;
  const hint = typeof value === "string" && /^\d+$/.test(value) ? ` (a number, not a string: ${value})` : "";
  return `must be a whole number from 1 to ${largestId}, not ${shown(value)}${hint}`;
};

/** A name to assert or to select by. */
export const aName: Rule = (value) =>
  typeof value === "string" && value !== "" ? null : `must be a text that is not empty, not ${shown(value)}`;

/** A boolean of the program. */
export const aBoolean: Rule = (value) =>
  typeof value === "boolean" ? null : `must be true or false, not ${shown(value)}`;

/** One of some words. */
export function oneOf(...words: readonly string[]): Rule {
  return (value) => {
    if (typeof value === "string" && words.includes(value)) return null;
    const meant = typeof value === "string" ? suggest(value, words) : null;
    const hint = meant === null ? "" : `; did you mean "${meant}"?`;
    return `must be ${listed(words)}, not ${shown(value)}${hint}`;
  };
}

/** A value as it is quoted in a message, not too long. */
export function shown(value: unknown): string {
  if (isObject(value)) return "an object";
  if (Array.isArray(value)) return "a list";
  const text = JSON.stringify(value) ?? String(value);
  const short = text.length > 60 ? `${text.slice(0, 60)}...` : text;
  return `${short}${typeof value === "string" ? disguiseNote(value) : ""}`;
}

/** A property path: `schedules["456"]`, `entries[0].name`. */
export function join(at: string, name: string): string {
  if (!/^[A-Za-z_]\w*$/.test(name)) return `${at}[${JSON.stringify(name)}]`;
  return at === "" ? name : `${at}.${name}`;
}

function listed(words: readonly string[]): string {
  const quoted = words.map((word) => `"${word}"`);
  return `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1) ?? ""}`;
}
