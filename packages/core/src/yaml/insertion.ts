import { isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import { offsetOf } from "./plain-value.ts";
import { indented } from "./write-entry.ts";

/** Text to be put into a text; everything else stays as it is, byte for byte. */
export interface Insertion {
  readonly offset: number;
  readonly text: string;
}

/** An item to be added to a list, in the list's own style. */
export interface NewItem {
  /** Its lines from the dash on; `gap` is from the dash to the first key. */
  readonly block: (gap: number) => readonly string[];
  readonly flow: (json: boolean) => string;
}

export type Mapping = YAMLMap<Scalar, Node | null>;

/** Makes insertions; of two at one offset, the first of the list comes first. */
export function applyInsertions(text: string, insertions: readonly Insertion[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { offset, text: added } of insertions.toSorted((a, b) => a.offset - b.offset)) {
    parts.push(text.slice(from, offset), added);
    from = offset;
  }
  return parts.join("") + text.slice(from);
}

/** Adds items at the end of a list that is a value of `parent`. */
export function appendItems(text: string, parent: Mapping, list: YAMLSeq<Node>, items: readonly NewItem[]): Insertion {
  if (list.flow !== true) {
    const lines = items.flatMap(({ block }) => block(gapOf(text, list)));
    return afterLine(text, endOf(list), indented(lines, columnOf(text, offsetOf(list))));
  }
  const last = list.items.at(-1);
  const added = flowItems(text, parent, items);
  return last === undefined ? { offset: offsetOf(list) + 1, text: added } : { offset: endOf(last), text: `,${added}` };
}

/** Adds a key with a list of items at the end of a mapping. */
export function appendList(text: string, mapping: Mapping, key: string, items: readonly NewItem[]): Insertion {
  if (mapping.flow !== true) {
    const lines = [
      `${key}:`,
      ...indented(
        items.flatMap(({ block }) => block(2)),
        2,
      ),
    ];
    return afterLine(text, endOf(mapping), indented(lines, keyColumn(text, mapping)));
  }
  const name = isJson(mapping) ? JSON.stringify(key) : key;
  return { offset: endOf(mapping.items.at(-1)?.value), text: `, ${name}: [${flowItems(text, mapping, items)}]` };
}

function flowItems(text: string, parent: Mapping, items: readonly NewItem[]): string {
  const start = lineBreakOf(text) + " ".repeat(flowIndent(text, parent));
  return items.map(({ flow }) => start + flow(isJson(parent))).join(",");
}

/** Lines of a flow list have to be indented by more than the block that they are part of. */
function flowIndent(text: string, parent: Mapping): number {
  if (parent.flow !== true) return keyColumn(text, parent) + 2;
  const line = text.slice(text.lastIndexOf("\n", offsetOf(parent) - 1) + 1);
  return line.length - line.trimStart().length + 2;
}

function isJson({ items }: Mapping): boolean {
  return items[0]?.key.type === "QUOTE_DOUBLE";
}

function keyColumn(text: string, { items: [first] }: Mapping): number {
  return first === undefined ? 0 : columnOf(text, offsetOf(first.key));
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}

/** How far the keys of a list's items stand from their dashes. */
function gapOf(text: string, list: YAMLSeq<Node>): number {
  const [first] = list.items;
  const between = first === undefined ? "" : text.slice(offsetOf(list) + 1, offsetOf(first));
  return /^ +$/.test(between) && isMap(first) && first.flow !== true ? between.length + 1 : 2;
}

/** Puts lines below the line on which something ends, in the text's own line ends. */
function afterLine(text: string, end: number, lines: readonly string[]): Insertion {
  const lineBreak = lineBreakOf(text);
  const breaks = text[end - 1] === "\n" ? end - 1 : text.indexOf("\n", end); // a block scalar ends below its last line
  if (breaks === -1) return { offset: text.length, text: lines.map((line) => lineBreak + line).join("") };
  return { offset: breaks + 1, text: lines.map((line) => line + lineBreak).join("") };
}

function lineBreakOf(text: string): string {
  return text[text.indexOf("\n") - 1] === "\r" ? "\r\n" : "\n";
}

/** Where a value ends. The range of a block list or mapping takes in what follows it, comments too. */
function endOf(node: Node | null | undefined): number {
  if (isMap<Scalar, Node | null>(node) && node.flow !== true) {
    const last = node.items.at(-1);
    return last === undefined ? offsetOf(node) : endOf(last.value ?? last.key);
  }
  if (isSeq<Node>(node) && node.flow !== true) return endOf(node.items.at(-1));
  return node?.range?.[1] ?? 0;
}

/** Whether a node is a mapping that is written where it is used. */
export function isMapping(node: unknown): node is Mapping {
  return isMap(node) && node.items.every(({ key }) => isScalar(key));
}
