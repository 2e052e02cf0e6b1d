import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { codePages } from "@skyvia-schedules/core/code-pages";
import { expect, test } from "vitest";
import { allFlags, checkCommand, commandsIn } from "./commands.ts";

// Every command in advice has a verb and flags that exist.

const root = new URL("../../", import.meta.url).pathname;
test.each(codePages.map(({ code, about, next }) => [code, `${about} ${next}`] as const))(
  "%s: its page names verbs and flags that exist",
  (code, text) => {
    for (const command of commandsIn(text)) checkCommand(command, code);
    for (const [, flag = ""] of text.matchAll(/`(--[a-z][a-z-]*)/g))
      expect([code, [...allFlags]]).toEqual([code, expect.arrayContaining([flag])]);
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
