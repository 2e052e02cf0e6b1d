import { isAlias, isSeq, type Node, type YAMLSeq } from "yaml";
import { areSame, essenceOf, overlaysEssence } from "../../model/essence.ts";
import type { Overlays } from "../../model/overlay.ts";
import type { Source } from "../../model/model.ts";
import { pastOverlays } from "../../overlays/past.ts";
import { place } from "../../model/place.ts";
import { problem, type Problem } from "../../problems/problem.ts";
import type { ConfigFile } from "../read/config-file.ts";
import { decode, markOf } from "../read/decode.ts";
import { loadText } from "../read/load-desired.ts";
import { createLocator } from "../read/locator.ts";
import { offsetOf } from "../read/plain-value.ts";
import { readDocument } from "../read/read-document.ts";
import { applyEdits, type Edit } from "./edit.ts";
import { appendItems, appendList, isMapping, removeItems, type Mapping, type NewItem } from "./insertion.ts";
import { freezeItem, holdItem, type WrittenFreeze, type WrittenHold } from "./write-overlay.ts";

/** A file with other holds and freezes. It may not be written if there are problems. */
export interface EditedOverlays {
  /** The text to write, with its byte order mark if it had one. */
  readonly text: string;
  readonly problems: readonly Problem[];
}

type Key = "holds" | "freezes";

/**
 * Adds a hold to a file, and deletes those whose first keys are at `replaced`; every other byte stays. Loading the result
 * gives what the file gave except for these holds. Where that is not possible, a problem says so.
 */
export function addHold(file: ConfigFile, hold: WrittenHold, replaced: readonly Source[] = []): EditedOverlays {
  return edit(file, { removed: replaced, key: "holds", added: holdItem(hold) });
}

/** Deletes the holds whose first keys are at `removed`, by the same rules. */
export function removeHolds(file: ConfigFile, removed: readonly Source[]): EditedOverlays {
  return edit(file, { removed, key: "holds", added: null });
}

/** Adds a freeze to a file, by the same rules. */
export function addFreeze(file: ConfigFile, freeze: WrittenFreeze): EditedOverlays {
  return edit(file, { removed: [], key: "freezes", added: freezeItem(freeze) });
}

/** Deletes the holds and freezes of a file that are over at an instant, in milliseconds since the epoch; nothing else. */
export function removePast(file: ConfigFile, at: number): EditedOverlays {
  const text = decode(file);
  if (typeof text !== "string") return { text: "", problems: [text] };
  const past = pastOverlays(loadText(file.file, text).desired.overlays, at);
  return edit(file, { removed: past.map(({ source }) => source), key: "holds", added: null });
}

interface Wanted {
  /** Places of first keys. */
  readonly removed: readonly Source[];
  readonly key: Key;
  readonly added: NewItem | null;
}

function edit(file: ConfigFile, wanted: Wanted): EditedOverlays {
  const text = decode(file);
  if (typeof text !== "string") return { text: "", problems: [text] };
  const { contents } = readDocument(text, createLocator(file.file, text));
  const edits = isMapping(contents) ? editsOf(file.file, text, contents, wanted) : null;
  const edited = edits === null ? null : applyEdits(text, edits);
  if (edited === null || !isAsWanted(file.file, text, edited, wanted)) {
    const found = problem("overlay-edit-not-possible", { file: file.file, line: 1, column: 1 }, {});
    return { text: markOf(file) + text, problems: [found] };
  }
  return { text: markOf(file) + edited, problems: [] };
}

/** null: something is shared through an alias. */
function editsOf(file: string, text: string, contents: Mapping, { removed, key, added }: Wanted): Edit[] | null {
  const places = new Set(removed.map(place));
  const locate = createLocator(file, text);
  const isRemoved = (item: Node): boolean =>
    isMapping(item) && item.items[0] !== undefined && places.has(place(locate(offsetOf(item.items[0].key))));
  const edits: Edit[] = [];
  for (const name of ["holds", "freezes"] as const) {
    const list = contents.items.find((pair) => pair.key.value === name)?.value;
    if (isAlias(list)) return null;
    const own = isSeq<Node>(list) ? list : null;
    const gone = own?.items.filter(isRemoved) ?? [];
    const item = name === key ? added : null;
    if (own !== null && gone.length > 0) edits.push(...removeItems(text, contents, own, gone, item));
    else if (item !== null) edits.push(...append(text, contents, name, own, item));
  }
  return edits;
}

function append(text: string, contents: Mapping, key: Key, list: YAMLSeq<Node> | null, item: NewItem): Edit[] {
  return list === null ? [appendList(text, contents, key, [item])] : appendItems(text, contents, list, [item]);
}

/** Whether a text gives the same as another one, without the removed items and with the added one. */
function isAsWanted(file: string, before: string, after: string, { removed, key, added }: Wanted): boolean {
  const [old, now] = [loadText(file, before), loadText(file, after)];
  const places = new Set(removed.map(place));
  const kept = <T extends { readonly source: Source }>(list: readonly T[]): T[] =>
    list.filter(({ source }) => !places.has(place(source)));
  const left: Overlays = { holds: kept(old.desired.overlays.holds), freezes: kept(old.desired.overlays.freezes) };
  const found = now.desired.overlays;
  const isSame = (own: Key): boolean => {
    const [wanted, got] = [overlaysEssence(left)[own], overlaysEssence(found)[own]];
    const more = added !== null && own === key ? 1 : 0;
    return (
      got.length === wanted.length + more && JSON.stringify(got.slice(0, wanted.length)) === JSON.stringify(wanted)
    );
  };
  const workspaces = [old, now].map(({ desired }) => desired.workspaces.map(essenceOf));
  const isWhole = now.problems.every(({ code }) => old.problems.some((one) => one.code === code));
  return isWhole && isSame("holds") && isSame("freezes") && areSame(workspaces[0] ?? [], workspaces[1] ?? []);
}
