import type { Source } from "./model.ts";

/** A place as `file:line:column`. Line 0 says that it is not in a file: such a place is its name alone. */
export function place({ file, line, column }: Source): string {
  return line === 0 ? file : `${file}:${line}:${column}`;
}

/** A place as the start of a message: with a colon and a space after it. Empty where there is no place. */
export function placePrefix(source: Source | null): string {
  return source === null ? "" : `${place(source)}: `;
}
