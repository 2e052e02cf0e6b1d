import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, test } from "vitest";
import { bin } from "./binary.ts";
import { runHere } from "./in-process.ts";
import { openPlace, type Place } from "./place.ts";

/** A file with one entry. */
function entry(id: number): string {
  return `version: 1\nworkspaces:\n  - id: 7\n    integrations:\n      - id: ${id}\n        schedule: enabled\n`;
}

/** `path -> target` is a symbolic link, `path|` a pipe, all else a file with one entry. */
function make(place: Place, ...paths: readonly string[]): void {
  for (const [index, path] of paths.entries()) {
    const [name = "", target] = path.split(" -> ");
    const file = join(place.folder, name.replace("|", ""));
    mkdirSync(join(file, ".."), { recursive: true });
    if (target !== undefined) symlinkSync(target, file);
    else if (name.endsWith("|")) execFileSync("mkfifo", [file]);
    else writeFileSync(file, entry(index + 1));
  }
}

async function validate(place: Place, ...paths: readonly string[]): Promise<string> {
  const args = ["validate", ...paths.flatMap((path) => ["-f", path])];
  const { stdout, stderr, code } = await runHere(args, { cwd: place.folder });
  return `${stdout}${stderr.split("\n")[0]}${code}`;
}

const valid = (entries: number): string =>
  `Valid: ${entries === 1 ? "1 entry" : `${entries} entries`} in 1 workspace.\n0`;

