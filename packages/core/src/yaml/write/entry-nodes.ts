import { isAlias, isMap, isSeq, type Alias, type Node, type YAMLSeq } from "yaml";
import type { Source } from "../../model/model.ts";
import { place } from "../../model/place.ts";
import { pairOf } from "../read/document-nodes.ts";
import { isMapping, type Mapping } from "./insertion.ts";
import { createLocator } from "../read/locator.ts";
import { offsetOf, readPlainValue } from "../read/plain-value.ts";
import { readDocument } from "../read/read-document.ts";

/** The place of an entry in a document. */
export interface EntryNode {
  readonly workspace: Mapping;
  readonly list: YAMLSeq;
  readonly item: Node;
  /** Of its `schedule`. */
  readonly value: Node;
}

/** Finds entries by the place of their `schedule`. */
export interface EntryNodes {
  /** `shared`: the path to it goes through an alias or an anchor, so it may be part of more than one entry. */
  at(source: Source): EntryNode | "shared" | undefined;
}

/** The entries of a document that fits the schema. */
export function findEntryNodes(file: string, text: string): EntryNodes {
  const locate = createLocator(file, text);
  const { contents } = readDocument(text, locate);
  const found = new Map<string, EntryNode | "shared">();
  if (contents === null) return { at: () => undefined };
  const { targets } = readPlainValue(contents, locate);
  for (const node of entryNodes(contents, targets)) {
    const key = place(locate(offsetOf(node.value)));
    found.set(key, node.isShared || found.has(key) ? "shared" : node);
  }
  return { at: (source) => found.get(place(source)) };
}

type Walked = EntryNode & { readonly isShared: boolean };

/** Every entry, with aliases followed. */
function* entryNodes(contents: Node, targets: ReadonlyMap<Alias, Node>): Generator<Walked> {
  const follow = (node: Node | null | undefined): Step => {
    const target = isAlias(node) ? targets.get(node) : node;
    const isShared = isAlias(node) || (target != null && "anchor" in target && target.anchor !== undefined);
    return { node: target, isShared };
  };
  const root = follow(contents);
  const workspaces = follow(pairOf(root.node ?? undefined, "workspaces")?.value);
  for (const workspace of itemsOf(workspaces.node).map(follow)) {
    const list = follow(pairOf(workspace.node ?? undefined, "integrations")?.value);
    for (const item of itemsOf(list.node).map(follow)) {
      const value = pairOf(item.node ?? undefined, "schedule")?.value;
      if (value == null || !isMap(item.node) || !isMapping(workspace.node) || !isSeq(list.node)) continue;
      const isShared = [root, workspaces, workspace, list, item, follow(value)].some((step) => step.isShared);
      yield { workspace: workspace.node, list: list.node, item: item.node, value, isShared };
    }
  }
}

interface Step {
  readonly node: Node | null | undefined;
  readonly isShared: boolean;
}

function itemsOf(list: Node | null | undefined): readonly Node[] {
  return isSeq<Node>(list) ? list.items : [];
}
