/** A table with its title. Some of its rows can be left out. */
export interface Section {
  readonly title: string;
  readonly columns: readonly MarkdownColumn[];
  /** Each a line of Markdown. */
  readonly rows: readonly string[];
  /** The text that replaces the rows from this index on. */
  readonly left: (from: number) => string;
}

/** The heading of a column. */
export interface MarkdownColumn {
  readonly heading: string;
  readonly align?: "left" | "right";
}

/** A line of a table; its cells are Markdown already. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** A section with its first rows. */
export function sectionText({ title, columns, rows, left }: Section, shown: number): string {
  const rule = columns.map(({ align }) => (align === "right" ? "---:" : "---"));
  const lines = [
    `### ${title}`,
    "",
    tableRow(columns.map(({ heading }) => heading)),
    tableRow(rule),
    ...rows.slice(0, shown),
  ];
  return [...lines, ...(shown < rows.length ? ["", left(shown)] : [])].join("\n");
}

/**
 * How many rows of each section are shown, so that all sections together take at most `room` characters. Each section gets an equal share; the room that one
 * does not need goes to the others.
 */
export function fitRows(sections: readonly Section[], room: number): readonly number[] {
  const shown = sections.map(() => 0);
  let rest = room - sections.reduce((sum, section) => sum + frame(section), 0);
  const bySize = sections.map((section, index) => ({ section, index, size: sizeOf(section) }));
  for (const [nth, { section, index }] of bySize.toSorted((a, b) => a.size - b.size).entries()) {
    let share = Math.floor(rest / (sections.length - nth));
    for (const row of section.rows) {
      if (row.length + 1 > share) break;
      share -= row.length + 1;
      rest -= row.length + 1;
      shown[index] = (shown[index] ?? 0) + 1;
    }
  }
  return shown;
}

/** The characters that a section takes in addition to its rows, with room for the number of rows left out. */
function frame(section: Section): number {
  return sectionText(section, 0).length + 80;
}

function sizeOf({ rows }: Section): number {
  return rows.reduce((sum, row) => sum + row.length + 1, 0);
}
