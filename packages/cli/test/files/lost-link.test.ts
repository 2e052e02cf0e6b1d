import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "vitest";
import { reasonWithLink } from "../../src/files/lost-link.ts";
import { readFailure } from "../../src/files/read-failure.ts";

describe("a link that leads nowhere has the same words for every reader", () => {
  test.for<[what: string, target: string, words: string]>([
    ["to a name that does not exist", "gone", "is a symbolic link to gone, which does not exist"],
    ["back to itself", "link", "is a symbolic link that leads back to itself"],
  ])("%s", async ([, target, words], { expect, onTestFinished }) => {
    const cwd = mkdtempSync(join(tmpdir(), "lost-link-"));
    onTestFinished(() => rmSync(cwd, { recursive: true }));
    const path = join(cwd, "link");
    symlinkSync(target, path);
    const error: unknown = await readFile(path).catch((reason: unknown) => reason);
    expect((await readFailure({ io: { cwd } as never }, "link", error)).message).toBe(`link ${words}`);
    expect(await reasonWithLink(path, error)).toMatch(new RegExp(`^E[A-Z]+: it ${words}$`));
  });
});
