import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { fileURLToPath } from "node:url";
import { promisify, stripVTControlCharacters } from "node:util";
import { describe, test } from "vitest";
import { demoRecording } from "../../scripts/demo-recording.ts";
import { runHere } from "../cli/in-process.ts";
import { runInTerminal, type Typed } from "../cli/pty.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What the script `demo` of the root runs once all is built. */
function demoCommand(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, "utf8")) as { scripts: { demo: string } };
  const [, command = ""] = /&& node (.*)$/.exec(scripts.demo) ?? [];
  return command.split(" ");
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "demo-test-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const withoutPort = (text: string): string => text.replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:PORT");

/** The demo as a newcomer starts it. It is played once, by the built binary, and its port is left out. */
const plain = promisify(execFile)(process.execPath, demoCommand(), {
  cwd: root,
  env: { PATH: process.env["PATH"], HOME: root },
}).then(({ stdout, stderr }) => ({ stdout: withoutPort(stdout), stderr }));

describe.concurrent("demo", () => {
  test("it walks through the main job, command by command", async ({ expect }) => {
    const { stdout, stderr } = await plain;
    expect(stderr).toBe("");
    expect(stdout).toMatchSnapshot();
    const steps = stdout.split("\n").flatMap((line) => /^\$ skyvia-schedules (\w+)|^(exit code \d)/.exec(line) ?? []);
    expect(steps.filter((step) => /^[a-z]+( code \d)?$/.test(step ?? ""))).toEqual(
      [
        ...["import", "validate", "plan", "apply", "plan"],
        ...["apply", "exit code 4", "drift", "exit code 2", "plan", "drift"],
        ...["disable", "apply", "freeze", "thaw", "plan", "init"],
      ].flatMap((step) => (step.startsWith("exit") ? [step, step] : [step])),
    );
  });

  test("it shows YAML beside its plan, the cause of a drift, a comment, a hold that CI respects, and an exact thaw", async ({
    expect,
  }) => {
    const { stdout } = await plain;
    expect(stdout).toMatch(/^version: 1 +│ Workspace 123/m);
    expect(stdout).toContain("turned off outside");
    expect(stdout).toContain("| --- |");
    expect(stdout).toMatch(/--for 4h[^]*nothing to change[^]*freeze/);
    expect(stdout).toMatch(/thaw[^]*0 failed\.[^]*nothing to change/);
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("$ skyvia-schedules init");
    expect(stdout).not.toMatch(/\bgit\b/);
  });

  test("every row fits 80 columns", async ({ expect }) => {
    const { stdout } = await plain;
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });

  /** The demo with colours, and with variables that would stop it if it read them. */
  const coloured = inFolder(async (folder) => {
    const env = { SKYVIA_TOKEN: "two words", SKYVIA_BASE_URL: "nowhere", TMPDIR: folder, FORCE_COLOR: "1" };
    const { stdout } = await runHere(["demo"], { cwd: root, env });
    return { stdout, left: readdirSync(folder) };
  });

  test("colours are for terminals and FORCE_COLOR; it reads no other variable, and leaves nothing behind", async ({
    expect,
  }) => {
    const { stdout, left } = await coloured;
    expect(stdout).toContain("\u001b[");
    expect(withoutPort(stripVTControlCharacters(stdout))).toBe((await plain).stdout);
    expect(left).toEqual([]);
  });

  test("the recording in the README is current: npx -y pnpm@12 demo-recording makes it", async ({ expect }) => {
    expect(readFileSync(`${root}docs/demo.svg`, "utf8")).toBe(demoRecording((await coloured).stdout));
  });
});

describe.concurrent("demo --format json", () => {
  test("prints every step with its commands as one object, without colours", async ({ expect }) => {
    const { stdout } = await runHere(["demo", "--format", "json"], { cwd: root, env: { FORCE_COLOR: "1" } });
    const { command, exitCode, data } = JSON.parse(stdout) as {
      readonly command: string;
      readonly exitCode: number;
      readonly data: { readonly steps: readonly { readonly title: string; readonly commands: readonly Shown[] }[] };
    };
    expect([command, exitCode]).toEqual(["demo", 0]);
    const shown = data.steps.flatMap(({ commands }) => commands);
    const text = (await plain).stdout.replaceAll(/\n +/g, " ");
    for (const { title } of data.steps) expect(text).toContain(title);
    expect(shown.map(({ argv: [verb] }) => verb)).toContain("thaw");
    expect(shown.find(({ argv }) => argv.includes("slip.yaml"))).toMatchObject({ exitCode: 4 });
    expect(shown.filter(({ output }) => output.includes("\u001b"))).toEqual([]);
  });
});

interface Shown {
  readonly argv: readonly string[];
  readonly exitCode: number;
  readonly output: string;
}

describe.concurrent("demo --pause", () => {
  const hint = /press any key to continue, q to quit/;
  const typing = async (typed: Typed) =>
    inFolder(async (folder) => runInTerminal(["demo", "--pause"], { cwd: folder, env: {} }, typed));

  test("it says which keys there are; a key shows the next step, and q ends it with 0", async ({ expect }) => {
    const { code, stdout } = await typing([
      [hint, " "],
      [hint, "q"],
    ]);
    expect(code).toBe(0);
    expect(stripVTControlCharacters(stdout)).toContain("# A key shows the next step, and q ends the demo.");
    expect(stdout).not.toContain("\u001b[2mpress any key"); // it is not dimmed
    expect(stdout).toContain("live.yaml");
    expect(stdout).not.toContain("version: 1");
  });

  test("Ctrl-C ends it with 130", async ({ expect }) => {
    expect((await typing([[hint, "\u0003"]])).code).toBe(130);
  });

  test("with --format json it is an error", async ({ expect }) => {
    const terminal = { input: new PassThrough(), output: new PassThrough() };
    const { code, stdout } = await runHere(["demo", "--pause", "--format", "json"], { cwd: root, terminal });
    expect([code, stdout]).toEqual([5, expect.stringContaining("Leave one of the two out.")]);
  });

  test("without a terminal it is 5", async ({ expect }) => {
    const { code, stdout, stderr } = await runHere(["demo", "--pause"], { cwd: root });
    expect([code, stdout, stderr]).toEqual([5, "", expect.stringContaining("there is no terminal")]);
  });
});
