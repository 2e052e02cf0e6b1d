import { posix, win32 } from "node:path";
import { expect, test } from "vitest";
import { inRepository } from "../../../src/render/github/in-repository.ts";

const linux = { cwd: "/home/runner/work/repo/sub", env: { GITHUB_WORKSPACE: "/home/runner/work/repo" } };
const windows = { cwd: "D:\\a\\repo\\sub", env: { GITHUB_WORKSPACE: "D:\\a\\repo" } };

test.each([
  ["a file is named from the top of the repository", linux, posix, "skyvia/a.yaml", "sub/skyvia/a.yaml"],
  ["a file elsewhere keeps its name", linux, posix, "/etc/a.yaml", "/etc/a.yaml"],
  ["without a repository it keeps its name", { ...linux, env: {} }, posix, "skyvia/a.yaml", "skyvia/a.yaml"],
  ["on Windows it is named with slashes, as git names it", windows, win32, "skyvia/a.yaml", "sub/skyvia/a.yaml"],
  ["on Windows a file on another drive keeps its name", windows, win32, "C:/x/a.yaml", "C:/x/a.yaml"],
])("%s", (_, run, system, file, named) => {
  const source = { file, line: 1, column: 1 };
  expect(inRepository(run, system)(source)).toEqual({ ...source, file: named });
});
