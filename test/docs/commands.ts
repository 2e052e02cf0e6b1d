import { expect } from "vitest";
import { verbHelp } from "../../packages/cli/dist/command-line/help.js";
import { verbNamed, verbNames } from "../../packages/cli/dist/command-line/verb-names.js";

/** All flags of all verbs. `undo` gets the last two. */
export const allFlags: ReadonlySet<string> = new Set([
  ...verbNames.flatMap((verb) => verbHelp(verb).flags.flatMap(({ names }) => names)),
  "--help",
  "--ours",
  "--theirs",
]);

/** Command lines of the tool in a text, in backquotes. */
export function commandsIn(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(/\\?`skyvia-schedules ([^`\\]+)\\?`/g)].map(([, line = ""]) => line.split(/\s+/));
}

/** A command names a verb and flags of this verb. `where` is for the message. */
export function checkCommand([word = "", ...rest]: readonly string[], where: string): void {
  if (word.startsWith("<") || word.startsWith("$") || word.startsWith("-")) return; // any verb, or a flag of the tool
  const verb = verbNamed(word);
  expect(verb, `${where}: ${word}`).not.toBeNull();
  const known = verb === null ? [] : verbHelp(verb).flags.flatMap(({ names }) => names);
  const typed = rest.flatMap((part) => /^(--?[a-z][a-z-]*)/.exec(part)?.[1] ?? []);
  expect(known, `${where}: ${word} ${rest.join(" ")}`).toEqual(expect.arrayContaining(typed));
}
