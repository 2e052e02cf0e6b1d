import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import type { Io } from "skyvia-schedules/io";
import { describe, test } from "vitest";
import { openRepository, type Repository } from "../gitops/repository.ts";
import { printed } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";

const file = (schedule: string): string =>
  `version: 1\nworkspaces:\n  - id: 7\n    integrations:\n      - { id: 1, schedule: ${schedule} }\n`;

interface Found {
  readonly cause: string;
  readonly code: number;
  readonly notes: readonly string[];
}

/** A repository whose last commit was applied. Then somebody enabled integration 1. */
interface Applied extends AsyncDisposable {
  readonly place: Place;
  readonly repository: Repository;
  /** The cause that `drift` finds, its exit code, and the notes on stderr. */
  readonly drift: (cwd: string, ...args: readonly string[]) => Promise<Found>;
}

async function open(): Promise<Applied> {
  const place = await openPlace();
  const repository = openRepository(place.folder);
  repository.git("config", "protocol.file.allow", "always");
  place.write("skyvia.yaml", file("disabled"));
  repository.commit();
  place.emulator.world.enable(7, 1);
  return {
    place,
    repository,
    drift: async (cwd, ...args) => {
      const ended = await place.run(["drift", ...args, "--format", "json"], { cwd: join(place.folder, cwd) });
      const { changes, exitCode } = printed(ended);
      const notes = ended.stderr.split("\n").filter((line) => line.startsWith("note: "));
      return { cause: changes.map(({ cause }) => cause).join(" "), code: exitCode, notes };
    },
    [Symbol.asyncDispose]: async () => place[Symbol.asyncDispose](),
  };
}

const outside = { cause: "turned-on-outside", code: 2, notes: [] };

