import type { Check } from "../../doctor/check.ts";
import type { Style } from "../../process/style.ts";
import { visible } from "../escape.ts";
import { tableLines } from "../terminal/table.ts";
import { wrapLines } from "../terminal/wrap.ts";

/** What `doctor` checked: a line for each check, and below it what to do. */
export function checksText(checks: readonly Check[], style: Style): string {
  const paint = { ok: style.good, warn: style.attention, fail: style.bad, skip: style.minor };
  const rows = checks.map(({ what, status, found }) => [
    { text: status, paint: paint[status] },
    { text: what },
    { text: visible(found) },
  ]);
  const lines = tableLines(rows, style.width);
  return checks
    .map(({ next }, index) => {
      const advice = next === null ? "" : wrapLines(`        ${visible(next)}\n`, style.width, 0);
      return `${lines[index]?.join("") ?? ""}${advice}`;
    })
    .join("");
}
