import { execFile, type ChildProcess } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { runAction } from "../../packages/action/src/run-action.ts";
import { testIo, type Written } from "../cli/in-process.ts";
import { repository, type Github } from "./github.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const action = parse(readFileSync(join(root, "action.yml"), "utf8")) as {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly runs: { readonly using: string; readonly main: string };
};

/** The inputs and outputs that action.yml declares. */
export const declared: { readonly inputs: readonly string[]; readonly outputs: readonly string[] } = {
  inputs: Object.keys(action.inputs),
  outputs: Object.keys(action.outputs),
};

/** The secret that may be only in a header of a call to GitHub. */
export const githubToken = "ghs_canary-do-not-show";

/** What the workflow runs for. */
export interface Event {
  readonly name: string;
  readonly payload: unknown;
  readonly actor?: string;
}

/** A pull request of a branch, or of the fork that is named. */
export function pullRequest(
  number: number,
  { head = repository, actor = "ana" }: { readonly head?: string | null; readonly actor?: string } = {},
): Event {
  return {
    name: "pull_request",
    actor,
    payload: {
      action: "synchronize",
      number,
      pull_request: {
        number,
        head: { ref: "work", repo: head === null ? null : { full_name: head } },
        base: { ref: "main", repo: { full_name: repository } },
      },
    },
  };
}

export const push: Event = { name: "push", payload: { ref: "refs/heads/main" } };
export const nightly: Event = { name: "schedule", payload: { schedule: "0 3 * * *" } };

/** How a step has ended, with what it left in the runner's files. */
export interface Step {
  readonly code: number;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** What it has added to the PATH of later steps. */
  readonly path: string;
  /** The folder of the runner, gone after the test. */
  readonly temp: string;
}

export interface StepOptions {
  readonly event: Event;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly github: Pick<Github, "url">;
  /** Where the repository is checked out. */
  readonly workspace: string;
  /** In addition to what the runner sets; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** How the action runs: the bundle in a process, as a job starts it; or its sources here, which is quicker. */
  readonly as: "process" | "here";
  /** Called when the process runs. */
  readonly meanwhile?: (child: ChildProcess) => void;
}

/** A runner that starts the action's entry point, the way a job does. */
export interface Runner extends Disposable {
  step(options: StepOptions): Promise<Step>;
}

export function openRunner(): Runner {
  const temp = mkdtempSync(join(tmpdir(), "runner-"));
  let steps = 0;
  return {
    step: async ({ event, inputs = {}, github, workspace, env = {}, as, meanwhile }) => {
      const folder = join(temp, String(++steps));
      mkdirSync(folder);
      const file = (name: string, content = ""): string => {
        writeFileSync(join(folder, name), content);
        return join(folder, name);
      };
      const files = { output: file("output"), summary: file("summary"), path: file("path") };
      const given = {
        PATH: process.env["PATH"],
        NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
        HOME: folder,
        CI: "true",
        GITHUB_ACTIONS: "true",
        GITHUB_ACTOR: event.actor ?? "ana",
        GITHUB_API_URL: github.url,
        GITHUB_SERVER_URL: "https://github.com",
        GITHUB_REPOSITORY: repository,
        GITHUB_RUN_ID: "4711",
        GITHUB_SHA: "0123456789abcdef0123456789abcdef01234567",
        GITHUB_WORKSPACE: workspace,
        GITHUB_EVENT_NAME: event.name,
        GITHUB_EVENT_PATH: file("event.json", JSON.stringify(event.payload)),
        GITHUB_OUTPUT: files.output,
        GITHUB_STEP_SUMMARY: files.summary,
        GITHUB_PATH: files.path,
        RUNNER_TEMP: folder,
        ...inputVariables(inputs),
        ...env,
      };
      const { code, log } = as === "here" ? await here(workspace, given) : await bundled(workspace, given, meanwhile);
      const read = (path: string): string => readFileSync(path, "utf8");
      return {
        code,
        log,
        outputs: outputsIn(read(files.output)),
        summary: read(files.summary),
        path: read(files.path),
        temp: folder,
      };
    },
    [Symbol.dispose]: () => rmSync(temp, { recursive: true }),
  };
}

interface Run {
  readonly code: number;
  readonly log: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

async function here(cwd: string, env: Environment): Promise<Run> {
  const written: Written = { stdout: "", stderr: "" };
  const code = await runAction(testIo(written, { cwd, env }));
  return { code, log: written.stdout + written.stderr };
}

async function bundled(cwd: string, env: Environment, meanwhile?: StepOptions["meanwhile"]): Promise<Run> {
  return new Promise((resolve) => {
    const main = join(root, action.runs.main);
    const child = execFile(process.execPath, [main], { cwd, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), log: stdout + stderr });
    });
    meanwhile?.(child);
  });
}

/** Every declared input has a variable, with its default where the workflow says nothing. */
function inputVariables(inputs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const name of Object.keys(inputs)) if (!declared.inputs.includes(name)) throw new Error(`no input ${name}`);
  return Object.fromEntries(
    Object.entries(action.inputs).map(([name, { default: value }]) => [
      `INPUT_${name.toUpperCase()}`,
      inputs[name] ?? value.replace("${{ github.token }}", githubToken),
    ]),
  );
}

function outputsIn(text: string): Readonly<Record<string, string>> {
  const lines = text.split("\n").filter((line) => line !== "");
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf("=");
      if (at < 1) throw new Error(`no output: ${line}`);
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
}

/** The texts that the runner reads as a command, by its name. */
export function commandsIn(log: string): readonly string[] {
  return log.split(/\r\n|\r|\n/).flatMap((line) => {
    const [, command] = /^\s*::([a-z-]+)(?: [^:]*)?::/.exec(line) ?? [];
    if (command !== undefined) return [command];
    return line.includes("##[") ? [`old: ${line}`] : [];
  });
}
