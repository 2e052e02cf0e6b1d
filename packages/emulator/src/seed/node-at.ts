import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from "yaml";

/** The node at a path; of a key that is missing, the map it is missing from. Aliases are followed. */
export function nodeAt(document: Document.Parsed, path: readonly string[]): Node | null {
  let node = resolve(document.contents, document);
  for (const part of path) {
    const next: Node | null | undefined = isSeq<Node>(node) ? node.items[Number(part)] : pairAt(node, part)?.value;
    if (next == null) return node;
    node = resolve(next, document);
  }
  return node;
}

/** The key that ends a path. */
export function keyAt(document: Document.Parsed, path: readonly string[]): Node | null {
  const map = nodeAt(document, path.slice(0, -1));
  return pairAt(map, path.at(-1) ?? "")?.key ?? map;
}

/** A scalar as it is written; null: it is none. */
export function sourceAt(document: Document.Parsed, path: readonly string[]): string | null {
  const node = nodeAt(document, path);
  return isScalar(node) ? (node.source ?? null) : null;
}

function pairAt(node: Node | null, name: string): Pair<Node, Node | null> | undefined {
  if (!isMap<Node, Node | null>(node)) return undefined;
  return node.items.find(({ key }) => isScalar(key) && String(key.value) === name);
}

function resolve(node: Node | null, document: Document.Parsed): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? null) : node;
}
