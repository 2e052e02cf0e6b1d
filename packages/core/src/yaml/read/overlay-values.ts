import { isMap, isScalar, isSeq, parseDocument, type Node } from "yaml";
import type { DesiredWorkspace, Source } from "../../model/model.ts";
import type { Overlays } from "../../model/overlay.ts";
import type { Problem } from "../../problems/problem.ts";
import type { Locator } from "./locator.ts";
import { mergeOverlays, type OverlayRules } from "./merge-overlays.ts";
import { readConfigText } from "./read-config.ts";

/** Holds and freezes that a program gives as values, with the keys that they have in a file. */
export interface OverlayValues {
  readonly holds?: unknown;
  readonly freezes?: unknown;
}

/** The holds and freezes of a workspace. Use them only if no problem was found. */
export interface OverlayValuesRead {
  readonly overlays: Overlays;
  readonly problems: readonly Problem[];
}

/**
 * Reads the holds and freezes of one workspace by the rules of the files: each value is written as YAML and read again, so that all messages are the same.
 * `workspace` may be left out. `placeOf` makes places of property paths, such as `holds[0].until`.
 */
export function readOverlayValues(
  { holds, freezes }: OverlayValues,
  workspace: DesiredWorkspace,
  rules: OverlayRules,
  placeOf: (path: string) => Source,
): OverlayValuesRead {
  const items = { holds: withWorkspace(holds, workspace.id), freezes: withWorkspace(freezes, workspace.id) };
  const text = JSON.stringify({ version: 1, ...items });
  if (items.holds === undefined && items.freezes === undefined) {
    return { overlays: { holds: [], freezes: [] }, problems: [] };
  }
  const read = readConfigText("", text, createValueLocator(text, placeOf));
  const { overlays, problems } = mergeOverlays([read.overlays], [workspace], rules);
  return { overlays, problems: [...read.problems, ...problems] };
}

/** `workspace` comes first, so that the place of the first key, which is that of an item, is no other key's place. */
function withWorkspace(items: unknown, id: number): unknown {
  if (items === undefined || items === null) return undefined;
  if (!Array.isArray(items)) return items;
  return items.map((item: unknown) =>
    typeof item === "object" && item !== null && !Array.isArray(item) ? { workspace: id, ...item } : item,
  );
}

/** The places of a text that was made of values. */
function createValueLocator(text: string, placeOf: (path: string) => Source): Locator {
  const starts: { readonly at: number; readonly path: string }[] = [];
  const visit = (node: Node | null, path: string): void => {
    starts.push({ at: node?.range?.[0] ?? 0, path });
    if (isSeq<Node>(node)) node.items.forEach((item, index) => visit(item, `${path}[${index}]`));
    if (!isMap<Node, Node | null>(node)) return;
    for (const { key, value } of node.items) {
      const name = isScalar(key) ? String(key.value) : "";
      const inner = path === "" ? name : `${path}.${name}`;
      starts.push({ at: key.range?.[0] ?? 0, path: name === "workspace" ? path : inner });
      visit(value, inner);
    }
  };
  visit(parseDocument(text).contents, "");
  return (offset) => placeOf(starts.findLast(({ at }) => at <= offset)?.path ?? "");
}
