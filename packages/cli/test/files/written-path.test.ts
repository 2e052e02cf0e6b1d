import { posix, win32 } from "node:path";
import { describe, expect, test } from "vitest";
import { splitRoot, withSlashes } from "../../src/files/written-path.ts";

const systems = { posix, win32 } as const;

describe("a path of -f is printed with slashes", () => {
  test.each([
    ["on Windows a backslash separates", "win32", "skyvia\\production.yaml", "skyvia/production.yaml"],
    ["on Windows a drive keeps its letter", "win32", "C:\\repo\\skyvia", "C:/repo/skyvia"],
    ["on Windows a share keeps its name", "win32", "\\\\server\\share\\skyvia", "//server/share/skyvia"],
    ["on Windows slashes are as good", "win32", "skyvia/production.yaml", "skyvia/production.yaml"],
    ["elsewhere a backslash is part of a name, or an escape of a glob", "posix", "a\\b.yaml", "a\\b.yaml"],
  ] as const)("%s", (_, system, given, written) => {
    expect(withSlashes(given, systems[system])).toBe(written);
  });
});

describe("where a glob is searched", () => {
  test.each([
    ["a relative one starts at the working directory", "posix", "skyvia/*.yaml", { root: "", rest: "skyvia/*.yaml" }],
    ["an absolute one starts at the root", "posix", "/etc/skyvia/*.yaml", { root: "/", rest: "etc/skyvia/*.yaml" }],
    ["slashes that repeat count once", "posix", "//etc/*.yaml", { root: "/", rest: "etc/*.yaml" }],
    ["on Windows it starts at its own drive", "win32", "D:/repo/*.yaml", { root: "D:/", rest: "repo/*.yaml" }],
    [
      "on Windows it may start at a share",
      "win32",
      "//server/share/x/*.yaml",
      { root: "//server/share/", rest: "x/*.yaml" },
    ],
    ["on Windows it may start at the root of the drive", "win32", "/repo/*.yaml", { root: "/", rest: "repo/*.yaml" }],
    ["on Windows a relative one is as elsewhere", "win32", "skyvia/*.yaml", { root: "", rest: "skyvia/*.yaml" }],
  ] as const)("%s", (_, system, glob, split) => {
    expect(splitRoot(glob, systems[system])).toEqual(split);
  });
});
