import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cliPage, manPages } from "../../scripts/cli-pages.ts";
import { verbNames } from "../../packages/cli/dist/command-line/verb-names.js";

const root = new URL("../../", import.meta.url).pathname;

test("docs/cli.md is what the help says: `npx -y pnpm@12 cli-pages` writes it", () => {
  const page = readFileSync(join(root, "docs/cli.md"), "utf8");
  expect(page).toBe(cliPage());
  expect([...page.matchAll(/^## (.*)$/gm)].map(([, verb]) => verb)).toEqual(verbNames);
});

test("the man pages are, too: one for the tool, and one for each verb", () => {
  const folder = join(root, "packages/cli/man");
  const pages = manPages();
  expect(readdirSync(folder).toSorted()).toEqual([...pages.keys()].toSorted());
  for (const [file, text] of pages) expect([file, readFileSync(join(folder, file), "utf8")]).toEqual([file, text]);
});

test("no line of a man page is a request by accident", () => {
  const requests = /^\.(TH|SH|TP|PP|RS|RE|nf|fi|B|I|BR)\b/;
  for (const text of manPages().values()) {
    for (const line of text.split("\n")) if (/^[.']/.test(line)) expect(line).toMatch(requests);
  }
});
