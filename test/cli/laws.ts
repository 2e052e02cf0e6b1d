import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Ended } from "./binary.ts";
import type { Place } from "./place.ts";
import { outputErrors } from "./output-schema.ts";
import { canary } from "./world.ts";

/** The part of `--format json` that these tests look at. */
export interface Printed {
  readonly formatVersion: number;
  readonly command: string | null;
  readonly exitCode: number;
  readonly summary: Readonly<Record<string, number>>;
  readonly changes: readonly {
    readonly workspaceId: number;
    readonly integrationId: number;
    readonly action: string;
    readonly result?: string;
    readonly cause?: string;
    readonly modified?: string | null;
  }[];
  readonly problems: readonly {
    readonly code: string;
    readonly message: string;
    readonly next: string;
    readonly docs: string;
    readonly source: { readonly file: string; readonly line: number; readonly column: number } | null;
  }[];
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly next: string;
    readonly docs: string;
  } | null;
  readonly data?: unknown;
}

const problemsPage = readFileSync(new URL("../../docs/problems.md", import.meta.url), "utf8");

/** The rules for every output, however the run ended: no stack trace, no escape sequence, no token. */
export function expectClean({ stdout, stderr }: Ended): void {
  expect(stdout + stderr).not.toMatch(/^ {4}at /m);
  expect(stdout + stderr).not.toContain("\u001b");
  expect(stdout + stderr).not.toContain(canary);
}

/** A run as a reader sees it: stdout, stderr, and the exit code if it is not 0. The emulator's port is left out. */
export function seen(ended: Ended): string {
  expectClean(ended);
  const code = ended.code === 0 ? "" : `exit code ${ended.code}\n`;
  return withoutPort(`${ended.stdout}${ended.stderr}${code}`);
}

/** Text without the part that differs from run to run: the port of the emulator. */
export function withoutPort(text: string): string {
  return text.replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:PORT");
}

/** The JSON output of a run, after a check of the laws for every such output. */
export function printed(ended: Ended): Printed {
  expectClean(ended);
  const value = JSON.parse(ended.stdout) as Printed;
  expect(outputErrors(value)).toBe("");
  expect(value.formatVersion).toBe(1);
  expect(value.exitCode).toBe(ended.code);
  if ([0, 2].includes(value.exitCode)) expect(value.error).toBeNull();
  else if (value.exitCode === 3 && value.error === null) expect(value.changes).not.toEqual([]);
  else expect(value.error).toMatchObject({ code: expect.any(String), message: expect.any(String) });
  for (const { code, docs } of [...value.problems, ...(value.error === null ? [] : [value.error])]) {
    expect(docs).toBe(`docs/problems.md#${code}`);
    expect(problemsPage).toContain(`\n## ${code}\n`);
  }
  return value;
}

/** No call was made, and the folder is unchanged. */
export function expectUntouched(place: Place, files: Readonly<Record<string, string>>): void {
  expect(place.emulator.requests()).toEqual([]);
  expect(Object.fromEntries(place.files().map((file) => [file, place.read(file)]))).toEqual(files);
}
