import type { Source } from "./model.ts";

/** A place as `file:line:column`. Line 0 says that it is not in a file: such a place is its name alone. */
export function place({ file, line, column }: Source): string {
  return line === 0 ? file : `${file}:${line}:${column}`;
}
