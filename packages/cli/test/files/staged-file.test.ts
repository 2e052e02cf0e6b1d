import {
  chmodSync,
  chownSync,
  linkSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { stageNewFile, stageRewrite, type StagedFile } from "../../src/files/staged-file.ts";

const io = { newId: () => "1" };
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "staged-"));
  file = join(folder, "a.yaml");
});
afterEach(() => rmSync(folder, { recursive: true }));

async function place(staged: StagedFile): Promise<void> {
  try {
    await staged.place();
  } finally {
    await staged.discard();
  }
}

async function rewrite(text: string, replace?: Parameters<typeof stageRewrite>[3]): Promise<void> {
  const staged = await stageRewrite(io, file, Buffer.from(text), replace);
  await place(staged);
}

const content = (): string => readFileSync(file, "utf8");

describe("a rewritten file", () => {
  test.for([0o644, 0o600, 0o664, 0o755, 0o444])("keeps the mode %o whatever the umask is", async (mode) => {
    writeFileSync(file, "old");
    chmodSync(file, mode);
    const umask = process.umask(0o077);
    await rewrite("new").finally(() => process.umask(umask));
    expect([statSync(file).mode & 0o7777, content()]).toEqual([mode, "new"]);
  });

  test.runIf(process.getuid?.() === 0)("keeps its owner and group", async () => {
    writeFileSync(file, "old");
    chownSync(file, 1234, 2345);
    await rewrite("new");
    expect([statSync(file).uid, statSync(file).gid, content()]).toEqual([1234, 2345, "new"]);
  });

  test.for(["EBUSY", "EXDEV", "EPERM", "EACCES", "EROFS"])(
    "is written in place where it cannot be replaced (%s)",
    async (code) => {
      writeFileSync(file, "a longer old text");
      const { ino } = statSync(file);
      await rewrite("new", async () => {
        throw Object.assign(new Error("no"), { code });
      });
      expect([content(), statSync(file).ino, readdirSync(folder)]).toEqual(["new", ino, ["a.yaml"]]);
    },
  );

  test("stays the same file under its other names", async () => {
    writeFileSync(file, "old");
    linkSync(file, join(folder, "b.yaml"));
    await rewrite("new");
    expect(readFileSync(join(folder, "b.yaml"), "utf8")).toBe("new");
  });

  test("is as it was where the system fails for another reason", async () => {
    writeFileSync(file, "old");
    const failed = rewrite("new", async () => {
      throw Object.assign(new Error("no"), { code: "EIO" });
    });
    await expect(failed).rejects.toMatchObject({ code: "EIO" });
    expect([content(), readdirSync(folder)]).toEqual(["old", ["a.yaml"]]);
  });
});

describe("a new file", () => {
  test.for([
    [0o666, 0o022, 0o644],
    [0o600, 0o000, 0o600],
  ] as const)("has the mode %o without the umask %o", async ([mode, mask, expected]) => {
    const umask = process.umask(mask);
    const staged = await stageNewFile(io, file, "new", mode);
    await place(staged).finally(() => process.umask(umask));
    expect([statSync(file).mode & 0o7777, content(), readdirSync(folder)]).toEqual([expected, "new", ["a.yaml"]]);
  });

  test("never replaces a file that was created meanwhile", async () => {
    const staged = await stageNewFile(io, file, "new", 0o666);
    writeFileSync(file, "theirs");
    await expect(place(staged)).rejects.toMatchObject({ code: "EEXIST" });
    expect([content(), readdirSync(folder)]).toEqual(["theirs", ["a.yaml"]]);
  });
});
