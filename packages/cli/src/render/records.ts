import { visible } from "./escape.ts";
import { table } from "./table.ts";

/** API objects as a table with a heading line; numbers stand right, null is empty. */
export function records(headings: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  const heading = headings.map((text, column) => ({
    text,
    align: rows.some((row) => typeof row[column] === "number") ? ("right" as const) : ("left" as const),
  }));
  const body = rows.map((row) =>
    row.map((value) =>
      typeof value === "number" ? { text: String(value), align: "right" as const } : { text: visible(value ?? "") },
    ),
  );
  return table([heading, ...body]);
}

/** One API object, a line a field. */
export function fields(object: object): string {
  return table(
    Object.entries(object).map(([key, value]) => [
      { text: key },
      { text: value === null ? "" : visible(String(value)) },
    ]),
  );
}
