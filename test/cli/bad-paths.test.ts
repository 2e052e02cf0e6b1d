import { execFile } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import { bin, type Ended } from "./binary.ts";
import { expectClean } from "./laws.ts";
import { openPlace } from "./place.ts";
import { config } from "./world.ts";

// A path that cannot be used is an error with its reason and a next step, never a defect of the tool.

const links = [
  ["leads nowhere", "nowhere"],
  ["leads back to itself", "link"],
] as const;

/** What takes a path, with the path `link`, and the exit code. */
const takers: readonly (readonly [string, readonly string[], number, Readonly<Record<string, string | undefined>>?])[] =
  [
    ["validate -f", ["validate", "-f", "link"], 5],
    ["-f with a slash", ["validate", "-f", "link/"], 5],
    ["plan -f", ["plan", "-f", "link"], 5],
    ["validate --fix-expired", ["validate", "--fix-expired", "-f", "link"], 5],
    ["plan --out", ["plan", "--out", "link"], 5],
    ["plan --out below it", ["plan", "--out", "link/plan.json"], 5],
    ["--report-file", ["plan", "--report-file", "link"], 5],
    ["report --out", ["report", "--out", "link"], 5],
    ["import --out", ["import", "-w", "7", "--out", "link"], 5],
    ["import --all --out DIR/", ["import", "--all", "--out", "link/"], 5],
    ["import --merge", ["import", "-w", "7", "--merge", "--out", "link"], 5],
    ["import --merge -f", ["import", "-w", "7", "--merge", "--out", "new.yaml", "-f", "link"], 5],
    ["init --dir", ["init", "--yes", "--all", "--dir", "link"], 5],
    ["init --pulumi --dir", ["init", "--yes", "--all", "--pulumi", "--dir", "link"], 5],
    ["apply FILE", ["apply", "--yes", "link"], 5],
    ["show FILE", ["show", "link"], 5],
    ["--pulumi-stack", ["validate", "--pulumi-stack", "link"], 5],
    ["apply --ledger", ["apply", "--yes", "--ledger", "link"], 5],
    ["drift --ledger", ["drift", "--ledger", "link"], 5],
    ["undo --ledger", ["undo", "--last", "--yes", "--ledger", "link"], 5],
    ["freeze --snapshot", ["freeze", "--yes", "-w", "7", "--reason", "x", "--snapshot", "link"], 5],
    ["thaw --snapshot", ["thaw", "--yes", "--snapshot", "link"], 5],
    ["--token-file", ["plan", "--token-file", "link"], 6],
    ["SKYVIA_TOKEN_FILE", ["plan"], 6, { SKYVIA_TOKEN: undefined, SKYVIA_TOKEN_FILE: "link" }],
  ];

describe.concurrent.each(links)("a symbolic link that %s, as the path of", (_, target) => {
  test.for(takers)("%s", async ([, args, code, env = {}], { expect }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config);
    symlinkSync(target, join(place.folder, "link"));
    const ended = await place.run(args, { env });
    expectClean(ended);
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining("symbolic link")]);
    expect([place.emulator.requests(), place.read("skyvia.yaml")]).toEqual([[], config]);
  });
});

describe.concurrent.each([
  ["leads nowhere", "nowhere"],
  ["leads back to itself", "skyvia"],
] as const)("where skyvia is a symbolic link that %s", (_, target) => {
  test.for<[string, readonly string[], number]>([
    ["init", ["init", "--yes", "--all"], 5],
    ["plan", ["plan"], 5],
    ["validate", ["validate"], 5],
    ["import --merge", ["import", "-w", "7", "--merge", "--out", "new.yaml"], 5],
    ["doctor", ["doctor"], 1],
  ])("%s says so", async ([verb, args, code], { expect }) => {
    await using place = await openPlace();
    symlinkSync(target, join(place.folder, "skyvia"));
    const ended = await place.run(args);
    expectClean(ended);
    const text = verb === "doctor" ? ended.stdout : ended.stderr;
    expect([ended.code, text.replaceAll(/\s+/g, " ")]).toEqual([
      code,
      expect.stringMatching(/skyvia (?:is|cannot be written: it is) a symbolic link (?:that leads|to nowhere)/),
    ]);
    expect(place.files()).toEqual(["skyvia"]);
    if (verb !== "doctor") expect(place.emulator.requests()).toEqual([]);
  });
});

