import type { Source } from "../../model/model.ts";

/** Turns offsets into a text into places. */
export type Locator = (offset: number) => Source;

/** The places of a file's text, without its byte order mark. Columns count UTF-16 units, as editors do. */
export function createLocator(file: string, text: string): Locator {
  let starts: readonly number[] | null = null;
  let recent = 0; // offsets mostly come in ascending order
  return (offset) => {
    starts ??= lineStarts(text);
    recent = lineOf(starts, offset, recent);
    return { file, line: recent + 1, column: offset - (starts[recent] ?? 0) + 1 };
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function lineOf(starts: readonly number[], offset: number, recent: number): number {
  const near = recent + 4;
  for (let line = recent; line < near; line++) {
    if (offset < (starts[line] ?? Infinity)) break;
    if (offset < (starts[line + 1] ?? Infinity)) return line;
  }
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? Infinity) <= offset) low = middle;
    else high = middle;
  }
  return low;
}
