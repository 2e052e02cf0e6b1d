import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify, stripVTControlCharacters } from "node:util";
import { describe, test } from "vitest";
import { demoRecording } from "../../scripts/demo-recording.ts";
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

async function play(env: NodeJS.ProcessEnv): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, demoCommand(), {
    cwd: root,
    env: { PATH: process.env["PATH"], HOME: root, ...env },
  });
  return { stdout: stdout.replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:PORT"), stderr };
}

describe.concurrent("demo", () => {
  /** The demo as most of these tests look at it, played once. */
  const plain = play({});

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

  test("it reads no variable, and leaves nothing behind", async ({ expect }) => {
    await inFolder(async (folder) => {
      const wrong = { SKYVIA_TOKEN: "two words", SKYVIA_BASE_URL: "nowhere", SKYVIA_NOW: "yesterday-not-a-time" };
      const { SKYVIA_NOW: _, ...most } = wrong;
      const { stdout } = await play({ ...most, TMPDIR: folder, GITHUB_ACTIONS: undefined });
      expect(stdout).toBe((await plain).stdout);
      expect(readdirSync(folder).filter((name) => name.startsWith("skyvia-demo-"))).toEqual([]);
    });
  });

  test("colours are for terminals and FORCE_COLOR", async ({ expect }) => {
    const coloured = (await play({ FORCE_COLOR: "1" })).stdout;
    expect(coloured).toContain("\u001b[");
    expect(stripVTControlCharacters(coloured)).toBe((await plain).stdout);
  });
});

describe.concurrent("demo --format json", () => {
  test("prints every step with its commands as one object", async ({ expect }) => {
    const { stdout } = await promisify(execFile)(process.execPath, [...demoCommand(), "--format", "json"], {
      cwd: root,
      env: { PATH: process.env["PATH"], HOME: root, FORCE_COLOR: "1" },
    });
    const { command, exitCode, data } = JSON.parse(stdout) as {
      readonly command: string;
      readonly exitCode: number;
      readonly data: { readonly steps: readonly { readonly title: string; readonly commands: readonly Shown[] }[] };
    };
    expect([command, exitCode]).toEqual(["demo", 0]);
    const shown = data.steps.flatMap(({ commands }) => commands);
    const text = (await promisify(execFile)(process.execPath, demoCommand(), { cwd: root })).stdout;
    for (const { title } of data.steps) expect(text.replaceAll(/\n +/g, " ")).toContain(title);
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
  test("with --format json it is an error", async ({ expect }) => {
    const { code, stdout } = await inFolder(async (folder) =>
      runInTerminal(["demo", "--pause", "--format", "json"], { cwd: folder, env: {} }, []),
    );
    expect([code, stdout]).toEqual([5, expect.stringContaining("Leave one of the two out.")]);
  });

  test("it says at the start which keys there are, and asks for one in a text that is not dimmed", async ({
    expect,
  }) => {
    const { stdout } = await typing([[hint, "q"]]);
    expect(stripVTControlCharacters(stdout)).toContain("# A key shows the next step, and q ends the demo.");
    expect(stdout).not.toContain("\u001b[2mpress any key");
  });

  const hint = /press any key to go on, q to quit/;
  const typing = async (typed: Typed) =>
    inFolder(async (folder) => runInTerminal(["demo", "--pause"], { cwd: folder, env: {} }, typed));

  test("a key shows the next step, and q ends it with 0", async ({ expect }) => {
    const { code, stdout } = await typing([
      [hint, " "],
      [hint, "q"],
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain("live.yaml");
    expect(stdout).not.toContain("version: 1");
  });

  test("Ctrl-C ends it with 130", async ({ expect }) => {
    expect((await typing([[hint, "\u0003"]])).code).toBe(130);
  });

  test("without a terminal it is 5", async ({ expect }) => {
    const failed = promisify(execFile)(process.execPath, [...demoCommand(), "--pause"], { cwd: root });
    await expect(failed).rejects.toMatchObject({ code: 5, stdout: "" });
  });
});

test("the recording in the README is current: npx -y pnpm@12 demo-recording makes it", async ({ expect }) => {
  expect(readFileSync(`${root}docs/demo.svg`, "utf8")).toBe(await demoRecording());
});
