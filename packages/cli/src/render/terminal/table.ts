import { layoutOf, oneLineLayout, type Layout, type PlacedColumn } from "./layout.ts";
import type { Cell, Row } from "./row.ts";
import { cutWords, roomBefore, widthOf, wrap } from "./wrap.ts";

/**
 * Rows as lines, columns two spaces apart. If a row is wider than `width`, its cells continue on further lines, in the
 * same order, and are broken between words only. No spaces at line ends.
 */
export function table(rows: readonly Row[], width: number): string {
  return tableLines(rows, width).flat().join("");
}

/** The lines of each row, each with its line break. */
export function tableLines(rows: readonly Row[], width: number): readonly (readonly string[])[] {
  const oneLine = oneLineLayout(rows);
  if (oneLine.width <= width) return rows.map((row) => rowLines(row, oneLine.layout, Infinity));
  const fitted = rows.map((row) => row.map((cell) => (cell.kind === "name" ? fitName(cell, width) : cell)));
  const shared = layoutOf(
    fitted.filter((row) => !isOutlier(row)),
    width,
  );
  return fitted.map((row) => rowLines(row, isOutlier(row) ? layoutOf([row], width) : shared, width));
}

/** The width that stays free beside a name: its cell may start after some spaces. */
const besideName = 8;

function fitName(cell: Cell, width: number): Cell {
  return { ...cell, text: cutWords(cell.text, width - besideName) };
}

/** Names that are wider have a layout of their own, so that they do not spread the other rows over more lines. */
const widestName = 40;

function isOutlier(row: Row): boolean {
  return row.some(({ kind, text }) => kind === "name" && widthOf(text) > widestName);
}

function rowLines(row: Row, bands: Layout, width: number): readonly string[] {
  return bands.flatMap((band) => bandLines(row, band, width)).map((line) => `${line}\n`);
}

/** The cells of a band in one line; if the last one is too wide, it continues below itself. */
function bandLines(row: Row, columns: readonly PlacedColumn[], width: number): readonly string[] {
  const last = columns.findLast(({ index }) => (row[index]?.text ?? "") !== "");
  if (last === undefined) return [];
  let line = "";
  let used = 0;
  for (const { index, start, width: room } of columns) {
    const { text, align = "left", paint = asIs } = row[index] ?? { text: "" };
    const textWidth = widthOf(text);
    const before = Math.max(0, start - used + (align === "right" ? room - textWidth : 0));
    line += " ".repeat(before);
    used += before;
    if (index === last.index) return lastCell(line, used, { text, paint }, width);
    line += paint(text);
    used += textWidth;
    if (used > start + room) {
      line += "  "; // a cell that is wider than its column moves the others to the right
      used += 2;
    }
  }
  return [line];
}

function lastCell(
  before: string,
  start: number,
  { text, paint }: Required<Pick<Cell, "text" | "paint">>,
  width: number,
): readonly string[] {
  if (start + widthOf(text) <= width) return [`${before}${paint(text)}`];
  const [first = "", ...others] = wrap(text, Math.max(1, width - start), 0, width);
  const below = (line: string): string => `${" ".repeat(roomBefore(widthOf(line), width, start))}${paint(line)}`;
  return [before.trim() === "" ? below(first) : `${before}${paint(first)}`, ...others.map(below)];
}

function asIs(text: string): string {
  return text;
}
