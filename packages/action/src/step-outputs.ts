/** The outputs of a run of the tool that the action needs. null: the run did not determine it. */
export interface Findings {
  readonly hasChanges: boolean;
  readonly problems: number;
}

/** Reads the lines that the tool has written for the runner. */
export function readFindings(outputs: string): Findings | null {
  const value = (name: string): string | undefined => new RegExp(`^${name}=(.*)$`, "m").exec(outputs)?.[1];
  const hasChanges = value("has-changes");
  if (hasChanges === undefined) return null;
  return { hasChanges: hasChanges === "true", problems: Number(value("problem-count") ?? 0) };
}
