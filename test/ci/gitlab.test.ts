import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { bin } from "../cli/binary.ts";
import { openPlace, type Place } from "../cli/place.ts";
import { openShellCommand, type ShellCommand } from "../cli/shell-command.ts";
import { config } from "../cli/world.ts";
import { openRepository } from "../gitops/repository.ts";
import { gitlabToken, startGitlab, type Gitlab } from "./gitlab.ts";

const folder = fileURLToPath(new URL("../../examples/gitlab-ci/", import.meta.url));
const file = readFileSync(join(folder, ".gitlab-ci.yml"), "utf8");

interface Job {
  readonly script: readonly string[];
  readonly rules: readonly object[];
  readonly environment?: { readonly name: string };
}

describe("the file has only keys that GitLab knows", () => {
  // Source: the CI/CD YAML syntax reference of GitLab.
  const ofJobs = [
    "after_script artifacts before_script cache coverage dependencies environment extends id_tokens image interruptible",
    "needs parallel release resource_group retry rules script secrets services stage tags timeout trigger variables when",
  ].flatMap((line) => line.split(" "));
  const global = new Set(["default", "include", "stages", "variables", "workflow"]);
  const { stages = [], ...document } = parse(file) as { readonly stages?: readonly string[] } & Readonly<
    Record<string, unknown>
  >;
  const parts = Object.entries(document).filter(([name]) => !global.has(name)) as [string, Record<string, unknown>][];

  test.each(parts)("%s", (_, part) => {
    expect(Object.keys(part).filter((key) => !ofJobs.includes(key))).toEqual([]);
  });

  test("every job has a script and a stage of the file", () => {
    const jobs = parts.filter(([name]) => !name.startsWith("."));
    expect(jobs.length).toBeGreaterThan(2);
    const known = ["build", "test", "deploy", ...stages];
    for (const [name, job] of jobs) {
      expect(Array.isArray(job["script"]) || job["extends"] !== undefined, name).toBe(true);
      expect(known, name).toContain(job["stage"] ?? "test");
    }
  });
});

