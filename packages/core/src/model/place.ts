import type { Source } from "./model.ts";

/** A place as `file:line:column`. */
export function place({ file, line, column }: Source): string {
  return `${file}:${line}:${column}`;
}
