/** A stretch of a text that is to be replaced; everything else stays as it is, byte for byte. */
export interface Edit {
  readonly offset: number;
  /** How many characters of the text are removed. */
  readonly length: number;
  readonly text: string;
}

/** Makes edits that do not overlap; of two at one offset, the first of the list comes first. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { offset, length, text: added } of edits.toSorted((a, b) => a.offset - b.offset)) {
    parts.push(text.slice(from, offset), added);
    from = offset + length;
  }
  return parts.join("") + text.slice(from);
}
