import type { Check } from "../../doctor/check.ts";
import type { Style } from "../../process/style.ts";
import { visible } from "../escape.ts";
import { table } from "./table.ts";

/** What `doctor` checked: a line for each check, and below it what to do. */
export function checksText(checks: readonly Check[], style: Style): string {
  const paint = { ok: style.green, warn: style.yellow, fail: style.red, skip: style.dim };
  const lines = table(
    checks.map(({ what, status, found }) => [
      { text: status, paint: paint[status] },
      { text: what },
      { text: visible(found) },
    ]),
  ).split("\n");
  return checks
    .map(({ next }, index) => `${lines[index] ?? ""}\n${next === null ? "" : `        ${visible(next)}\n`}`)
    .join("");
}
