import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** The licenses of all third-party packages of some modules, given by their files. A bundle of the modules must contain them. */
export function licenses(modules: readonly string[]): string {
  const folders = modules.flatMap((file) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file) ?? []);
  return [...new Set(folders)]
    .map(licenseOf)
    .toSorted()
    .join(`\n${"-".repeat(80)}\n\n`);
}

function licenseOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text =
    file === undefined ? `https://spdx.org/licenses/${license}.html` : readFileSync(join(folder, file), "utf8");
  return `${name} ${version}: ${license}\n\n${text.trim()}\n`;
}
