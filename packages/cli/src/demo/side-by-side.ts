import { widestOf, widthOf } from "../render/terminal/wrap.ts";

/** What is between the two columns. */
const rule = " │ ";

/** The columns that are left for a text beside another one, in a whole of so many columns. */
export function widthBeside(left: string, width: number): number {
  return width - widest(left) - rule.length;
}

/** Two texts beside each other. */
export function sideBySide(left: string, right: string): string {
  const [lefts, rights] = [linesOf(left), linesOf(right)];
  const width = widest(left);
  const rows = Array.from({ length: Math.max(lefts.length, rights.length) }, (_, row) => {
    const line = lefts[row] ?? "";
    return `${line}${" ".repeat(width - widthOf(line))}${rule}${rights[row] ?? ""}`.trimEnd();
  });
  return `${rows.join("\n")}\n`;
}

function linesOf(text: string): readonly string[] {
  return text.trimEnd().split("\n");
}

function widest(text: string): number {
  return widestOf(linesOf(text), widthOf);
}
