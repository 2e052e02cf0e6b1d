import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { SkyviaErrorCode } from "@skyvia-schedules/client";
import { codePages } from "@skyvia-schedules/core/code-pages";
import { docsOf, type ErrorCode } from "@skyvia-schedules/core/error-codes";
import { expect, test } from "vitest";
import { problemsPage } from "../../scripts/problems-page.ts";

const root = new URL("../../", import.meta.url).pathname;
const page = readFileSync(join(root, "docs/problems.md"), "utf8");
const codes = codePages.map(({ code }) => code);

test("docs/problems.md is what the registry says: `npx -y pnpm@12 problems` writes it", () => {
  expect(page).toBe(problemsPage());
});

test("each code is listed once, and its heading is exactly the code, so that #<code> is its anchor", () => {
  expect(new Set(codes).size).toBe(codes.length);
  expect([...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual(codes);
  for (const code of codes) {
    expect(code).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
    expect(docsOf(code)).toBe(`docs/problems.md#${code}`);
  }
});

test("title, explanation and next step are sentences", () => {
  for (const { code, title, about, effect, next } of codePages) {
    expect([code, title]).toEqual([code, expect.stringMatching(/^[A-Z`].*[^.]$/)]);
    for (const text of [about, effect, next])
      expect([code, text]).toEqual([code, expect.stringMatching(/^[A-Z`0-9].*\.$/s)]);
  }
});

/** The compiler finds a code of the client that the registry lacks. */
const ofClient: Readonly<Record<SkyviaErrorCode, ErrorCode | "schedule-not-defined">> = {
  auth: "auth",
  "not-found": "not-found",
  "schedule-not-defined": "schedule-not-defined",
  "rate-limited": "rate-limited",
  server: "server",
  network: "network",
  timeout: "timeout",
  "bad-answer": "bad-answer",
  aborted: "aborted",
  "bad-input": "bad-input",
  "read-only": "read-only",
};

test("every code of the client has a page under its own name", () => {
  expect(Object.keys(ofClient)).toEqual(Object.values(ofClient));
  expect(codes).toEqual(expect.arrayContaining(Object.values(ofClient)));
});

test("every code that the source of a package writes down has a page", () => {
  const written = ["client", "core", "cli", "provider", "action"].flatMap((name) =>
    codesIn(join(root, "packages", name, "src")),
  );
  expect(written.length).toBeGreaterThan(20);
  expect(written.filter(([code]) => !codes.includes(code))).toEqual([]);
});

/** `code: "..."` and `new RunError("...")`, each with its file. */
function codesIn(folder: string): (readonly [string, string])[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    /^(?!.*\.generated).*\.ts$/.test(file),
  );
  return files.flatMap((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const found = text.matchAll(/\b(?:code: |new RunError\(\s*|problem\(\s*)"([a-z]+(?:-[a-z0-9]+)*)"/g);
    return [...found].map(([, code = ""]) => [code, file] as const);
  });
}
