import { visible } from "../escape.ts";

/**
 * Foreign text as a code span: the one place in Markdown in which nobody finds mentions, references, links, emoji, HTML or emphasis. Invisible characters and line
 * breaks are shown as escapes. `longest`: how many characters of it are shown at most.
 */
export function codeSpan(text: string, longest: number = Infinity): string {
  const shown = shorten(visible(text), longest);
  if (shown === "") return "(empty)";
  const fence = "`".repeat(longestRun(shown) + 1);
  const room = needsRoom(shown) ? " " : "";
  return `${fence}${room}${shown}${room}${fence}`;
}

/** The same inside a table, where `|` ends a cell even in code, and `\|` is read as a `|` that does not. */
export function codeCell(text: string, longest: number = Infinity): string {
  // After a backslash there is no escape that every reader understands in the same way.
  const span = codeSpan(
    text.replaceAll(/\\\|+/g, (pipes) => pipes.replaceAll("|", pipeEscape)),
    longest,
  );
  return span.split("|").join(String.raw`\|`); // `replaceAll` takes eight times as long for a text full of them
}

const pipeEscape = String.raw`\u{7c}`;

/** Whether the text needs spaces around it: a code span drops one space at both ends, and must not begin or end with a backtick. */
function needsRoom(text: string): boolean {
  return /^`|`$/.test(text) || (/^ .* $/s.test(text) && text.trim() !== "");
}

/** How many backticks follow one another in a text, at most. */
export function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}

function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const kept = text.slice(0, longest - 1);
  return `${kept.isWellFormed() ? kept : kept.slice(0, -1)}…`;
}
