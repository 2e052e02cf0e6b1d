import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { codePages } from "@skyvia-schedules/core/code-pages";
import { expect, test } from "vitest";
import { verbHelp } from "../../packages/cli/dist/command-line/help.js";
import { verbNamed, verbNames } from "../../packages/cli/dist/command-line/verb-names.js";

// Advice names verbs and flags that exist.

const root = new URL("../../", import.meta.url).pathname;
const flags = new Set([
  ...verbNames.flatMap((verb) => verbHelp(verb).flags.flatMap(({ names }) => names)),
  "--help",
  "--ours",
  "--theirs",
]); // `undo` gets the last two

/** Command lines of the tool in a text, in backquotes. */
function commandsIn(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(/\\?`skyvia-schedules ([^`\\]+)\\?`/g)].map(([, line = ""]) => line.split(/\s+/));
}

function checkCommand([word = "", ...rest]: readonly string[], where: string): void {
  if (word.startsWith("<") || word.startsWith("$") || word.startsWith("-")) return; // any verb, or a flag of the tool
  const verb = verbNamed(word);
  expect(verb, `${where}: ${word}`).not.toBeNull();
  const known = verb === null ? [] : verbHelp(verb).flags.flatMap(({ names }) => names);
  const typed = rest.flatMap((part) => /^(--?[a-z][a-z-]*)/.exec(part)?.[1] ?? []);
  expect(known, `${where}: ${word} ${rest.join(" ")}`).toEqual(expect.arrayContaining(typed));
}

test.each(codePages.map(({ code, about, next }) => [code, `${about} ${next}`] as const))(
  "%s: its page names verbs and flags that exist",
  (code, text) => {
    for (const command of commandsIn(text)) checkCommand(command, code);
    for (const [, flag = ""] of text.matchAll(/`(--[a-z][a-z-]*)/g))
      expect([code, [...flags]]).toEqual([code, expect.arrayContaining([flag])]);
  },
);

test("every command line in a message of the source names a verb and flags that exist", () => {
  const sources = ["cli", "core", "client"].flatMap((name) => {
    const folder = join(root, "packages", name, "src");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    return files.filter((file) => /^(?!.*\.generated).*\.ts$/.test(file)).map((file) => join(folder, file));
  });
  let found = 0;
  for (const file of sources) {
    for (const command of commandsIn(readFileSync(file, "utf8"))) {
      found++;
      checkCommand(command, file);
    }
  }
  expect(found).toBeGreaterThan(10);
});
