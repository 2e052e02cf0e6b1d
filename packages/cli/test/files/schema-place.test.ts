import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { schemaFor, schemaUrl } from "../../src/files/schema-place.ts";

let top: string;

beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), "schema-")));
});
afterEach(() => rmSync(top, { recursive: true }));

const url = schemaUrl();

test.for([
  ["of the top of the repository", [".git/x", ".skyvia/schema.json"], "a.yaml", "./.skyvia/schema.json"],
  ["of a folder above", [".git/x", ".skyvia/schema.json"], "skyvia/a.yaml", "../.skyvia/schema.json"],
  ["of two folders above", [".git/x", ".skyvia/schema.json"], "x/skyvia/a.yaml", "../../.skyvia/schema.json"],
  ["that is nearest", [".skyvia/schema.json", "x/.skyvia/schema.json"], "x/y/a.yaml", "../.skyvia/schema.json"],
  ["not above the repository", [".skyvia/schema.json", "x/.git/x"], "x/a.yaml", url],
  ["of a worktree, where .git is a file", [".git", ".skyvia/schema.json"], "x/a.yaml", "../.skyvia/schema.json"],
  ["by its URL where there is none", [".git/x"], "skyvia/a.yaml", url],
  ["by its URL where that name is a folder", [".git/x", ".skyvia/schema.json/x"], "a.yaml", url],
] as const)("the schema %s", async ([, made, file, expected]) => {
  for (const path of [...made, file]) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), "");
  }
  expect(await schemaFor({ cwd: top }, file)).toBe(expected);
});

test("the URL has the version of the tool, and needs no install", () => {
  expect(url).toMatch(/^https:\/\/unpkg\.com\/skyvia-schedules@\d+\.\d+\.\d+[^/]*\/schema\.json$/);
});
