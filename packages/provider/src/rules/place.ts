import { place, type Source } from "@skyvia-schedules/core";

/** The place of an input in messages: the place in a file that it came from, or its property path. */
export function input(path: string): Source {
  return { file: path, line: 0, column: 0 };
}

/** Where a finding is, as text: a property path or `file:line:column`. */
export function placeText(source: Source | null): string {
  return source === null ? "" : place(source);
}

/** The place as `file:line:column`; null for a property path. */
export function filePlace(source: Source | null): string | null {
  const text = placeText(source);
  return /:\d+:\d+$/.test(text) ? text : null;
}
