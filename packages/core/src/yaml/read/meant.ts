import { isId } from "../../model/id.ts";
import { appearance } from "../../model/look-alike.ts";
import { suggest } from "./suggest.ts";

/** The id that another notation of a number means. null: it is not clear. */
export function meantId(written: string): number | null {
  const digits = appearance(written)
    .trim()
    .replaceAll(/(?<=\d)[_,' ](?=\d{3}(?!\d))/g, "")
    .replace(/^\+/, "");
  if (!number.test(digits)) return null;
  const id = Number(digits.replace(/^0+(?=\d)/, ""));
  return isId(id) ? id : null;
}

const number = /^(?:\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|0x[0-9a-fA-F]+|0o[0-7]+)$/;

/** `enabled` or `disabled` by what people write for them, null if neither is close. */
export function meantSchedule(written: string): string | null {
  return meantWord(written, "enabled", "disabled");
}

/** `true` or `false` by what people write for them, null if neither is close. */
export function meantBoolean(written: string): string | null {
  return meantWord(written, "true", "false");
}

/** The limit that another notation means. null: it is not clear. */
export function meantLimit(written: string): string | null {
  const [, amount = "", unit = ""] = /^\s*(\d{1,9})(?:\.0*)?\s*(%|percent|pct)?\s*$/i.exec(appearance(written)) ?? [];
  if (amount === "" || (unit !== "" && Number(amount) > 100)) return null;
  return `${Number(amount)}${unit === "" ? "" : "%"}`;
}

function meantWord(written: string, yes: string, no: string): string | null {
  const word = appearance(written).trim().toLowerCase();
  if (on.has(word)) return yes;
  if (off.has(word)) return no;
  return suggest(word, [yes, no]);
}

const on: ReadonlySet<string> = new Set(
  "on yes true y t 1 enable enabled active activated start started run running resume resumed scheduled".split(" "),
);
const off: ReadonlySet<string> = new Set(
  "off no false n f 0 disable disabled inactive deactivated stop stopped pause paused suspend suspended".split(" "),
);