describe.concurrent("the jobs, as a runner's shell runs them", () => {
  const { variables, ...rest } = parse(file) as { variables: Readonly<Record<string, string>> } & Readonly<
    Record<string, unknown>
  >;
  const jobs = rest as Readonly<Record<string, Job>>;

  /** The jobs call this program; with `installed`, they start the built binary. */
  let command: ShellCommand;
  const installed = { SKYVIA_CLI: `${process.execPath} ${bin}` };
  beforeAll(async () => {
    command = await openShellCommand();
  });
  afterAll(async () => command[Symbol.asyncDispose]());

  async function open(yaml: string = config): Promise<Place> {
    const place = await openPlace();
    mkdirSync(join(place.folder, "skyvia"));
    mkdirSync(join(place.folder, ".gitlab"));
    place.write("skyvia/skyvia.yaml", yaml);
    for (const script of ["merge-request-note.mjs", "last-applied.mjs"]) {
      copyFileSync(join(folder, script), join(place.folder, ".gitlab", script));
    }
    return place;
  }

  interface Ran {
    readonly code: number;
    readonly log: string;
  }
  type Variables = Readonly<Record<string, string>>;

  /** The lines of a job's script. */
  async function run(name: string, place: Place, gitlab: Gitlab | null = null, extra: Variables = {}): Promise<Ran> {
    return runLines(jobs[name]?.script ?? [], place, gitlab, extra);
  }

  /** Runs lines in one shell that ends at the first that fails, as GitLab's runner has it. */
  async function runLines(
    lines: readonly string[],
    place: Place,
    gitlab: Gitlab | null,
    extra: Variables = {},
  ): Promise<Ran> {
    const env = {
      PATH: `${dirname(process.execPath)}:${process.env["PATH"]}`,
      HOME: place.folder,
      ...variables,
      SKYVIA_CLI: command.file,
      SKYVIA_BASE_URL: place.emulator.url,
      SKYVIA_READ_TOKEN: "reader-token",
      SKYVIA_WRITE_TOKEN: place.emulator.token,
      GITLAB_TOKEN: gitlabToken,
      ...(gitlab === null ? {} : { CI_API_V4_URL: gitlab.url, CI_PROJECT_ID: "7", CI_MERGE_REQUEST_IID: "3" }),
      ...extra,
    };
    const script = ["set -eo pipefail", ...lines].join("\n");
    return new Promise((resolve) => {
      execFile("bash", ["-c", script], { cwd: place.folder, env }, (error, stdout, stderr) => {
        const log = stdout + stderr;
        for (const secret of ["reader-token", place.emulator.token, gitlabToken])
          if (log.includes(secret)) throw new Error(log);
        resolve({ code: error === null ? 0 : Number(error.code), log });
      });
    });
  }

  test("the plan is an artifact, and one note with it is kept up to date, also after an edit in the web page and among thousands", async ({
    expect: expected,
  }) => {
    await using place = await open();
    await using gitlab = await startGitlab();
    gitlab.notes.push({ id: 1, body: "<!-- skyvia-schedules -->\nmine", author: { id: 13 } });
    const first = await run("skyvia-plan", place, gitlab, installed);
    expected(first.code, first.log).toBe(0);
    expected(gitlab.notes.map(({ body }) => body.split("\n")[1])).toEqual([
      "mine",
      expected.stringMatching(/^\*\*Plan: 1 to enable, 2 to disable/),
    ]);
    expected(place.files()).toEqual([".gitlab", "note.md", "plan.json", "report.md", "skyvia"]);
    expected(place.writes()).toEqual([]);

    for (const artifact of ["note.md", "plan.json", "report.md"]) rmSync(join(place.folder, artifact));
    const [, note] = gitlab.notes;
    if (note !== undefined) note.body = `Seen.\r\n${note.body.replaceAll("\n", "\r\n")}`;
    for (let id = 1000; id < 2500; id++) gitlab.notes.push({ id, body: "a", author: { id: 13 } });
    place.emulator.world.enable(7, 1);
    await run("skyvia-plan", place, gitlab);
    expected(gitlab.notes).toHaveLength(1502);
    expected(gitlab.notes[1]?.body).toContain("**Plan: 0 to enable, 2 to disable");
  });

  test("another job has a note of its own", async ({ expect: expected }) => {
    await using place = await open();
    await using gitlab = await startGitlab();
    place.write("note.md", "**Plan: 1 to enable**\n");
    const send = 'node "$SKYVIA_NOTE" note.md'; // as the job of the plan does
    expected(jobs["skyvia-plan"]?.script.join("\n")).toContain(send);
    for (const name of ["skyvia-plan 1/2", "skyvia-plan 2/2", "skyvia-plan 2/2"]) {
      await runLines([send], place, gitlab, { CI_JOB_NAME: name });
    }
    expected(gitlab.notes).toHaveLength(2);
  });

  test("a plan that fails keeps its exit code, whatever happens to the note", async ({ expect: expected }) => {
    await using place = await open(config.replace("schedule: enabled", "schedule: on"));
    await using gitlab = await startGitlab();
    expected((await run("skyvia-plan", place, gitlab)).code).toBe(5);
    expected(gitlab.notes[0]?.body).toContain("exit code 5");
    for (const artifact of ["note.md", "report.md"]) rmSync(join(place.folder, artifact));
    gitlab.refuse = 403;
    const { code, log } = await run("skyvia-plan", place, gitlab);
    expected(code).toBe(5);
    expected(log).toContain("GitLab answered 403 to PUT /projects/7/merge_requests/3/notes/100");
    expected(log).toContain("The note could not be written; the report is in the artifacts.");
  });

  test("without a token the files are validated, and the log says why", async ({ expect: expected }) => {
    await using place = await open();
    const { code, log } = await run("skyvia-plan", place, null, { SKYVIA_READ_TOKEN: "" });
    expected(code).toBe(0);
    expected(log).toContain("no plan is made: this pipeline has no token");
    expected(log).toContain("Valid: 3 entries in 1 workspace.");
    expected(place.emulator.requests()).toEqual([]);
  });

  test("the reviewed plan is applied", async ({ expect: expected }) => {
    await using place = await open();
    expected((await run("skyvia-plan-merged", place)).code).toBe(0);
    const { code, log } = await run("skyvia-apply", place, null, installed);
    expected(code, log).toBe(0);
    expected(place.writes()).toHaveLength(3);
    expected(log).not.toContain("not current any more");
  });

  test("a plan that is stale is not applied: 4, and the log says to run the pipeline again", async ({
    expect: expected,
  }) => {
    await using place = await open();
    await run("skyvia-plan-merged", place);
    place.emulator.world.delete(7, 3);
    const { code, log } = await run("skyvia-apply", place);
    expected([code, place.writes()]).toEqual([4, []]);
    expected(log).toContain("is not current any more (stale), and nothing was applied. Run the pipeline again");
    for (const artifact of ["applied.md", "applied.json"]) rmSync(join(place.folder, artifact));
    const again = await run("skyvia-apply", place, null, { SKYVIA_REPLAN: "true" });
    expected(again.code, again.log).toBe(0);
    expected(again.log).toContain("is not current any more (stale): the job plans the files again.");
    expected(place.writes()).toHaveLength(2);
  });

  test("a plan that a guard stops ends with 4, and is not reported as stale", async ({ expect: expected }) => {
    await using place = await open(config.replace("  - id: 7\n", "  - id: 7\n    limits: { disable: 1 }\n"));
    await run("skyvia-plan-merged", place);
    const { code, log } = await run("skyvia-apply", place, null, { SKYVIA_REPLAN: "true" });
    expected([code, place.writes()]).toEqual([4, []]);
    expected(log).not.toContain("not current any more");
  });

  test("drift finds the last apply in the deployments, or the log says why not", async ({ expect: expected }) => {
    await using place = await open(
      "version: 1\nworkspaces:\n  - id: 7\n    integrations: [{ id: 1, schedule: disabled }]\n",
    );
    await using gitlab = await startGitlab();
    const { git, commit } = openRepository(place.folder);
    commit();
    place.emulator.world.enable(7, 1);
    const drift = async (): Promise<string> => {
      rmSync(join(place.folder, "drift.md"), { force: true });
      const { code, log } = await run("skyvia-drift", place, gitlab);
      expected(code).toBe(2);
      return log;
    };
    expected(await drift()).toContain("the environment skyvia has no successful deployment");
    gitlab.deployed.push("0".repeat(40));
    expected(await drift()).toContain(`the clone does not contain commit ${"0".repeat(40)}`);
    gitlab.deployed.push(git("rev-parse", "HEAD").trim());
    await drift();
    expected(place.read("drift.md")).toContain("turned on outside");
  });

  test("with drift the job fails with 2, without drift it ends with 0", async ({ expect: expected }) => {
    await using place = await open(
      "version: 1\nworkspaces:\n  - id: 7\n    integrations: [{ id: 1, schedule: disabled }]\n",
    );
    expected((await run("skyvia-drift", place)).code).toBe(0);
    rmSync(join(place.folder, "drift.md"));
    place.emulator.world.enable(7, 1);
    expected((await run("skyvia-drift", place)).code).toBe(2);
    expected(place.read("drift.md")).toContain("not applied yet, or switched outside");
  });

  test("only a job of the environment uses the token that may write", () => {
    const users = Object.entries(jobs).filter(([, job]) => JSON.stringify(job).includes("SKYVIA_WRITE_TOKEN"));
    expect(users.map(([name, { environment }]) => [name, environment?.name])).toEqual([["skyvia-apply", "skyvia"]]);
  });
});
