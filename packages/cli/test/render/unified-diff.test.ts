import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyEdits, type Edit } from "@skyvia-schedules/core/yaml";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { unifiedDiff } from "../../src/render/unified-diff.ts";
import { runs } from "../../../../test/laws/runs.ts";

const letters = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\n";
const at = (offset: number, length: number, text: string): Edit => ({ offset, length, text });
const diff = (before: string, ...edits: readonly Edit[]): string => unifiedDiff({ file: "x.yaml", before, edits });

test("no change: an empty diff", () => {
  expect(diff(letters)).toBe("");
});

test("a value with three lines around it", () => {
  expect(diff(letters, at(10, 1, "F"))).toBe(
    "--- a/x.yaml\n+++ b/x.yaml\n@@ -3,7 +3,7 @@\n c\n d\n e\n-f\n+F\n g\n h\n i\n",
  );
});

test("new lines; changes far apart have separate parts", () => {
  expect(diff(letters, at(2, 0, "new\n"), at(20, 1, "K"))).toBe(
    "--- a/x.yaml\n+++ b/x.yaml\n@@ -1,4 +1,5 @@\n a\n+new\n b\n c\n d\n@@ -8,4 +9,4 @@\n h\n i\n j\n-k\n+K\n",
  );
});

test("two changes of one line are one; a file may end without a line break", () => {
  expect(diff("ab\nxyz", at(3, 1, "X"), at(5, 1, "Z"))).toBe(
    "--- a/x.yaml\n+++ b/x.yaml\n@@ -1,2 +1,2 @@\n ab\n-xyz\n\\ No newline at end of file\n+XyZ\n\\ No newline at end of file\n",
  );
});

test("git applies it, and gets the text with the edits", () => {
  const folder = mkdtempSync(join(tmpdir(), "diff-"));
  const word = fc.constantFrom("a", "b", "", "- id: 1", "  schedule: enabled");
  const texts = fc
    .tuple(fc.array(word, { minLength: 1, maxLength: 30 }), fc.boolean(), fc.constantFrom("\n", "\r\n"))
    .map(([lines, last, lineBreak]) => lines.join(lineBreak) + (last ? lineBreak : ""))
    .filter((text) => text !== "");
  const changes = texts.chain((text) => {
    const edit = fc.record({
      offset: fc.nat(text.length - 1),
      length: fc.constantFrom(0, 1),
      text: fc.constantFrom("x", "new\n", "y\nz\n"),
    });
    return fc.tuple(fc.constant(text), fc.uniqueArray(edit, { selector: ({ offset }) => offset, maxLength: 4 }));
  });
  try {
    fc.assert(
      fc.property(changes, ([before, edits]) => {
        writeFileSync(join(folder, "x.yaml"), before);
        const patch = diff(before, ...edits);
        if (patch !== "") execFileSync("git", ["apply", "-"], { cwd: folder, input: patch, stdio: "pipe" });
        expect(readFileSync(join(folder, "x.yaml"), "utf8")).toBe(applyEdits(before, edits));
      }),
      runs(30),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