describe.concurrent("the last apply is found in every kind of repository", () => {
  test("a submodule: its own commits count, and those of the repository around it do not", async ({ expect }) => {
    await using applied = await open();
    const { place, repository, drift } = applied;
    mkdirSync(join(place.folder, "around"));
    const around = openRepository(join(place.folder, "around"));
    around.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", place.folder, "config");
    around.git("commit", "--quiet", "--message", "Add the config");
    expect(await drift("around", "-f", "config/skyvia.yaml", "--applied", "HEAD")).toEqual(outside);
    expect(await drift("around/config", "--applied", "HEAD")).toEqual(outside);
    const own = repository.git("rev-parse", "HEAD").trim();
    expect(await drift("around", "-f", "config", "--applied", own)).toEqual(outside);
  });

  test("a detached HEAD", async ({ expect }) => {
    await using applied = await open();
    applied.repository.git("checkout", "--quiet", "--detach");
    expect(await applied.drift(".", "--applied", "HEAD")).toEqual(outside);
    expect(await applied.drift(".", "--applied", "main")).toEqual(outside);
  });

  test("a worktree of it", async ({ expect }) => {
    await using applied = await open();
    applied.repository.git("worktree", "add", "--quiet", "other", "-b", "other");
    expect(await applied.drift("other", "--applied", "HEAD")).toEqual(outside);
    expect(await applied.drift(".", "-f", "other/skyvia.yaml", "--applied", "main")).toEqual(outside);
  });

  test("a file that was renamed since: the revision has it under its old name, which is reported", async ({
    expect,
  }) => {
    await using applied = await open();
    const { place, repository, drift } = applied;
    renameSync(join(place.folder, "skyvia.yaml"), join(place.folder, "schedules.yaml"));
    repository.commit();
    const { cause, code, notes } = await drift(".", "-f", "schedules.yaml", "--applied", "HEAD~1");
    expect([cause, code]).toEqual(["unknown", 2]);
    expect(notes).toEqual([expect.stringContaining("cannot be read as of the revision HEAD~1"), expect.anything()]);
    expect(await drift(".", "-f", "schedules.yaml", "--applied", "HEAD")).toEqual(outside);
    expect((await drift(".", "-f", ".", "--applied", "HEAD~1")).cause, "a folder has it under any name").toBe(
      "turned-on-outside",
    );
  });

  test("a shallow clone: its own commits are read, and what it lacks is reported in one line", async ({ expect }) => {
    await using applied = await open();
    const { place, drift } = applied;
    execFileSync("git", ["clone", "--quiet", "--depth=1", `file://${place.folder}`, join(place.folder, "clone")]);
    const { cause, code } = await drift("clone", "--applied", "HEAD");
    expect([cause, code]).toEqual(["turned-on-outside", 2]);
  });

  test("a bare repository with a work tree that its configuration names", async ({ expect }) => {
    await using applied = await open();
    const { place, drift } = applied;
    execFileSync("git", ["clone", "--quiet", "--bare", place.folder, join(place.folder, "bare.git")]);
    mkdirSync(join(place.folder, "bare.git/tree"));
    place.write("bare.git/tree/skyvia.yaml", file("disabled"));
    const { cause, notes } = await drift("bare.git/tree", "--applied", "HEAD");
    expect(cause).toBe("unknown");
    expect(notes.filter((note) => note.startsWith("note: git says: "))).toHaveLength(1);
  });

  test.runIf(process.getuid?.() === 0)("a repository of somebody else is refused by git itself", async ({ expect }) => {
    await using applied = await open();
    chownSync(join(applied.place.folder, ".git"), 1234, 1234);
    chownSync(applied.place.folder, 1234, 1234);
    const { cause, code, notes } = await applied.drift(".", "--applied", "HEAD");
    expect([cause, code]).toEqual(["unknown", 2]);
    expect(notes.filter((note) => note.includes("dubious ownership"))).toHaveLength(1);
  });

  test("git lists the files of a commit once in a run, and answers once for each revision", async ({ expect }) => {
    await using applied = await open();
    const { place } = applied;
    mkdirSync(join(place.folder, "bin"));
    const path = process.env["PATH"] ?? "";
    place.write("bin/git", `#!/bin/sh\necho "$@" >> '${place.folder}/asked'\nPATH='${path}' exec git "$@"\n`);
    chmodSync(join(place.folder, "bin/git"), 0o755);
    const env = { PATH: `${join(place.folder, "bin")}:${path}` };
    expect((await place.run(["drift", "--applied", "HEAD"], { env })).stdout).toContain("turned on outside");
    const asked = place.read("asked").trimEnd().split("\n");
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.filter((line) => line.startsWith("ls-tree"))).toHaveLength(1);
  });

  test("a git that hangs: the run waits no longer than --timeout", async ({ expect }) => {
    await using applied = await open();
    const { place } = applied;
    mkdirSync(join(place.folder, "bin"));
    place.write("bin/git", "#!/bin/sh\ntouch git-runs\nexec sleep 60\n");
    chmodSync(join(place.folder, "bin/git"), 0o755);
    const env = { PATH: `${join(place.folder, "bin")}:${process.env["PATH"]}` };
    const timeIsOverOnceGitRuns: Io["startTimer"] = (_, onTime) => {
      const timer = setInterval(() => place.files().includes("git-runs") && onTime(), 10);
      return () => clearInterval(timer);
    };
    const args = ["drift", "--applied", "HEAD", "--timeout", "30s"];
    const { code, stderr } = await place.run(args, { env, startTimer: timeIsOverOnceGitRuns });
    expect([code, stderr.split("\n")[0]]).toEqual([
      1,
      "error: the run is out of time: it was waiting for git (git rev-parse)",
    ]);
  });
});

test("--applied without a git repository: the advice names a solution other than --applied", async ({ expect }) => {
  await using place = await openPlace();
  place.write("skyvia.yaml", file("disabled"));
  place.emulator.world.enable(7, 1);
  const { stderr } = await place.run(["drift", "--applied", "HEAD"]);
  expect(stderr).toContain("not a git repository");
  expect(stderr).toContain("the last apply is not known; name it with --ledger <file>\n");
});
