/** One cell of a table; `paint` adds colour, which takes no room. */
export interface Cell {
  readonly text: string;
  readonly align?: "left" | "right";
  readonly paint?: (text: string) => string;
}

export type Row = readonly Cell[];

/** Rows as lines, columns two spaces apart, each as wide as its widest cell; no spaces at line ends. */
export function table(rows: readonly Row[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach(({ text }, column) => {
      widths[column] = Math.max(widths[column] ?? 0, text.length);
    });
  }
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => fit(cell, widths[column] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}

function fit({ text, align = "left", paint = (plain) => plain }: Cell, width: number): string {
  const room = " ".repeat(width - text.length);
  return align === "left" ? `${paint(text)}${room}` : `${room}${paint(text)}`;
}
