import { problem, type Problem } from "../../problems/problem.ts";
import { disguisedMarkNote } from "../../model/look-alike.ts";
import { maxSyntaxProblems } from "./limits.ts";
import type { Locator } from "./locator.ts";

/** Collects the syntax errors of a text as problems. */
export interface SyntaxFindings {
  /** Notes an error of the YAML library by its code. Throws `tooManyFindings` at the limit. */
  add(offset: number, code: string, message: string): void;
  problems(): readonly Problem[];
}

/** Thrown to stop the reading of a text. */
export const tooManyFindings: unique symbol = Symbol("too many findings");

/** Keeps one problem for each line, the first: later ones on the line follow from it. */
export function createSyntaxFindings(text: string, locate: Locator): SyntaxFindings {
  const found = new Map<number, Problem>();
  let count = 0;
  return {
    add: (offset, code, message) => {
      if (++count > maxSyntaxProblems) throw tooManyFindings;
      const at = tabInIndent(text, offset) ?? afterIndent(text, offset);
      const source = locate(at);
      if (found.has(source.line)) return;
      const wording = wordingOf(message, lineFrom(text, offset));
      found.set(
        source.line,
        code === "TAB_AS_INDENT" || text[at] === "\t"
          ? problem("tab-indent", source, {})
          : problem("yaml-syntax", source, {
              what: `${wording?.what ?? message}${disguisedMarkNote(lineAt(text, offset))}`,
              advice: wording?.advice ?? advice[code] ?? null,
            }),
      );
    },
    problems: () => {
      const conflict = unresolvedConflict(text);
      if (conflict !== null && found.size > 0) return [problem("yaml-syntax", locate(conflict), mergeConflict)];
      const problems = [...found.values()];
      const tabs = problems.filter(({ code }) => code === "tab-indent");
      return tabs.length > 0 ? tabs : problems; // other errors then mostly come from the tabs
    },
  };
}

const mergeConflict = {
  what: "a merge conflict of git is left in the file",
  advice: "Keep one of the two sides, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>.",
};

/** Where the first line of a merge conflict is, or null. */
function unresolvedConflict(text: string): number | null {
  const [begin, end] = [/^<{7}(?: |\r?$)/m.exec(text), /^>{7}(?: |\r?$)/m.exec(text)];
  return begin !== null && end !== null && begin.index < end.index ? begin.index : null;
}

function lineAt(text: string, offset: number): string {
  return lineFrom(text, text.lastIndexOf("\n", offset - 1) + 1);
}

/** What follows on the line. */
function lineFrom(text: string, offset: number): string {
  return /[^\r\n]*/.exec(text.slice(offset))?.[0] ?? "";
}

/** The offset itself. If it is inside the indentation of its line, the first character after that. */
function afterIndent(text: string, offset: number): number {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const [indent = ""] = /^ */.exec(text.slice(start, start + 1000)) ?? [];
  return Math.max(offset, start + indent.length);
}

/** The first tab of the indentation of the line at an offset. */
function tabInIndent(text: string, offset: number): number | null {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  for (let at = start; text[at] === " " || text[at] === "\t"; at++) if (text[at] === "\t") return at;
  return null;
}

interface Wording {
  readonly what: string;
  readonly advice?: string;
}

const unclosed = (open: string, close: string): Wording => ({
  what: `a \`${open}\` is not closed by \`${close}\`, or a line inside it is not indented`,
  advice: `Close it, and indent what is inside more than the line with the \`${open}\`.`,
});

const nestedMapping = "Nested mappings are not allowed in compact mappings";

/** The text for a message whose value is on `line`. A second `: ` on the line is another mistake than a wrong indentation. */
function wordingOf(message: string, line: string): Wording | undefined {
  return message === nestedMapping && /:(?:\s|$)/.test(line) ? undefined : wordings[message];
}

/** Texts in place of messages of the YAML library that are hard to read. */
const wordings: Readonly<Record<string, Wording>> = {
  'Missing closing "quote': { what: 'a closing " is missing' },
  "Missing closing 'quote": { what: "a closing ' is missing" },
  "Sequence item without - indicator": {
    what: "the line is indented less than the item of the list above it",
    advice: "Indent the keys of one item equally, or begin a new item with `- `.",
  },
  [nestedMapping]: {
    what: "a value is followed by a line that is indented like a part of it",
    advice: "Indent the keys of one item equally.",
  },
  "Flow sequence in block collection must be sufficiently indented and end with a ]": unclosed("[", "]"),
  "Flow map in block collection must be sufficiently indented and end with a }": unclosed("{", "}"),
};

const advice: Readonly<Record<string, string>> = {
  BAD_DQ_ESCAPE: "In double quotes a backslash begins an escape: write `\\\\` for a backslash, or use single quotes.",
  BAD_INDENT: "Indent the items of one list or mapping equally, with spaces.",
  BAD_SCALAR_START: "Put the value in quotes: it begins with a character that means something to YAML.",
  BLOCK_IN_FLOW: "Separate the items of `{...}` and `[...]` by commas.",
  BLOCK_AS_IMPLICIT_KEY: "Put a value that contains `: ` in quotes, and begin a nested mapping on a line of its own.",
  MULTILINE_IMPLICIT_KEY: "Write each key on one line, followed by `: ` and its value.",
  MISSING_CHAR: "Write `key: value`, with a space after the colon, and close every quote and bracket.",
  UNEXPECTED_TOKEN: "Remove it, or put the value it is part of in quotes.",
};
