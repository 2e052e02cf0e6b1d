import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { PassThrough, Writable } from "node:stream";
import { describe, test } from "vitest";
import type { Ended } from "./binary.ts";
import { runHere } from "./in-process.ts";
import { openPlace, type Place } from "./place.ts";
import { createTypist, runInTerminal, type Typed } from "./pty.ts";
import { canary } from "./world.ts";

const enter = "\r";
const escape = "\u001b";
const interrupt = "\u0003";
const down = "\u001b[B";

const settings = ({ emulator }: Place) => ({ SKYVIA_BASE_URL: emulator.url, SKYVIA_TOKEN: emulator.token });

/** Runs the built binary in its own terminal. */
const run = async (place: Place, typed: Typed, env: Env = settings(place), args: readonly string[] = ["init"]) =>
  runInTerminal(args, { cwd: place.folder, env }, typed);

/** Runs the tool in this process, with streams instead of a terminal: keys come as they are typed, and nothing echoes them. */
async function runHereAtQuestions(
  place: Place,
  typed: Typed,
  env: Env = settings(place),
  args: readonly string[] = ["init"],
): Promise<Ended> {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
  const type = (keys: string): NodeJS.Immediate => setImmediate(() => input.write(keys)); // the question reads after it is shown
  const { see, shown, missed } = createTypist(typed, type);
  const screen = new Writable({
    write: (chunk, _, written) => {
      see(String(chunk));
      written();
    },
  });
  const output = Object.assign(screen, { columns: 80, rows: 24 });
  const { code } = await runHere(args, {
    cwd: place.folder,
    env: { PATH: process.env["PATH"], HOME: place.folder, ...env },
    stdin: input,
    stdout: {
      isTerminal: true,
      columns: 80,
      failure: null,
      flush: async () => {},
      write: (text) => output.write(text),
    },
    terminal: { input, output },
  });
  return { code, stdout: shown(), stderr: missed() };
}

type Env = Readonly<Record<string, string | undefined>>;

describe("init at a terminal", () => {
  test("Enter takes every default: all workspaces, and the CI of the remote", async ({ expect }) => {
    await using place = await openPlace();
    execFileSync("git", ["init", "--quiet"], { cwd: place.folder });
    execFileSync("git", ["remote", "add", "origin", "git@github.com:someone/repository.git"], { cwd: place.folder });
    const { code, stdout, stderr } = await run(place, [
      [/Which workspaces/, enter],
      [/Which CI/, enter],
    ]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("It can access 2 workspaces");
    expect(stdout).toContain("Plan: nothing to change, 7 unchanged");
    const files = ["skyvia/production.yaml", "skyvia/sandbox.yaml", ".github/workflows/skyvia-plan.yml", ".gitignore"];
    for (const file of files) expect(existsSync(join(place.folder, file)), file).toBe(true);
    expect(place.writes()).toEqual([]);
  });

  test("a missing token is asked, never shown and never stored; the first workspace can be left out", async ({
    expect,
  }) => {
    await using place = await openPlace();
    const { code, stdout, stderr } = await run(
      place,
      [
        [/Where is the API/, `\u0015${place.emulator.url}${enter}`],
        [/API token/, `${canary}${enter}`],
        [/Which workspaces/, ` ${enter}`],
        [/Which CI/, `${down}${enter}`],
      ],
      {},
    );
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).not.toContain(canary);
    expect(existsSync(join(place.folder, "skyvia/production.yaml"))).toBe(false);
    for (const file of ["skyvia/sandbox.yaml", ".skyvia/schema.json", ".gitignore"]) {
      expect(place.read(file)).not.toContain(canary);
    }
  });

  test("a token that is refused is asked for again, and Ctrl-C at that question is 130", async ({ expect }) => {
    await using place = await openPlace();
    const env = { SKYVIA_BASE_URL: place.emulator.url };
    const args = ["init", "--all", "--ci", "none"];
    const again = await runHereAtQuestions(
      place,
      [
        [/API token/, `not-this-one${enter}`],
        [/refused[^]*API token/, `${canary}${enter}`],
      ],
      env,
      args,
    );
    expect([again.code, again.stderr]).toEqual([0, ""]);
    expect(again.stdout).not.toMatch(/not-this-one/);
    expect(place.read("skyvia/production.yaml")).not.toContain("not-this-one");
    await using other = await openPlace();
    const typed: Typed = [
      [/API token/, `not-this-one${enter}`],
      [/refused[^]*API token/, interrupt],
    ];
    const stopped = await runHereAtQuestions(other, typed, { SKYVIA_BASE_URL: other.emulator.url }, args);
    expect([stopped.code, stopped.stderr, other.files()]).toEqual([130, "", []]);
  });

  test("Ctrl-C at a terminal is 130, and leaves no file", async ({ expect }) => {
    await using place = await openPlace();
    const { code, stderr } = await run(place, [[/Which workspaces/, interrupt]]);
    expect([code, stderr, place.files()]).toEqual([130, "", []]);
  });

  test.for<[string, string]>([
    ["Ctrl-C", interrupt],
    ["Esc", escape],
  ])("%s at a question is 130, and leaves no file", async ([, key], { expect }) => {
    await using place = await openPlace();
    for (const typed of [
      [[/Which workspaces/, key]],
      [
        [/Which workspaces/, enter],
        [/Which CI/, key],
      ],
    ] as Typed[]) {
      const { code, stderr } = await runHereAtQuestions(place, typed);
      expect([code, stderr, place.files()]).toEqual([130, "", []]);
    }
  });

  test("flags answer questions: the tool asks only the questions that flags leave open", async ({ expect }) => {
    await using place = await openPlace();
    const args = ["init", "-w", "Sandbox", "--ci", "none"];
    const { code, stdout } = await runHereAtQuestions(place, [], settings(place), args);
    expect(code).toBe(0);
    expect(stdout).not.toMatch(/Which workspaces|Which CI/);
    expect(place.files()).toEqual([".gitignore", ".skyvia", "skyvia"]);
  });
});
