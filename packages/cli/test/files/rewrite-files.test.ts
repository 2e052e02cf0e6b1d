import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { rewriteFiles, type Rewrite } from "../../src/files/rewrite-files.ts";

let folder: string;
const io = { cwd: tmpdir(), newId: () => randomUUID() };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rewrite-"));
  for (const name of ["a", "b"]) writeFileSync(join(folder, name), `old ${name}`);
});
afterEach(() => rmSync(folder, { recursive: true }));

const rewrite = (name: string, before = `old ${name}`): Rewrite => ({
  file: join(folder, name),
  before: Buffer.from(before),
  text: `new ${name}`,
});
const content = (): string[] => ["a", "b"].map((name) => readFileSync(join(folder, name), "utf8"));

test("all files are written, and no other file is left", async () => {
  await rewriteFiles(io, [rewrite("a"), rewrite("b")]);
  expect([content(), readdirSync(folder)]).toEqual([
    ["new a", "new b"],
    ["a", "b"],
  ]);
});

test("if a file was changed since it was read, none is written", async () => {
  await expect(rewriteFiles(io, [rewrite("a"), rewrite("b", "older b")])).rejects.toThrow(/b was changed meanwhile/);
  expect([content(), readdirSync(folder)]).toEqual([
    ["old a", "old b"],
    ["a", "b"],
  ]);
});

test("if a file was deleted, none is written", async () => {
  await expect(rewriteFiles(io, [rewrite("a"), rewrite("none")])).rejects.toThrow(
    /none could not be written \(ENOENT\)/,
  );
  expect([content(), readdirSync(folder)]).toEqual([
    ["old a", "old b"],
    ["a", "b"],
  ]);
});

test("if a file cannot be replaced, those before it are restored", async () => {
  const placed: string[] = [];
  const replace = async (temporary: string, target: string): Promise<void> => {
    if (target.endsWith("b")) throw Object.assign(new Error("no"), { code: "EIO" });
    placed.push(target);
    renameSync(temporary, target);
  };
  await expect(rewriteFiles(io, [rewrite("a"), rewrite("b")], replace)).rejects.toThrow(
    /b could not be written \(EIO\)/,
  );
  expect(placed).toHaveLength(1);
  expect([content(), readdirSync(folder)]).toEqual([
    ["old a", "old b"],
    ["a", "b"],
  ]);
});
