import { localText, type NextTransition } from "@skyvia-schedules/core";
import { instantOf } from "@skyvia-schedules/core/instant";
import { visible } from "./escape.ts";

/** The next change that time causes, in one line: what begins or ends, and what that switches. "": there is none. */
export function nextText(next: NextTransition | null): string {
  if (next === null) return "";
  const { at, by, count, to, shown } = next;
  const when = localText(instantOf(at), shown?.timeZone ?? "UTC");
  const label = by.name ?? shown?.reason ?? null;
  const what = `${by.by}${label === null ? "" : ` ${visible(JSON.stringify(label))}`}`;
  const does = to === null ? `switches ${count}` : `turns ${count} ${to === "enabled" ? "on" : "off"}`;
  return `next: ${when} ${shown?.ends === true ? "end of " : ""}${what} ${does}`;
}
