import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { filesBelow, filesMatching, isGlob } from "../../src/files/find-files.ts";

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "find-"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

/** `path` is an empty file, `path -> target` a symbolic link. */
function make(...paths: readonly string[]): void {
  for (const path of paths) {
    const [name = "", target] = path.split(" -> ");
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    if (target === undefined) writeFileSync(join(cwd, name), "");
    else symlinkSync(target, join(cwd, name));
  }
}

const options = (): { cwd: string; signal: AbortSignal } => ({ cwd, signal: new AbortController().signal });
const below = async (folder: string): Promise<readonly string[]> => filesBelow(folder, options());
const matching = async (glob: string): Promise<readonly string[]> => filesMatching(glob, options());

describe("a folder", () => {
  test.for([
    [
      "has its YAML files, those of folders in it too",
      ["c/b.yml", "c/x/a.yaml", "c/README.md"],
      ["c/b.yml", "c/x/a.yaml"],
    ],
    ["has files whatever the case of their ending", ["c/A.YAML", "c/b.Yml"], ["c/A.YAML", "c/b.Yml"]],
    [
      "has odd names",
      ["c/a b.yaml", "c/[x].yaml", "c/é.yaml", "c/-.yaml"],
      ["c/-.yaml", "c/[x].yaml", "c/a b.yaml", "c/é.yaml"],
    ],
    ["leaves hidden files and folders aside", ["c/.a.yaml", "c/.git/a.yaml", "c/b.yaml"], ["c/b.yaml"]],
    ["leaves installed packages aside", ["c/node_modules/x/a.yaml", "c/d/node_modules/a.yaml"], []],
    ["may have a folder that is named like a file", ["c/old.yaml/a.yaml"], ["c/old.yaml/a.yaml"]],
    ["may have a link to itself", ["c/a.yaml", "c/self -> ."], ["c/a.yaml"]],
    ["may have a link to the folder above", ["c/d/a.yaml", "c/d/up -> .."], ["c/d/a.yaml"]],
    ["may have two ways to a folder", ["c/d/a.yaml", "c/e -> d"], ["c/d/a.yaml"]],
    ["may have a link to a folder elsewhere", ["o/a.yaml", "c/e -> ../o"], ["c/e/a.yaml"]],
    ["shows a link that leads nowhere if it is named like a file", ["c/a.yaml -> gone", "c/b -> gone"], ["c/a.yaml"]],
    ["shows a link that leads to itself if it is named like a file", ["c/a.yaml -> a.yaml", "c/b -> b"], ["c/a.yaml"]],
  ] as const)("%s", async ([, made, found]) => {
    make(...made);
    mkdirSync(join(cwd, "c"), { recursive: true });
    expect(await below("c")).toEqual(found);
    expect(await below("c/")).toEqual(found);
  });

  test("may be the working directory, or have an absolute path", async () => {
    make("a.yaml");
    expect([await below("."), await below(cwd)]).toEqual([["./a.yaml"], [join(cwd, "a.yaml")]]);
  });
});

describe("a glob", () => {
  const tree = [
    "a.yaml",
    "b/a.yaml",
    "b/c/a.yml",
    "b/.h/a.yaml",
    "b/node_modules/p/a.yaml",
    ".h.yaml",
    "old.yaml/x.yaml",
  ];
  test.for([
    ["*.yaml", ["a.yaml"]],
    ["**/*.yaml", ["a.yaml", "b/a.yaml", "old.yaml/x.yaml"]],
    ["**/a.{yaml,yml}", ["a.yaml", "b/a.yaml", "b/c/a.yml"]],
    ["b/**", ["b/a.yaml", "b/c/a.yml"]],
    ["*/*.yaml", ["b/a.yaml", "old.yaml/x.yaml"]],
    ["{b,old.yaml}/*.yaml", ["b/a.yaml", "old.yaml/x.yaml"]],
    ["{b/c,b}/*.{yaml,yml}", ["b/a.yaml", "b/c/a.yml"]],
    ["b/.h/*.yaml", ["b/.h/a.yaml"]],
    ["b/node_modules/**/*.yaml", ["b/node_modules/p/a.yaml"]],
    ["b/c/../*.yaml", ["b/a.yaml"]],
    ["./b/?.yaml", ["./b/a.yaml"]],
    ["[ab].yaml", ["a.yaml"]],
    ["!(b).yaml", ["a.yaml"]],
    ["none-*.yaml", []],
    ["gone/*.yaml", []],
    ["a.yaml/*", []],
  ] as const)("%s", async ([glob, found]) => {
    make(...tree);
    expect((await matching(glob)).map((file) => file.replace(/^\.\//, ""))).toEqual(
      found.map((file) => file.replace(/^\.\//, "")),
    );
  });

  test("starts where an absolute path says", async () => {
    make("a.yaml");
    expect(await matching(`${cwd}/*.yaml`)).toEqual([join(cwd, "a.yaml")]);
  });

  test("matches a folder by its name as written, and as a pattern", async () => {
    make("d[1]/a.yaml", "d1/a.yaml", "d2/a.yaml");
    expect(await matching("d[1]/*.yaml")).toEqual(["d1/a.yaml", "d[1]/a.yaml"]);
  });

  test("follows links as a folder does, and each step of a pattern for itself", async () => {
    make("one/x/a.yaml", "two/prod -> ../one/x", "two/self -> .", "two/up -> ../two", "one/two -> ../two");
    expect(await matching("two/**/prod/*.yaml")).toEqual(["two/prod/a.yaml"]);
    expect(await matching("**/prod/*.yaml")).toEqual(["one/two/prod/a.yaml"]);
  });

  test("ends where fifteen folders link to each other", async () => {
    const names = Array.from({ length: 15 }, (_, index) => `f${index}`);
    for (const name of names) make(`${name}/${name}.yaml`, ...names.map((other) => `${name}/${other} -> ../${other}`));
    expect(await matching("**/*.yaml")).toHaveLength(15);
    expect(await below(".")).toHaveLength(15);
  });
});

test.for([
  ["a.yaml", false],
  ["a(1).yaml", false],
  ["#a.yaml", false],
  ["a*.yaml", true],
  ["{a,b}.yaml", true],
  ["+(a|b).yaml", true],
  ["[ab].yaml", true],
] as const)("%s: a glob: %s", ([path, expected]) => expect(isGlob(path)).toBe(expected));

test("a signal ends the walk between two names of a folder", async () => {
  make("c/a.yaml", "c/b.yaml");
  let looks = 0;
  const throwIfAborted = (): void => {
    if (++looks === 2) throw new Error("stopped");
  };
  const signal = Object.assign(new AbortController().signal, { throwIfAborted });
  await expect(filesBelow("c", { cwd, signal })).rejects.toThrow("stopped");
});
