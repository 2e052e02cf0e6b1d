import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

/** The part of a node of a parsed document that these tests look at. */
export interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}

/** Markdown as GitHub reads it: tables, literal links, footnotes, strikethrough, task lists. */
export function parsed(markdown: string): Node {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

/** A node and all below it. */
export function* nodes(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children ?? []) yield* nodes(child);
}

/** The shape of a document: its nodes without their texts. */
export function shape({ type, children }: Node): unknown {
  return children === undefined ? type : { type, children: children.map(shape) };
}

/** All text that is read as text: neither code nor markup. */
export function proseOf(document: Node): string {
  return [...nodes(document)].flatMap(({ type, value }) => (type === "text" ? [value] : [])).join("\n");
}

/** The values of all code spans. */
export function codeOf(document: Node): readonly string[] {
  return [...nodes(document)].flatMap(({ type, value = "" }) => (type === "inlineCode" ? [value] : []));
}
