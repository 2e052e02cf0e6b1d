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

/** Thrown to give a text up. */
export const tooManyFindings: unique symbol = Symbol("too many findings");

/** One problem a line, the first one: what follows on the line is its echo. */
export function createSyntaxFindings(text: string, locate: Locator): SyntaxFindings {
  const found = new Map<number, Problem>();
  let count = 0;
  return {
    add: (offset, code, message) => {
      if (++count > maxSyntaxProblems) throw tooManyFindings;
      const at = tabInIndent(text, offset) ?? offset;
      const source = locate(at);
      if (found.has(source.line)) return;
      found.set(
        source.line,
        code === "TAB_AS_INDENT" || at !== offset || text[offset] === "\t"
          ? problem("tab-indent", source, {})
          : problem("yaml-syntax", source, {
              what: `${worded(message)}${disguisedMarkNote(lineAt(text, offset))}`,
              advice: advice[code] ?? null,
            }),
      );
    },
    problems: () => {
      const problems = [...found.values()];
      const tabs = problems.filter(({ code }) => code === "tab-indent");
      return tabs.length > 0 ? tabs : problems; // what else is wrong then mostly comes from the tabs
    },
  };
}

/** The library's message, where its own words are hard to read. */
function worded(message: string): string {
  return message.replace(/^Missing closing (.)quote$/, "a closing $1 is missing");
}

function lineAt(text: string, offset: number): string {
  const [line = ""] = text.slice(text.lastIndexOf("\n", offset - 1) + 1).split(/[\r\n]/, 1);
  return line;
}

/** The first tab of the indentation of the line at an offset. */
function tabInIndent(text: string, offset: number): number | null {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  for (let at = start; text[at] === " " || text[at] === "\t"; at++) if (text[at] === "\t") return at;
  return null;
}

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
