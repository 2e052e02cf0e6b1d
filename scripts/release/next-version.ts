import { execFileSync } from "node:child_process";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The version of all packages before and after. */
export interface Versions {
  readonly from: string;
  readonly to: string;
}

/** Pages and examples that name the version in a text that no script writes. */
export const pages: readonly string[] = [
  "README.md",
  "docs/pulumi-plugin.md",
  "docs/pulumi-python.md",
  "docs/quickstart.md",
  "docs/yaml.md",
  "examples/kubernetes/Dockerfile",
  "examples/kubernetes/README.md",
  "examples/kubernetes/deployment.yaml",
  "examples/pulumi-go/go.mod",
  "examples/pulumi/package.json",
];

/**
 * Gives the packages of a copy of this repository the version that the notes in .changeset ask for, writes the change logs, and removes the notes. Throws if
 * there is no note, or if the packages have different versions afterwards.
 */
export function nextVersion(repository: string): Versions {
  const from = versionOf(repository);
  const { resolve } = createRequire(import.meta.url);
  const program = join(dirname(resolve("@changesets/cli/package.json")), "bin.js");
  execFileSync(process.execPath, [program, "version"], { cwd: repository, stdio: ["ignore", 2, "inherit"] });
  const to = versionOf(repository);
  if (from === to) throw new Error("there is no note in .changeset, so there is nothing to release");
  for (const page of pages) replaceIn(join(repository, page), from, to);
  return { from, to };
}

/** The version that all packages of a repository have. */
export function versionOf(repository: string): string {
  const manifests = globSync("packages/*/package.json", { cwd: repository }).map(
    (file) => JSON.parse(readFileSync(join(repository, file), "utf8")) as { readonly name: string; version: string },
  );
  const versions = new Set(manifests.filter(({ version }) => version !== "0.0.0").map(({ version }) => version));
  const [version, ...others] = versions;
  if (version === undefined || others.length > 0)
    throw new Error(`the packages have different versions: ${[...versions].join(", ")}`);
  return version;
}

function replaceIn(file: string, from: string, to: string): void {
  writeFileSync(file, readFileSync(file, "utf8").replaceAll(from, to));
}

/** The part of a change log about a version, or a line that says that there is none. */
export function notesOf(changeLog: string, version: string): string {
  const part = changeLog.split(/^(?=## )/m).find((text) => text.startsWith(`## ${version}\n`));
  return part ?? `The change log has nothing about ${version}.\n`;
}