describe.concurrent("init is 5 before the first call where a place of its files cannot be used", () => {
  test.for<[string, string, (at: string) => void]>([
    [".skyvia is a link to nothing", "github", (at) => symlinkSync("nowhere", join(at, ".skyvia"))],
    [".github is a link to nothing", "github", (at) => symlinkSync("nowhere", join(at, ".github"))],
    [".github is a link to itself", "github", (at) => symlinkSync(".github", join(at, ".github"))],
    [".gitlab is a link to itself", "gitlab", (at) => symlinkSync(".gitlab", join(at, ".gitlab"))],
    [".gitignore is a folder", "none", (at) => mkdirSync(join(at, ".gitignore"))],
    [".gitignore is a link to nothing", "none", (at) => symlinkSync("nowhere", join(at, ".gitignore"))],
    [
      ".github/workflows is a link to itself",
      "github",
      (at) => {
        mkdirSync(join(at, ".github"));
        symlinkSync("workflows", join(at, ".github/workflows"));
      },
    ],
  ])("%s", async ([what, ci, prepare], { expect }) => {
    await using place = await openPlace();
    prepare(place.folder);
    const before = place.files();
    const ended = await place.run(["init", "--yes", "--all", "--ci", ci]);
    expectClean(ended);
    expect([ended.code, ended.stderr]).toEqual([5, expect.stringContaining(`error: ${what.split(" ")[0]} cannot be`)]);
    expect([place.emulator.requests(), place.files()]).toEqual([[], before]);
  });

  test("but what it does not write may be there", async ({ expect }) => {
    await using place = await openPlace();
    place.write(".gitlab", "");
    expect((await place.run(["init", "--yes", "--all"])).code).toBe(0);
  });
});

describe.concurrent("a folder in which nothing can be created ends the run", () => {
  test.for<readonly string[]>([
    ["init", "--yes", "--all", "--dir", "/proc"],
    ["init", "--yes", "--all", "--dir", "/proc/self"],
    ["import", "--all", "--out", "/proc/"],
    ["import", "--all", "--out", "/proc/nothing/"],
    ["import", "--all", "--out", `${"x".repeat(300)}/`],
  ])("%s %s %s %s %s", { skip: process.platform !== "linux" }, async (args, { expect }) => {
    await using place = await openPlace();
    const ended = await place.run(args);
    expectClean(ended);
    expect([ended.code, ended.stderr]).toEqual([
      1,
      expect.stringMatching(/could not be written \(E\w+\); nothing was/),
    ]);
  });
});

describe.concurrent("in a folder that was deleted", { skip: process.platform === "win32" }, () => {
  const lost = "error: the current folder does not exist any more\n  Change to a folder that exists, and run again.\n";

  test.for<[string, readonly string[], number, string]>([
    ["version prints it", ["version"], 0, ""],
    ["help prints it", ["help"], 0, ""],
    ["schema prints it", ["schema"], 0, ""],
    ["completion completes nothing", ["__complete", "bash", "2", "skyvia-schedules plan -f "], 0, ""],
    ["a verb that needs no file works", ["workspaces"], 0, ""],
    ["a file with its whole path is read", ["validate", "-f", "FOLDER/skyvia.yaml"], 0, ""],
    ["validate says so", ["validate"], 5, lost],
    ["plan says so", ["plan"], 5, lost],
    ["init says so", ["init", "--yes", "--all"], 5, lost],
    ["import --out says so", ["import", "-w", "7", "--out", "new.yaml"], 5, lost],
  ])("%s", async ([, args, code, stderr], { expect }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config);
    const env = { SKYVIA_BASE_URL: place.emulator.url, SKYVIA_TOKEN: place.emulator.token };
    const cwd = join(place.folder, "gone");
    mkdirSync(cwd);
    const given = args.map((arg) => arg.replace("FOLDER", place.folder));
    // No process can start in such a folder, but a shell can delete the one that it is in.
    const script = ["-c", 'rmdir "$PWD" && exec "$0" "$@"', process.execPath, bin, ...given];
    const ended = await new Promise<Ended>((resolve) => {
      execFile("sh", script, { cwd, env: { PATH: process.env["PATH"], ...env } }, (error, stdout, said) =>
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr: said }),
      );
    });
    expect(ended).toMatchObject({ code, stderr });
  });
});