describe("files to read", () => {
  test.for([
    ["spelled in two ways", ["a.yaml"], ["a.yaml", "./a.yaml", "x/../a.yaml"], valid(1)],
    ["that a link leads to, too", ["a.yaml", "b.yaml -> a.yaml"], ["a.yaml", "b.yaml", "*.yaml"], valid(1)],
    ["of folders that link to each other", ["two/a.yaml", "two/self -> .", "two/up -> ../two"], ["two"], valid(1)],
    ["of such folders by **", ["two/a.yaml", "two/self -> .", "two/up -> ../two"], ["two/**/*.yaml"], valid(1)],
    ["of a link to a folder", ["one/a.yaml", "two -> one"], ["two", "one"], valid(1)],
    ["beside installed packages", ["c/a.yaml", "c/node_modules/b.yaml", "c/.git/d.yaml"], ["c", "**/*.yaml"], valid(1)],
    ["in a folder that is named like a file", ["c/old.yaml/a.yaml"], ["c", "c/old.yaml"], valid(1)],
    ["that has the characters of a glob in its name", ["a[1].yaml", "a1.yaml"], ["a[1].yaml"], valid(1)],
    ["that does not exist", [], ["a.yaml"], "error: a.yaml does not exist5"],
    ["that has nothing", ["c/a.txt"], ["c"], "error: the folder c has no .yaml or .yml file5"],
    ["that no glob matches", ["c/a.txt"], ["c/*.yaml"], 'error: no file matches "c/*.yaml"5'],
    ["that is written as a folder", ["a.yaml"], ["a.yaml/"], "error: a.yaml/ cannot be read (ENOTDIR)5"],
    [
      "a dangling link",
      ["a.yaml -> b.yaml"],
      ["a.yaml"],
      "error: a.yaml is a symbolic link to b.yaml, which does not exist5",
    ],
    [
      "a dangling link in a folder",
      ["c/a.yaml -> b.yaml"],
      ["c"],
      "error: c/a.yaml is a symbolic link to b.yaml, which does not exist5",
    ],
    [
      "a dangling link of a glob",
      ["c/a.yaml -> b.yaml"],
      ["c/*"],
      "error: c/a.yaml is a symbolic link to b.yaml, which does not exist5",
    ],
    [
      "a link to itself",
      ["a.yaml -> a.yaml"],
      ["a.yaml"],
      "error: a.yaml is a symbolic link that leads back to itself5",
    ],
    ["an empty name", [], [""], 'error: --file: "": it is empty5'],
  ] as const)("a file %s", async ([, made, paths, expected], { expect }) => {
    await using place = await openPlace();
    make(place, ...made);
    mkdirSync(join(place.folder, "x"), { recursive: true });
    expect(await validate(place, ...paths)).toBe(expected);
  });

  test.for([
    ["the file skyvia.yaml", ["skyvia.yaml"], valid(1)],
    ["the file skyvia.yml", ["skyvia.yml"], valid(1)],
    ["the folder skyvia", ["skyvia/a.yaml", "skyvia/b.yml"], valid(2)],
    ["nothing", ["skyvia.json"], "error: skyvia.yaml does not exist, nor do skyvia.yml and the folder skyvia5"],
    [
      "no file that is named like the folder",
      ["skyvia"],
      "error: skyvia.yaml does not exist, nor do skyvia.yml and the folder skyvia5",
    ],
    [
      "not two files",
      ["skyvia.yaml", "skyvia.yml"],
      "error: there are skyvia.yaml and skyvia.yml, and without -f only one of them may exist5",
    ],
    [
      "not a file and the folder",
      ["skyvia.yml", "skyvia/a.yaml"],
      "error: there are skyvia.yml and the folder skyvia, and without -f only one of them may exist5",
    ],
    [
      "not all three",
      ["skyvia.yaml", "skyvia.yml", "skyvia/a.yaml"],
      "error: there are skyvia.yaml and skyvia.yml and the folder skyvia, and without -f only one of them may exist5",
    ],
    [
      "a link that leads nowhere as an error",
      ["skyvia.yaml -> gone"],
      "error: skyvia.yaml is a symbolic link to gone, which does not exist5",
    ],
  ] as const)("without -f: %s", async ([, made, expected], { expect }) => {
    await using place = await openPlace();
    make(place, ...made);
    expect(await validate(place)).toBe(expected);
  });

  test.for([["c"], ["c/**/*.yaml"]])("an unreadable folder is named: %s", async ([path = ""], { expect }) => {
    await using place = await openPlace();
    make(place, "c/d/a.yaml", "c/node_modules/a.yaml");
    chmodSync(place.folder, 0o755);
    for (const folder of ["c/d", "c/node_modules"]) chmodSync(join(place.folder, folder), 0);
    const nobody = process.getuid?.() === 0 ? { uid: 65_534 } : {}; // root may read everything
    const options = { cwd: place.folder, encoding: "utf8", ...nobody } as const;
    const { stderr, status } = spawnSync(process.execPath, [bin, "validate", "-f", path], options);
    chmodSync(join(place.folder, "c/d"), 0o755);
    expect([status, stderr]).toEqual([
      5,
      expect.stringMatching(/^error: the folder c\/d\/ cannot be read \(EACCES\)\n/),
    ]);
  });

  test("stdin is read by -f -, once", async ({ expect }) => {
    await using place = await openPlace();
    const given = { cwd: place.folder, stdin: Readable.from([Buffer.from(entry(1))]) };
    const { stdout, stderr } = await runHere(["validate", "-f", "-", "-f", "/dev/stdin", "-f", "-"], given);
    expect([stdout, stderr]).toEqual(["Valid: 1 entry in 1 workspace.\n", ""]);
  });

  test("a problem of stdin has its place", async ({ expect }) => {
    await using place = await openPlace();
    const given = { cwd: place.folder, stdin: Readable.from([Buffer.from(entry(1).replace("enabled", "on"))]) };
    const { stderr, code } = await runHere(["validate", "-f", "-"], given);
    expect([code, stderr]).toEqual([5, expect.stringMatching(/^-:6:19: error: /)]);
  });

  test("stdin cannot also contain the token", async ({ expect }) => {
    await using place = await openPlace();
    const { stderr, code } = await runHere(["plan", "-f", "-", "--token-file", "-"], { cwd: place.folder });
    expect([code, stderr]).toEqual([5, expect.stringContaining("-f - and --token-file - both read stdin")]);
  });

  test("pipes are read: named ones, and those of <(command)", async ({ expect }) => {
    await using place = await openPlace();
    make(place, "pipe|");
    const running = place.start(["validate", "-f", "pipe"]);
    writeFileSync(join(place.folder, "pipe"), entry(1)); // waits for the reader
    expect((await running.ended).stdout).toBe("Valid: 1 entry in 1 workspace.\n");
    const script = `exec "$0" "$@" -f <(printf '${entry(1).replaceAll("\n", "\\n")}')`;
    const printed = execFileSync("bash", ["-c", script, process.execPath, bin, "validate"], { encoding: "utf8" });
    expect(printed).toBe("Valid: 1 entry in 1 workspace.\n");
  });

  test.for(["SIGINT", "SIGTERM"] as const)("%s ends the wait for a pipe", async (signal, { expect }) => {
    await using place = await openPlace();
    make(place, "pipe|");
    const listeners: ((signal: "SIGINT" | "SIGTERM") => void)[] = [];
    const onSignal = (listener: (typeof listeners)[number]) => {
      listeners.push(listener);
      return () => {};
    };
    const running = runHere(["validate", "-f", "pipe"], { cwd: place.folder, onSignal });
    for (const listener of listeners) listener(signal);
    expect((await running).code).toBe(signal === "SIGINT" ? 130 : 143);
  });

  test.for(["/dev/zero", "-"])("%s: reading ends at the limit of 16 MiB", async (file, { expect }) => {
    await using place = await openPlace();
    let chunks = 0;
    const endless = new Readable({
      read() {
        chunks++;
        this.push(Buffer.alloc(1024 * 1024, "#"));
      },
    });
    const { stderr, code } = await runHere(["validate", "-f", file], { cwd: place.folder, stdin: endless });
    expect([code, stderr]).toEqual([5, expect.stringContaining("has more than 16777216 bytes")]);
    expect(chunks).toBeLessThan(20);
  });
});

