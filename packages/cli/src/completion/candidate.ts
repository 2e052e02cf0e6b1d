/** What may be typed, and what it means. */
export interface Candidate {
  readonly value: string;
  /** "": none. */
  readonly description: string;
}

/** A marker: the shell itself completes the names of files. */
export const files: Candidate = { value: ":files", description: "" };

/** Candidates without descriptions. */
export function candidatesOf(values: readonly string[]): readonly Candidate[] {
  return values.map((value) => ({ value, description: "" }));
}
