import { disguiseNote } from "../../model/look-alike.ts";
import { isAlias, isMap, isScalar, isSeq, type Alias, type Node, type Pair } from "yaml";
import type { Locator } from "./locator.ts";
import { offsetOf } from "./plain-value.ts";

/** The parts of a document that are needed to find places in it. */
export interface DocumentNodes {
  readonly text: string;
  readonly contents: Node;
  readonly targets: ReadonlyMap<Alias, Node>;
  readonly locate: Locator;
}

/** The value that an instance path leads to. */
export interface Found {
  readonly steps: readonly string[];
  /** With aliases followed; undefined: nothing is written there. */
  readonly value: Node | undefined;
  /** Where the value is written; for an empty value, where its key is. */
  readonly offset: number;
}

/** Follows a JSON pointer, as far as there is something. */
export function find(instancePath: string, { contents, targets }: DocumentNodes): Found {
  const steps = instancePath
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const follow = (node: Node | undefined | null): Node | undefined =>
    isAlias(node) ? targets.get(node) : (node ?? undefined);
  let value = follow(contents);
  let offset = offsetOf(contents);
  for (const step of steps) {
    const pair = pairOf(value, step);
    const written = isSeq<Node>(value) ? value.items[Number(step)] : pair?.value;
    const isBlank = written == null || (isScalar(written) && written.source === "" && written.type === "PLAIN");
    offset = offsetOf((isBlank ? (pair?.key ?? written) : written) ?? contents);
    value = follow(written);
  }
  return { steps, value, offset };
}

/** The pair of a key, where the node is a mapping that has it. */
export function pairOf(mapping: Node | undefined, key: string): Pair<Node, Node | null> | undefined {
  if (!isMap<Node, Node | null>(mapping)) return undefined;
  return mapping.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

/** The place of a mapping's first key: the place of an entry as a whole. */
export function firstKeyOffset({ value, offset }: Found): number {
  const first = isMap<Node>(value) ? value.items[0] : undefined;
  return first === undefined ? offset : offsetOf(first.key);
}

/** A value as it is written in the file, short enough to be shown; "" where it is empty. */
export function writtenOf(node: Node | undefined, { text }: DocumentNodes): string {
  if (isMap(node)) return "a mapping";
  if (isSeq(node)) return "a list";
  const [start, end] = node?.range ?? [0, 0];
  const written = text.slice(start, end).replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
  if (written === "") return "";
  const short = (written.length > 60 ? `${written.slice(0, 57)}...` : written).replaceAll(/[ \t\r\n]+/g, " ");
  return `\`${short}\`${disguiseNote(short)}`;
}
