import { isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import type { Edit } from "./edit.ts";
import { offsetOf } from "../read/plain-value.ts";
import {
  belowBlankLines,
  belowComments,
  columnOf,
  endOfLineAbove,
  firstCommentAbove,
  indentOf,
  lineAfter,
  lineBreakAt,
  lineOfDash,
  nextLine,
  startOfLine,
} from "./lines.ts";
import { indented } from "./write-entry.ts";

/** An item to be added to a list, in the list's own style. */
export interface NewItem {
  /** Its lines from the dash on; `gap` is from the dash to the first key. */
  readonly block: (gap: number) => readonly string[];
  readonly flow: (json: boolean) => string;
}

export type Mapping = YAMLMap<Scalar, Node | null>;

/** Adds items at the end of a list that is a value of `parent`, below the comments of its last item. */
export function appendItems(text: string, parent: Mapping, list: YAMLSeq<Node>, items: readonly NewItem[]): Edit[] {
  if (list.flow === true) return appendFlowItems(text, parent, list, items);
  const column = columnOf(text, offsetOf(list));
  const lines = items.flatMap(({ block }) => block(gapOf(text, list)));
  return [insertLines(text, belowComments(text, lineAfter(text, endOf(list)), column), indented(lines, column))];
}

/** Adds a key with a list of items at the end of a mapping, below its comments. */
export function appendList(text: string, mapping: Mapping, key: string, items: readonly NewItem[]): Edit {
  if (mapping.flow !== true) {
    const entries = items.flatMap(({ block }) => block(2));
    const column = keyColumn(text, mapping);
    const below = belowComments(text, lineAfter(text, endOf(mapping)), column - 1);
    return insertLines(text, below, indented([`${key}:`, ...indented(entries, 2)], column));
  }
  const name = isJson(mapping) ? JSON.stringify(key) : key;
  const start = lineBreakAt(text, offsetOf(mapping)) + " ".repeat(flowIndent(text, mapping));
  const list = items.map(({ flow }) => start + flow(isJson(mapping))).join(",");
  return insertion(endOf(mapping.items.at(-1)?.value), `, ${name}: [${list}]`);
}

/** Adds a key with a word as its value to a mapping, below a pair of it and the comments of that pair. */
export function insertWord(
  text: string,
  mapping: Mapping,
  { key: above, value }: Mapping["items"][number],
  key: string,
  word: string,
): Edit[] {
  const end = endOf(value ?? above);
  const column = keyColumn(text, mapping);
  if (mapping.flow !== true) {
    return [
      insertLines(text, belowComments(text, lineAfter(text, end), column), indented([`${key}: ${word}`], column)),
    ];
  }
  const written = isJson(mapping) ? `${JSON.stringify(key)}: ${JSON.stringify(word)}` : `${key}: ${word}`;
  const comma = commaAfter(text, end);
  const below = comma === null ? end : belowFlowComments(text, comma, above);
  const isOwnLine =
    (comma !== null && below !== comma) || indentOf(text, offsetOf(above)) === columnOf(text, offsetOf(above));
  const start = isOwnLine ? lineBreakAt(text, offsetOf(mapping)) + " ".repeat(flowColumn(text, mapping, above)) : " ";
  return [insertion(below, comma === null ? `,${start}${written}` : `${start}${written},`)];
}

/**
 * Adds items before one that is in a list of `parent`, and before the comments of that one. The comments of the item above
 * stay with it.
 */
export function insertItemsBefore(
  text: string,
  parent: Mapping,
  list: YAMLSeq<Node>,
  item: Node,
  items: readonly NewItem[],
): Edit {
  const above = list.items[list.items.indexOf(item) - 1];
  if (list.flow === true) return insertFlowItemsBefore(text, parent, item, above, items);
  const column = columnOf(text, offsetOf(list));
  const lines = items.flatMap(({ block }) => block(gapOf(text, list)));
  const start =
    above === undefined
      ? firstCommentAbove(text, lineOfDash(text, offsetOf(item), column))
      : belowBlankLines(text, belowComments(text, lineAfter(text, endOf(above)), column));
  return insertLines(text, start, indented(lines, column));
}

/**
 * Removes items of a list that is a value of `parent`, and adds one at its end. A list that loses all its items stays, as
 * `[]`, or with the new one alone. Comments around the items stay.
 */
export function removeItems(
  text: string,
  parent: Mapping,
  list: YAMLSeq<Node>,
  gone: readonly Node[],
  added: NewItem | null,
): Edit[] {
  const isEmptied = gone.length === list.items.length;
  const removals = gone.map((item) =>
    list.flow === true ? flowRemoval(text, list, item) : blockRemoval(text, list, item),
  );
  if (added !== null && !isEmptied) return [...removals, ...appendItems(text, parent, list, [added])];
  if (added !== null && list.flow === true) {
    return [...removals, insertion(offsetOf(list) + 1, ` ${added.flow(isJson(parent))} `)];
  }
  if (added !== null) {
    const lines = indented(added.block(gapOf(text, list)), columnOf(text, offsetOf(list)));
    const [first, ...others] = removals.toSorted((a, b) => a.offset - b.offset);
    const lineBreak = lineBreakAt(text, first?.offset ?? 0);
    return [{ offset: 0, length: 0, ...first, text: lines.map((line) => line + lineBreak).join("") }, ...others];
  }
  if (!isEmptied || list.flow === true) return removals;
  const key = parent.items.find(({ value }) => value === list)?.key;
  return [insertion(text.indexOf(":", key?.range?.[1] ?? 0) + 1, " []"), ...removals];
}

/** The lines of an item of a block list, its dash and the comments between its keys included. */
function blockRemoval(text: string, list: YAMLSeq<Node>, item: Node): Edit {
  const start = lineOfDash(text, offsetOf(item), columnOf(text, offsetOf(list)));
  return { offset: start, length: lineAfter(text, endOf(item)) - start, text: "" };
}

/** An item of a flow list with the comma after it; of the last one, with the comma before it. */
function flowRemoval(text: string, list: YAMLSeq<Node>, item: Node): Edit {
  const [start, end] = [offsetOf(item), endOf(item)];
  const comma = commaAfter(text, end);
  if (comma !== null) {
    const space = /^[ \t]*/.exec(text.slice(comma))?.[0].length ?? 0;
    return { offset: start, length: comma + space - start, text: "" };
  }
  const above = list.items[list.items.indexOf(item) - 1];
  const from = above === undefined ? start : endOf(above);
  return { offset: from, length: end - from, text: "" };
}

function appendFlowItems(text: string, parent: Mapping, list: YAMLSeq<Node>, items: readonly NewItem[]): Edit[] {
  const last = list.items.at(-1);
  const written = items.map(({ flow }) => flow(isJson(parent)));
  const start = lineBreakAt(text, offsetOf(list)) + " ".repeat(flowColumn(text, parent, last));
  if (last === undefined) return [insertion(offsetOf(list) + 1, written.map((item) => start + item).join(","))];
  const end = endOf(last);
  const comma = commaAfter(text, end);
  const below = belowFlowComments(text, comma ?? end, last);
  const added = written.map((item) => start + item).join(",");
  if (comma !== null) return [insertion(below, `${added},`)];
  return below === end ? [insertion(end, `,${added}`)] : [insertion(end, ","), insertion(below, added)];
}

/** Each new item gets its own line if the item after it begins a line. */
function insertFlowItemsBefore(
  text: string,
  parent: Mapping,
  item: Node,
  above: Node | undefined,
  items: readonly NewItem[],
): Edit {
  const offset = offsetOf(item);
  const indentation = text.slice(startOfLine(text, offset), offset);
  const written = items.map(({ flow }) => flow(isJson(parent)));
  if (indentation.trim() !== "") return insertion(offset, written.map((one) => `${one}, `).join(""));
  const lines = written.map((one) => `${indentation}${one},`);
  if (above === undefined) return insertLines(text, firstCommentAbove(text, startOfLine(text, offset)), lines);
  const end = belowFlowComments(text, commaAfter(text, endOf(above)) ?? endOf(above), above);
  return insertLines(text, belowBlankLines(text, nextLine(text, end)), lines);
}

/** The end of the comma after an item of a flow list. null: no comma follows. */
function commaAfter(text: string, end: number): number | null {
  const [space = ""] = /^(?:\s|(?<=\s)#.*)*/.exec(text.slice(end)) ?? [];
  return text[end + space.length] === "," ? end + space.length + 1 : null;
}

/** The end of the last comment of a flow item, which is on its line or deeper below it; `from` where it has none. */
function belowFlowComments(text: string, from: number, item: Node): number {
  const [rest = ""] = /^[^\r\n]*/.exec(text.slice(from)) ?? [];
  if (!/^\s*(?:#|$)/.test(rest)) return from;
  const line = nextLine(text, from);
  const below = belowComments(text, line, indentOf(text, offsetOf(item)));
  const isCommented = rest.trim() !== "" || below !== line;
  return isCommented ? endOfLineAbove(text, below) : from;
}

/** The column of new items of a flow list: that of its last item, if that begins its line. */
function flowColumn(text: string, parent: Mapping, last: Node | undefined): number {
  if (last === undefined) return flowIndent(text, parent);
  const column = columnOf(text, offsetOf(last));
  return indentOf(text, offsetOf(last)) === column ? column : flowIndent(text, parent);
}

function insertion(offset: number, text: string): Edit {
  return { offset, length: 0, text };
}

/** Lines of a flow list have to be indented by more than the block that they are part of. */
function flowIndent(text: string, parent: Mapping): number {
  if (parent.flow !== true) return keyColumn(text, parent) + 2;
  return indentOf(text, offsetOf(parent)) + 2;
}

function isJson({ items }: Mapping): boolean {
  return items[0]?.key.type === "QUOTE_DOUBLE";
}

/** Where the keys of a mapping begin; of a key that a question mark introduces, that mark. */
function keyColumn(text: string, { items: [first] }: Mapping): number {
  if (first === undefined) return 0;
  const offset = offsetOf(first.key);
  const mark = /\?[ \t]+$/.exec(text.slice(startOfLine(text, offset), offset));
  return mark?.index ?? columnOf(text, offset);
}

/** The distance of the keys of a list's items from their dashes. */
function gapOf(text: string, list: YAMLSeq<Node>): number {
  const [first] = list.items;
  const between = first === undefined ? "" : text.slice(offsetOf(list) + 1, offsetOf(first));
  return /^ +$/.test(between) && isMap(first) && first.flow !== true ? between.length + 1 : 2;
}

/** Puts lines before the one that starts at an offset, or at the end of the text; with the line breaks around them. */
function insertLines(text: string, start: number, lines: readonly string[]): Edit {
  const lineBreak = lineBreakAt(text, start);
  const isUnended = start === text.length && text[start - 1] !== "\n";
  const parts = lines.map((line) => (isUnended ? lineBreak + line : line + lineBreak));
  return insertion(start, parts.join(""));
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
