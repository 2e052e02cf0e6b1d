import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import { parse } from "yaml";
import { expectClean, printed } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";
import { world } from "./world.ts";

// The steps of a person with init after the first try: another place, another token, advice that is typed, a second run.

interface InitData {
  readonly files: readonly { readonly path: string; readonly action: string }[];
  readonly workspaces: readonly { readonly id: number; readonly entries: number; readonly left: number }[];
  readonly plan: object | null;
}

async function init(place: Place, ...args: readonly string[]): Promise<{ code: number; data: InitData }> {
  const { data, exitCode } = printed(await place.run(["init", "--yes", ...args, "--format", "json"]));
  return { code: exitCode, data: data as InitData };
}

/** The text that init prints, with the lines of a paragraph joined. */
async function said(place: Place, ...args: readonly string[]): Promise<string> {
  const ended = await place.run(["init", "--yes", ...args]);
  return ended.stdout.replaceAll(/\s+/g, " ");
}

function git(folder: string, ...args: readonly string[]): void {
  execFileSync("git", ["-C", folder, "-c", "user.name=a", "-c", "user.email=a@b.c", ...args], { stdio: "ignore" });
}

describe.concurrent("where skyvia.yaml is, the advice of init works as it is printed", () => {
  test.for<[string, (folder: string) => void, RegExp]>([
    ["without a repository", () => {}, /^mkdir -p skyvia && mv skyvia\.yaml skyvia\/$/],
    ["in a repository that does not track it", (folder) => git(folder, "init", "--quiet"), /&& mv /],
    [
      "in a repository that tracks it",
      (folder) => {
        git(folder, "init", "--quiet");
        git(folder, "add", "--all");
      },
      /^mkdir -p skyvia && git mv skyvia\.yaml skyvia\/$/,
    ],
  ])("%s", async ([, prepare, command], { expect }) => {
    await using place = await openPlace();
    await place.run(["import", "-w", "7", "--out", "skyvia.yaml"]);
    prepare(place.folder);
    const { code, stderr } = await place.run(["init", "--yes", "--all"]);
    const [, typed = ""] = /`([^`]+)`/.exec(stderr) ?? [];
    expect([code, typed]).toEqual([5, expect.stringMatching(command)]);
    execFileSync("sh", ["-c", typed], { cwd: place.folder });
    expect((await init(place, "--all")).code).toBe(0);
    expect((await place.run(["plan", "--detailed-exitcode"])).code).toBe(0);
  });
});

describe.concurrent("CI files are written only where CI reads them", () => {
  test.for(["github", "gitlab"])("--ci %s below the top of a repository is 5, with the top", async (ci, { expect }) => {
    await using place = await openPlace();
    git(place.folder, "init", "--quiet");
    mkdirSync(join(place.folder, "sub"));
    for (const dir of ["sub", "new"]) {
      const ended = await place.run(["init", "--yes", "--all", "--ci", ci, "--dir", dir]);
      expectClean(ended);
      expect([ended.code, ended.stderr]).toEqual([5, expect.stringContaining(`--dir ${place.folder}`)]);
    }
    const below = await place.run(["init", "--yes", "--all", "--ci", ci], { cwd: join(place.folder, "sub") });
    expect([below.code, place.emulator.requests()]).toEqual([5, []]);
  });

  test("at the top, in another folder that is none, and without --ci, init works", async ({ expect }) => {
    await using place = await openPlace();
    expect((await init(place, "--all", "--ci", "github", "--dir", "apart")).code).toBe(0);
    git(place.folder, "init", "--quiet");
    expect((await init(place, "--all", "--ci", "github")).code).toBe(0);
    expect((await init(place, "--all", "--dir", "sub")).code).toBe(0);
  });
});

describe.concurrent("init says what does not work before the first release, and what to do until then", () => {
  test("the workflows of GitHub: in its output and in each file", async ({ expect }) => {
    await using place = await openPlace();
    const text = await said(place, "--all", "--ci", "github");
    expect(text).toContain("The action is not published yet");
    expect(text).toContain("with `<owner>/<repository>@<commit>`");
    for (const name of ["plan", "apply", "drift"]) {
      expect(place.read(`.github/workflows/skyvia-${name}.yml`)).toMatch(/^# The action .* is not published yet\./m);
    }
  });

  test("the jobs of GitLab: in its output and in the file", async ({ expect }) => {
    await using place = await openPlace();
    expect(await said(place, "--all", "--ci", "gitlab")).toMatch(/not on npm yet.*SKYVIA_CLI.*--package=\.\/\S+\.tgz/);
    expect(place.read(".gitlab/skyvia-schedules.yml")).toContain("is not on npm yet");
  });

  test("the packages of a Pulumi program", async ({ expect }) => {
    await using place = await openPlace();
    expect(await said(place, "--all", "--pulumi")).toMatch(/not on npm yet.*`npm install (?:\.\/\S+\.tgz ?){3}`/);
  });
});

test.concurrent("init and its workflow name all scopes that a plan of its files needs", async ({ expect }) => {
  await using place = await openPlace();
  const text = await said(place, "--all", "--ci", "github");
  for (const scope of ["Integration / Read", "Integration / Read Schedule", "Workspace / Read"]) {
    expect(text).toContain(scope);
    expect(place.read(".github/workflows/skyvia-plan.yml").replaceAll(/\n +# /g, " ")).toContain(scope);
  }
});

describe.concurrent("init --token-from with CI files", () => {
  interface Workflow {
    readonly jobs: Readonly<
      Record<string, { readonly steps: readonly { uses?: string; env?: object; with?: Record<string, string> }[] }>
    >;
  }

  test("GitHub passes the variable, and no token of the run", async ({ expect }) => {
    await using place = await openPlace();
    const env = { SKYVIA_TOKEN: undefined, SKYVIA_TOKEN_WEST: place.emulator.token };
    const args = ["init", "--yes", "--all", "--token-from", "SKYVIA_TOKEN_WEST", "--ci", "github"];
    const { code, stdout } = await place.run(args, { env });
    expect([code, stdout]).toEqual([0, expect.stringContaining("SKYVIA_TOKEN_WEST twice")]);
    for (const name of ["plan", "apply", "drift"]) {
      const { jobs } = parse(place.read(`.github/workflows/skyvia-${name}.yml`)) as Workflow;
      const steps = Object.values(jobs).flatMap((job) => job.steps);
      const ours = steps.filter(({ uses = "" }) => uses.startsWith("skyvia-schedules/"));
      expect(ours.length).toBeGreaterThan(0);
      for (const step of ours) {
        expect(step.env).toEqual({ SKYVIA_TOKEN_WEST: "${{ secrets.SKYVIA_TOKEN_WEST }}" });
        expect(step.with).not.toHaveProperty("token");
      }
    }
  });

  test("both are passed where another workspace uses the token of the run", async ({ expect }) => {
    await using place = await openPlace();
    await init(place, "-w", "9");
    const env = { SKYVIA_TOKEN_WEST: place.emulator.token };
    const args = ["init", "--yes", "-w", "7", "--token-from", "SKYVIA_TOKEN_WEST", "--ci", "github"];
    const { stdout } = await place.run(args, { env });
    expect(stdout).toContain("SKYVIA_READ_TOKEN");
    expect(place.read(".github/workflows/skyvia-plan.yml")).toMatch(
      / env:\n +SKYVIA_TOKEN_WEST: .*\n +with:\n(?: +.*\n)* +token: /,
    );
  });

  test("the jobs of GitLab ask for no other token", async ({ expect }) => {
    await using place = await openPlace();
    const env = { SKYVIA_TOKEN: undefined, SKYVIA_TOKEN_WEST: place.emulator.token };
    const args = ["init", "--yes", "--all", "--token-from", "SKYVIA_TOKEN_WEST", "--ci", "gitlab"];
    expect((await place.run(args, { env })).code).toBe(0);
    const text = place.read(".gitlab/skyvia-schedules.yml");
    expect(text).not.toMatch(/SKYVIA_(?:READ|WRITE)_TOKEN|SKYVIA_TOKEN=/);
    expect(text).toContain('if [ -z "${SKYVIA_TOKEN_WEST:-}" ]');
  });

  test("a Pulumi program: init says which token it uses instead", async ({ expect }) => {
    await using place = await openPlace();
    const env = { SKYVIA_TOKEN_WEST: place.emulator.token };
    const args = ["init", "--yes", "--all", "--token-from", "SKYVIA_TOKEN_WEST", "--pulumi"];
    const { stdout } = await place.run(args, { env });
    expect(stdout.replaceAll(/\s+/g, " ")).toContain("The program does not read SKYVIA_TOKEN_WEST: it uses");
  });
});

describe.concurrent("init --pulumi beside files that are kept", () => {
  test.for<[string, string, RegExp]>([
    [
      "package.json",
      '{ "name": "x" }',
      /package\.json is kept: add .*"@pulumi\/pulumi": .*"@skyvia-schedules\/pulumi": /,
    ],
    ["index.ts", "", /index\.ts is kept, so no workspace was written to it/],
    ["Pulumi.yaml", "name: x\nruntime: nodejs\n", /Pulumi\.yaml is kept/],
  ])("%s: says what to do with it", async ([file, text, note], { expect }) => {
    await using place = await openPlace();
    place.write(file, text);
    expect(await said(place, "--all", "--pulumi")).toMatch(note);
    expect(place.read(file)).toBe(text);
  });
});

describe.concurrent("a second init", () => {
  test("counts what was left out, as the first one did", async ({ expect }) => {
    await using place = await openPlace();
    const first = await init(place, "--all");
    const second = await init(place, "--all");
    expect(second.data.workspaces).toEqual(first.data.workspaces);
    expect(first.data.workspaces[0]).toMatchObject({ entries: 6, left: 1 });
  });

  test("writes no second file for a workspace that a broken file seems to list", async ({ expect }) => {
    await using place = await openPlace();
    mkdirSync(join(place.folder, "skyvia"));
    const hand = "version: 1\nworkspaces:\n  - id: 7\n    integrations: [\n";
    place.write("skyvia/hand.yaml", hand);
    const text = await said(place, "--all");
    expect(text).toContain("skyvia/hand.yaml has problems and may list workspace 7");
    expect(existsSync(join(place.folder, "skyvia/production.yaml"))).toBe(false);
    expect(place.read("skyvia/hand.yaml")).toBe(hand);
    expect(place.read("skyvia/sandbox.yaml")).toContain("id: 9");
  });
});

describe.concurrent("a call that fails after the files were written", () => {
  test.for<[string, object]>([
    ["a refused token", { type: "revoke_token" }],
    ["an error of the API", { type: "status", status: 403 }],
  ])("%s: the files are listed, and there is no plan", async ([, fault], { expect }) => {
    await using place = await openPlace({ seed: world });
    // Each workspace was listed once to be read; the plan lists it again.
    place.emulator.addFault({ match: { operation: "listIntegrations" }, when: { nth: 3 }, fault } as never);
    const ended = await place.run(["init", "--yes", "--all"]);
    expectClean(ended);
    expect([ended.code, ended.stderr]).toEqual([0, ""]);
    expect(ended.stdout).toMatch(/written +skyvia\/production\.yaml[^]*There is no plan, because a call failed/);
    expect(place.read("skyvia/sandbox.yaml")).toContain("id: 9");
  });
});

describe.concurrent("import --all where the token sees no workspace", () => {
  test.for<readonly string[]>([[], ["--out", "all.yaml"], ["--out", "all/"], ["--out", "all.yaml", "--merge"]])(
    "%s %s %s is 1, says so, and writes nothing",
    async (args, { expect }) => {
      await using place = await openPlace({ seed: { ...world, workspaces: [] } });
      const ended = await place.run(["import", "--all", ...args]);
      expectClean(ended);
      expect([ended.code, ended.stdout, ended.stderr, place.files()]).toEqual([
        1,
        "",
        expect.stringContaining("the token sees no workspace, so there is nothing to import"),
        [],
      ]);
    },
  );
});
