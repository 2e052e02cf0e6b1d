import { isAlias, isMap, isScalar, isSeq, type Alias, type Node, type Pair, type Scalar, type YAMLMap } from "yaml";
import { place } from "../../model/place.ts";
import { problem, type Problem } from "../../problems/problem.ts";
import { maxAliasedValues, maxDepth } from "./limits.ts";
import type { Locator } from "./locator.ts";
import { plainValue, type ScalarValue } from "./scalar-value.ts";

/** A value without its places. Mappings have no prototype to reach: `__proto__` is a key like any other. */
export type PlainValue = ScalarValue | readonly PlainValue[] | PlainMapping;
export interface PlainMapping {
  [key: string]: PlainValue | undefined;
}

/** A document as plain values, the targets of its aliases, and the problems: everything that YAML allows but this format does not. */
export interface PlainRead {
  readonly value: PlainValue;
  readonly targets: ReadonlyMap<Alias, Node>;
  readonly problems: readonly Problem[];
}

/** Reads nodes as plain values by the core schema: no tags, no merge keys, unique text keys, bounded aliases. */
export function readPlainValue(contents: Node, locate: Locator): PlainRead {
  const reader = new PlainReader(locate);
  const value = reader.read(contents, 0);
  return { value, targets: reader.targets, problems: reader.problems };
}

/** Fast to make, and without a prototype chain that a key could reach. */
const Mapping = function () {} as unknown as new () => PlainMapping;
Mapping.prototype = Object.create(null);

interface Anchored {
  readonly node: Node;
  value: PlainValue;
  /** How many values it has, aliased ones included. -1 while it is read. */
  weight: number;
  /** How many levels of lists and mappings it has. */
  height: number;
}

class PlainReader {
  readonly targets = new Map<Alias, Node>();
  readonly problems: Problem[] = [];
  readonly #locate: Locator;
  readonly #anchors = new Map<string, Anchored>();
  #weight = 0;
  #aliased = 0;
  #deepest = 0;

  constructor(locate: Locator) {
    this.#locate = locate;
  }

  read(node: Node | null | undefined, depth: number): PlainValue {
    this.#weight++;
    if (node == null) return null;
    if (isAlias(node)) return this.#readAlias(node, depth);
    const { anchor, tag } = node as Scalar | YAMLMap;
    if (tag !== undefined) this.#refuse("tag-not-allowed", node, { tag: shortTag(tag) });
    return anchor === undefined ? this.#readContents(node, depth) : this.#readAnchored(anchor, node, depth);
  }

  #readContents(node: Node, depth: number): PlainValue {
    if (isScalar(node)) return node.type === "PLAIN" ? plainValue(node.source ?? "") : (node.value as string);
    if (depth + 1 > this.#deepest) this.#deepest = depth + 1;
    if (isMap(node)) return this.#readMapping(node, depth + 1);
    return isSeq<Node>(node) ? node.items.map((item) => this.read(item, depth + 1)) : null;
  }

  #readMapping({ items }: YAMLMap, depth: number): PlainMapping {
    const mapping = new Mapping();
    for (const pair of items as Pair<Node, Node | null>[]) {
      const key = this.#readKey(pair.key);
      const value = this.read(pair.value, depth);
      if (key === null) continue;
      if (key in mapping) this.#refuseDuplicate(key, pair.key, items as Pair<Node>[]);
      else mapping[key] = value;
    }
    return mapping;
  }

  #readKey(node: Node): string | null {
    if (!isScalar(node)) {
      this.#refuse("key-not-text", node, {});
      return null;
    }
    if (node.tag !== undefined) this.#refuse("tag-not-allowed", node, { tag: shortTag(node.tag) });
    if (node.anchor !== undefined) {
      this.#anchors.set(node.anchor, { node, value: node.value as string, weight: 1, height: 0 });
    }
    if (node.value !== "<<" || node.type !== "PLAIN") return node.value as string;
    this.#refuse("merge-key", node, {});
    return null;
  }

  #refuseDuplicate(key: string, node: Node, items: readonly Pair<Node>[]): void {
    const first = items.find((pair) => isScalar(pair.key) && pair.key.value === key)?.key ?? node;
    this.#refuse("duplicate-key", node, { key, first: place(this.#locate(offsetOf(first))) });
  }

  #readAnchored(name: string, node: Node, depth: number): PlainValue {
    const anchored: Anchored = { node, value: null, weight: -1, height: 0 };
    this.#anchors.set(name, anchored);
    const [weight, deepest] = [this.#weight, this.#deepest];
    this.#deepest = depth;
    anchored.value = this.#readContents(node, depth);
    anchored.height = this.#deepest - depth;
    anchored.weight = this.#weight - weight + 1;
    this.#deepest = Math.max(deepest, this.#deepest);
    return anchored.value;
  }

  /** An alias shares the value of its anchor, so that the time to read a file depends on its length, not on its expanded size. */
  #readAlias(alias: Alias, depth: number): PlainValue {
    const anchored = this.#anchors.get(alias.source);
    if (anchored === undefined) return this.#refuse("alias-unknown", alias, { alias: alias.source });
    if (anchored.weight === -1) return this.#refuse("alias-in-itself", alias, { alias: alias.source });
    if (depth + anchored.height > maxDepth) return this.#refuse("nesting-too-deep", alias, { limit: maxDepth });
    this.#deepest = Math.max(this.#deepest, depth + anchored.height);
    const before = this.#aliased;
    this.#aliased += anchored.weight;
    this.#weight += anchored.weight;
    if (this.#aliased > maxAliasedValues) {
      return before > maxAliasedValues ? null : this.#refuse("aliases-too-large", alias, { limit: maxAliasedValues });
    }
    this.targets.set(alias, anchored.node);
    return anchored.value;
  }

  #refuse<C extends "tag-not-allowed" | "key-not-text" | "merge-key" | "duplicate-key" | AliasCode>(
    code: C,
    node: Node,
    facts: Parameters<typeof problem<C>>[2],
  ): null {
    this.problems.push(problem(code, this.#locate(offsetOf(node)), facts));
    return null;
  }
}

type AliasCode = "alias-unknown" | "alias-in-itself" | "aliases-too-large" | "nesting-too-deep";

/** A tag of YAML itself as it is written: `!!str`. */
function shortTag(tag: string): string {
  return tag.replace("tag:yaml.org,2002:", "!!");
}

/** Where a node starts, in UTF-16 units. */
export function offsetOf(node: Node): number {
  return node.range?.[0] ?? 0;
}
