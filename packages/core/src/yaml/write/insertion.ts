import { isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import type { Edit } from "./edit.ts";
import { offsetOf } from "../read/plain-value.ts";
import { indented } from "./write-entry.ts";

/** An item to be added to a list, in the list's own style. */
export interface NewItem {
  /** Its lines from the dash on; `gap` is from the dash to the first key. */
  readonly block: (gap: number) => readonly string[];
  readonly flow: (json: boolean) => string;
}

export type Mapping = YAMLMap<Scalar, Node | null>;

/** Adds items at the end of a list that is a value of `parent`. */
export function appendItems(text: string, parent: Mapping, list: YAMLSeq<Node>, items: readonly NewItem[]): Edit {
  if (list.flow !== true) {
    const lines = items.flatMap(({ block }) => block(gapOf(text, list)));
    return afterLine(text, endOf(list), indented(lines, columnOf(text, offsetOf(list))));
  }
  const last = list.items.at(-1);
  const added = flowItems(text, parent, items);
  return last === undefined ? insertion(offsetOf(list) + 1, added) : insertion(endOf(last), `,${added}`);
}

/** Adds a key with a list of items at the end of a mapping. */
export function appendList(text: string, mapping: Mapping, key: string, items: readonly NewItem[]): Edit {
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
  return insertion(endOf(mapping.items.at(-1)?.value), `, ${name}: [${flowItems(text, mapping, items)}]`);
}

/** Adds items before one that is in a list of `parent`, and before the comments right above it. */
export function insertItemsBefore(
  text: string,
  parent: Mapping,
  list: YAMLSeq<Node>,
  item: Node,
  items: readonly NewItem[],
): Edit {
  if (list.flow === true) return insertion(offsetOf(item), flowItemsBefore(text, parent, item, items));
  const column = columnOf(text, offsetOf(list));
  const lines = indented(
    items.flatMap(({ block }) => block(gapOf(text, list))),
    column,
  );
  const lineBreak = lineBreakOf(text);
  return insertion(startOfItem(text, offsetOf(item), column), lines.map((line) => line + lineBreak).join(""));
}

/** The start of the line with an item's dash, which stands in that column; above the comments that stand there too. */
function startOfItem(text: string, offset: number, column: number): number {
  let start = startOfLine(text, offset);
  while (text[start + column] !== "-" && start > 0) start = startOfLine(text, start - 1);
  for (;;) {
    const above = start === 0 ? start : startOfLine(text, start - 1);
    const isComment = text.slice(above, above + column).trim() === "" && text[above + column] === "#";
    if (above === start || !isComment) return start;
    start = above;
  }
}

/** Each on a line of its own where the item before which they come begins one. */
function flowItemsBefore(text: string, parent: Mapping, item: Node, items: readonly NewItem[]): string {
  const before = text.slice(startOfLine(text, offsetOf(item)), offsetOf(item));
  const separator = before.trim() === "" ? `,${lineBreakOf(text)}${before}` : ", ";
  return items.map(({ flow }) => flow(isJson(parent)) + separator).join("");
}

function startOfLine(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

function insertion(offset: number, text: string): Edit {
  return { offset, length: 0, text };
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
function afterLine(text: string, end: number, lines: readonly string[]): Edit {
  const lineBreak = lineBreakOf(text);
  const breaks = text[end - 1] === "\n" ? end - 1 : text.indexOf("\n", end); // a block scalar ends below its last line
  if (breaks === -1) return insertion(text.length, lines.map((line) => lineBreak + line).join(""));
  return insertion(breaks + 1, lines.map((line) => line + lineBreak).join(""));
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
