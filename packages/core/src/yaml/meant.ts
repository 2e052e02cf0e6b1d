import { suggest } from "./suggest.ts";

/** The id that was meant by another way of writing a number, null where none can be told. */
export function meantId(written: string): number | null {
  const digits = written
    .trim()
    .replaceAll(/(?<=\d)[_,' ](?=\d{3}(?!\d))/g, "")
    .replace(/^\+/, "");
  if (!number.test(digits)) return null;
  const id = Number(digits.replace(/^0+(?=\d)/, ""));
  return Number.isInteger(id) && id >= 1 && id <= 2147483647 ? id : null;
}

const number = /^(?:\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|0x[0-9a-fA-F]+|0o[0-7]+)$/;

/** `enabled` or `disabled` by what people write for them, null where neither is near. */
export function meantSchedule(written: string): string | null {
  const word = written.trim().toLowerCase();
  if (on.has(word)) return "enabled";
  if (off.has(word)) return "disabled";
  return suggest(word, ["enabled", "disabled"]);
}

const on: ReadonlySet<string> = new Set(
  "on yes true y t 1 enable active activated start started run running resume resumed scheduled".split(" "),
);
const off: ReadonlySet<string> = new Set(
  "off no false n f 0 disable inactive deactivated stop stopped pause paused suspend suspended".split(" "),
);
