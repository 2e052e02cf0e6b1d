import { isAsDesired, place, type Action, type Change, type Source } from "@skyvia-schedules/core";
import type { Style } from "../../process/style.ts";
import { visible } from "../escape.ts";
import type { Cell } from "../terminal/row.ts";

/** Longer names are cut: one name must not make every row as wide as itself. JSON has them whole. */
const longestName = 200;

/** A foreign name, safe to print; null is empty. */
export function nameText(name: string | null): string {
  const shown = visible(name ?? "");
  if (shown.length <= longestName) return shown;
  return `${Array.from(shown)
    .slice(0, longestName - 1)
    .join("")}…`;
}

/** The first cells of every row about a schedule, after its sign: its id and name. */
export function subjectCells({ integrationId, name }: Pick<Change, "integrationId" | "name">): readonly Cell[] {
  return [
    { text: String(integrationId), align: "right" },
    { text: nameText(name), kind: "name" },
  ];
}

/** The state before and after; one state if nothing changes. */
export function stateText(change: Pick<Change, "action" | "before" | "after" | "isListed">): string {
  const isSame = change.action === "keep" || isAsDesired(change.before, change.after);
  return isSame ? liveText(change) : `${change.before} → ${change.after}`;
}

/** The live state. The listing does not distinguish a disabled schedule from one that is not defined. */
export function liveText({ before, isListed }: Pick<Change, "before" | "isListed">): string {
  return isListed === true ? "disabled or undefined" : before;
}

/** The reason for people: `first`, then the texts in the files about the hold or freeze that decides, or about the entry. Empty: there are none. */
export function noteText({ note = {} }: Pick<Change, "note">, first: string = ""): string {
  const { layer = "", reason = "", owner, match } = note;
  const glob = match === undefined ? "" : `match ${JSON.stringify(match)}`;
  const parts = [first, layer, reason, owner === undefined ? "" : `owner ${owner}`, glob];
  return visible(parts.filter((part) => part !== "").join("; "));
}

/** The place that asked for it, last in a row. */
export function placeCell(source: Source | null, style: Style): Cell {
  return { text: source === null ? "" : visible(place(source)), paint: style.minor, kind: "place" };
}

/** The sign of each action, at the start of a row. */
export const signs: Readonly<Record<Action, string>> = { enable: "+", disable: "-", skip: "~", keep: " " };

/** How an action is highlighted. */
export function painterOf(action: Action, style: Style): (text: string) => string {
  switch (action) {
    case "enable":
      return style.on;
    case "disable":
      return style.off;
    case "skip":
      return style.attention;
    case "keep":
      return style.minor;
  }
}
