import { expect, test } from "vitest";
import { programProblem, type ProgramRequire } from "../../src/program/program-problem.ts";
import { isAtLeast } from "../../src/program/versions.ts";

function folderWith(modules: Readonly<Record<string, unknown>>): ProgramRequire {
  const find = (name: string): unknown => {
    if (name in modules) return modules[name];
    throw new Error(`Cannot find module '${name}'`);
  };
  return Object.assign(find, { resolve: (name: string) => String(find(name)) });
}

const provider = { "@skyvia-schedules/pulumi/provider": {} };

test.for([
  ["all is there", { ...provider, "@pulumi/pulumi/version": { version: "3.270.0" } }, null],
  ["the oldest SDK that will do", { ...provider, "@pulumi/pulumi/version": { version: "3.222.0" } }, null],
  [
    "this package is not a direct dependency",
    { "@pulumi/pulumi/version": { version: "3.270.0" } },
    "@skyvia-schedules/pulumi must be a dependency of the program itself: add it to the package.json of /infra and install",
  ],
  [
    "the SDK is not a direct dependency",
    provider,
    "@pulumi/pulumi must be a dependency of the program itself: add it to the package.json of /infra and install",
  ],
  [
    "the SDK is too old",
    { ...provider, "@pulumi/pulumi/version": { version: "3.221.9" } },
    "@skyvia-schedules/pulumi needs @pulumi/pulumi 3.222.0 or later, but the program has 3.221.9: update it",
  ],
] as const)("%s", ([, modules, problem]) => {
  expect(programProblem(folderWith(modules), "/infra")).toBe(problem);
});

test.for([
  ["22.19.0", "22.19.0", true],
  ["22.18.9", "22.19.0", false],
  ["24.0.0", "22.19.0", true],
  ["20.20.2", "22.19.0", false],
  ["3.222.0-alpha.1", "3.222.0", true],
  ["4", "3.222.0", true],
] as const)("%s is at least %s: %s", ([version, earliest, expected]) => {
  expect(isAtLeast(version, earliest)).toBe(expected);
});
