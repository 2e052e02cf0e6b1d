/** Places in the text of a file: where lines begin and end, and how far they are indented. Offsets and columns count characters from 0. */

/** The start of the line with an item's dash, which is in that column. */
export function lineOfDash(text: string, offset: number, column: number): number {
  let start = startOfLine(text, offset);
  while (text[start + column] !== "-" && start > 0) start = startOfLine(text, start - 1);
  return start;
}

/** The start of the line below a value that ends at an offset, or the end of the text. A block scalar ends below its last line. */
export function lineAfter(text: string, end: number): number {
  return text[end - 1] === "\n" ? end : nextLine(text, end);
}

/** The start of the next line, or the end of the text. */
export function nextLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end + 1;
}

/**
 * The offset below the comments after the start of a line that are deeper than a column, and so belong to the item above. Blank lines between them are skipped.
 */
export function belowComments(text: string, from: number, column: number): number {
  let end = from;
  for (let start = from; start < text.length; start = nextLine(text, start)) {
    const line = lineAt(text, start);
    if (line.trim() === "") continue;
    if (!line.trimStart().startsWith("#") || widthOfIndent(line) <= column) break;
    end = nextLine(text, start);
  }
  return end;
}

/** The start of the first line from a start of a line on that is not blank. */
export function belowBlankLines(text: string, from: number): number {
  let start = from;
  while (start < text.length && lineAt(text, start).trim() === "") start = nextLine(text, start);
  return start;
}

/** The start of the first of the comments above a line, blank lines between them included. */
export function firstCommentAbove(text: string, from: number): number {
  let first = from;
  for (let start = from; start > 0;) {
    start = startOfLine(text, start - 1);
    const line = lineAt(text, start).trim();
    if (line.startsWith("#")) first = start;
    else if (line !== "") break;
  }
  return first;
}

/** The line that starts at an offset. */
function lineAt(text: string, start: number): string {
  const end = text.indexOf("\n", start);
  return text.slice(start, end === -1 ? text.length : end);
}

/** The end of the line above a start of a line, before its line break. */
export function endOfLineAbove(text: string, start: number): number {
  if (text[start - 1] !== "\n") return start; // the text ends without a line break
  return text[start - 2] === "\r" ? start - 2 : start - 1;
}

/** In columns, a tab as editors show it. */
function widthOfIndent(line: string): number {
  let width = 0;
  for (const character of line.slice(0, line.length - line.trimStart().length)) {
    width = character === "\t" ? (Math.floor(width / 8) + 1) * 8 : width + 1;
  }
  return width;
}

/** The start of the line of an offset. */
export function startOfLine(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

/** The indentation of the line of an offset, in characters. */
export function indentOf(text: string, offset: number): number {
  const line = lineAt(text, startOfLine(text, offset));
  return line.length - line.trimStart().length;
}

/** The column of an offset. */
export function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}

/** The line break above an offset, else the first one below it. */
export function lineBreakAt(text: string, offset: number): string {
  const above = offset === 0 ? -1 : text.lastIndexOf("\n", offset - 1);
  return text[(above === -1 ? text.indexOf("\n") : above) - 1] === "\r" ? "\r\n" : "\n";
}
