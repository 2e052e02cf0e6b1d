import type { Cell, Row } from "./row.ts";
import { widestOf, widestWord, widthOf } from "./wrap.ts";

/** Where the columns of a table start. Each band is a line of every row. */
export type Layout = readonly (readonly PlacedColumn[])[];

export interface PlacedColumn {
  /** Which cell of a row it shows. */
  readonly index: number;
  /** Where it starts, from the left edge. */
  readonly start: number;
  readonly width: number;
}

/** What a column needs. */
interface Column {
  readonly index: number;
  readonly kind: Cell["kind"];
  /** Of its widest cell. */
  readonly width: number;
  /** Of its widest word. */
  readonly word: number;
}

const gap = 2;
/** A column that is narrower is not used for text of several lines. */
const narrowest = 24;
/** Cells that are wider do not widen their column where rows need not fit. */
const widest = 100;

/** A layout with one line for each row, and the width of the widest row. Columns without any text are left out. */
export function oneLineLayout(rows: readonly Row[]): { readonly layout: Layout; readonly width: number } {
  const columns = columnsOf(rows, Infinity);
  let start = 0;
  const placed = columns.map(({ index, width: full }) => {
    const width = full <= widest ? full : widestOf(cellsOf(rows, index), ({ text }) => regularWidth(text));
    const column = { index, start, width };
    start += width + gap;
    return column;
  });
  const total = columns.reduce((sum, { width }) => sum + width + gap, -gap);
  return { layout: [placed], width: total };
}

function regularWidth(text: string): number {
  const width = widthOf(text);
  return width <= widest ? width : 0;
}

/**
 * The layout in which rows fit into `width`: as many columns as possible in each line, in their order. A place starts a
 * line of its own. Columns without any text are left out.
 */
export function layoutOf(rows: readonly Row[], width: number): Layout {
  const columns = columnsOf(rows, width);
  const bands: PlacedColumn[][] = [[]];
  let used = 0;
  for (const column of columns) {
    const band = bands.at(-1) ?? [];
    let start = band.length === 0 ? 0 : used + gap;
    if (band.length > 0 && (column.kind === "place" || !fitsAt(column, start, width))) {
      start = indentOf(bands[0] ?? [], columns, width);
      bands.push([]);
    }
    bands.at(-1)?.push({ index: column.index, start, width: column.width });
    used = start + column.width; // wider than the line: its text is wrapped, and nothing follows on this line
  }
  return bands;
}

function fitsAt({ width: needed, word }: Column, start: number, width: number): boolean {
  const room = width - start;
  return needed <= room || (room >= narrowest && word <= room);
}

/** Further lines start below the name, or below the second column, unless that is far to the right. */
function indentOf(first: readonly PlacedColumn[], columns: readonly Column[], width: number): number {
  const name = columns.find(({ kind }) => kind === "name");
  const below = first.find(({ index }) => index === name?.index) ?? first[1];
  return below !== undefined && below.start <= width / 4 ? below.start : 4;
}

function columnsOf(rows: readonly Row[], width: number): readonly Column[] {
  const count = widestOf(rows, (row) => row.length);
  const columns = Array.from({ length: count }, (_, index): Column => {
    const cells = cellsOf(rows, index);
    return {
      index,
      kind: cells.find(({ kind }) => kind !== undefined)?.kind,
      width: widestOf(cells, ({ text }) => widthOf(text)),
      word: widestOf(cells, ({ text }) => widestWord(text, width)),
    };
  });
  return columns.filter((column) => column.width > 0);
}

function cellsOf(rows: readonly Row[], index: number): readonly Cell[] {
  return rows.flatMap((row) => row[index] ?? []);
}