describe("files to write", () => {
  const verbs = [
    ["plan --out", (file: string) => ["plan", "--out", file]],
    ["import --out", (file: string) => ["import", "-w", "7", "--out", file]],
    ["import --out --merge", (file: string) => ["import", "-w", "7", "--out", file, "--merge"]],
    ["--report-file", (file: string) => ["plan", "--report-file", file]],
    ["--ledger", (file: string) => ["apply", "--yes", "--ledger", file]],
    ["drift --accept", (file: string) => ["drift", "--accept", "all", "-f", file]],
    ["$GITHUB_OUTPUT", () => ["plan", "--format", "github"]],
    ["emulator --state", (file: string) => ["emulator", "--port", "0", "--state", file]],
  ] as const;

  for (const [name, args] of verbs) {
    test(`${name}: a device, pipe, socket or folder is never replaced`, async ({ expect }) => {
      await using place = await openPlace();
      make(place, "skyvia.yaml", "pipe|", "full -> /dev/full", "dangling -> gone");
      mkdirSync(join(place.folder, "folder"));
      const server = createServer().listen(join(place.folder, "socket"));
      const isAccept = name === "drift --accept";
      for (const file of ["pipe", "socket", "/dev/full", "full", "dangling", "folder"]) {
        if (isAccept && (file === "folder" || file === "dangling")) continue; // -f reads a folder
        const { url, token } = place.emulator;
        const env = { SKYVIA_BASE_URL: url, SKYVIA_TOKEN: token, GITHUB_OUTPUT: join(place.folder, file) };
        const { code, stderr, stdout } = await runHere(args(file), {
          cwd: place.folder,
          env: { ...env, ...(file === "/dev/full" ? { GITHUB_OUTPUT: file } : {}) },
        });
        expect([name, file, code, stderr + stdout]).toEqual([
          name,
          file,
          5,
          expect.stringMatching(/cannot be written|is not overwritten/),
        ]);
      }
      expect([place.emulator.requests(), statSync("/dev/full").isCharacterDevice()]).toEqual([[], true]);
      expect(statSync(join(place.folder, "pipe")).isFIFO()).toBe(true);
      expect(readFileSync(join(place.folder, "skyvia.yaml"), "utf8")).toBe(entry(1));
      server.close();
    });
  }
});
