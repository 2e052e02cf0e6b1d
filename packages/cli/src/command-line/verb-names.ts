/** The names of all verbs, in the order in which the help lists them. */
export const verbNames = [
  "validate",
  "plan",
  "apply",
  "show",
  "drift",
  "watch",
  "status",
  "report",
  "explain",
  "calendar",
  "init",
  "import",
  "workspaces",
  "list",
  "get",
  "executions",
  "run",
  "cancel",
  "kill",
  "enable",
  "disable",
  "freeze",
  "thaw",
  "undo",
  "emulator",
  "demo",
  "doctor",
  "completion",
  "schema",
  "version",
  "help",
] as const;

export type VerbName = (typeof verbNames)[number];

/** The verb of this name. null: the word is not a verb. */
export function verbNamed(word: string | undefined): VerbName | null {
  return verbNames.find((name) => name === word) ?? null;
}
