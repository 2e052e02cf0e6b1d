import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeNewFiles } from "../../src/files/write-new-files.ts";

test("if a file cannot be written, the error names the complete files, and no part of it is left", async () => {
  const cwd = mkdtempSync(join(tmpdir(), "new-files-"));
  try {
    const files = ["a", "b/c", "a/below-a-file", "never"].map((path) => ({ path, text: path }));
    await expect(writeNewFiles({ cwd, newId: () => "1" }, files)).rejects.toMatchObject({
      record: {
        code: "write-failed",
        message: expect.stringMatching(/^a\/below-a-file .*; written as a whole: a, b\/c$/),
      },
    });
    expect(new Set(readdirSync(cwd, { recursive: true, encoding: "utf8" }))).toEqual(new Set(["a", "b", "b/c"]));
    await expect(writeNewFiles({ cwd, newId: () => "1" }, [{ path: "a/x", text: "" }])).rejects.toMatchObject({
      record: { message: expect.stringContaining("nothing was written") },
    });
  } finally {
    rmSync(cwd, { recursive: true });
  }
});
