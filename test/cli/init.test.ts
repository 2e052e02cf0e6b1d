import { mkdirSync, readFileSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, test, type ExpectStatic } from "vitest";
import { parse } from "yaml";
import { expectClean, printed } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";
import { world } from "./world.ts";

interface InitData {
  readonly files: readonly { readonly path: string; readonly action: string }[];
  readonly workspaces: readonly object[];
  readonly plan: Readonly<Record<string, number | object | null>> | null;
}

async function init(
  place: Place,
  ...args: readonly string[]
): Promise<{ code: number; data: InitData; stderr: string }> {
  const ended = await place.run(["init", "--yes", ...args, "--format", "json"]);
  const { data, exitCode } = printed(ended);
  return { code: exitCode, data: data as InitData, stderr: ended.stderr };
}

/** Every file below the folder, with its text. */
function treeOf(place: Place): Record<string, string> {
  const names = readdirSync(place.folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    files.toSorted().map((file) => [file.slice(place.folder.length + 1), readFileSync(file, "utf8")]),
  );
}

const onlyReads = (place: Place, expect: ExpectStatic): void => {
  expect(new Set(place.emulator.requests().map(({ method }) => method))).toEqual(new Set(["GET"]));
};

describe.concurrent("init without a terminal", () => {
  test("writes a file for each workspace, the schema and the ignore entries, and ends with an empty plan", async ({
    expect,
  }) => {
    await using place = await openPlace();
    const { code, data } = await init(place, "--all");
    expect([code, data]).toEqual([
      0,
      {
        files: [
          { path: ".skyvia/schema.json", action: "written" },
          { path: "skyvia/production.yaml", action: "written" },
          { path: "skyvia/sandbox.yaml", action: "written" },
          { path: ".gitignore", action: "written" },
        ],
        workspaces: [
          { id: 7, name: "Production", entries: 6, left: 1 },
          { id: 9, name: "Sandbox", entries: 1, left: 0 },
        ],
        plan: { enable: 0, disable: 0, unchanged: 7, skipped: 0, observed: 0, problems: 0, unmanaged: 1, next: null },
      },
    ]);
    const tree = treeOf(place);
    expect(tree[".skyvia/schema.json"]).toBe((await place.run(["schema", "yaml"])).stdout);
    expect(tree["skyvia/production.yaml"]).toMatch(
      /^# yaml-language-server: \$schema=\.\.\/\.skyvia\/schema\.json\nversion: 1\nworkspaces:\n  - id: 7\n    # .*Workspace \/ Read\.\n    name: Production\n/,
    );
    expect(tree[".gitignore"]?.split("\n").slice(1)).toEqual(["plan.json", "*.plan.json", "ledger.jsonl", ""]);
    onlyReads(place, expect);
    expect((await place.run(["plan", "--detailed-exitcode"])).code).toBe(0);
  });

  test("run again it changes no byte, and a workspace can be added", async ({ expect }) => {
    await using place = await openPlace();
    await init(place, "-w", "Sandbox");
    const before = treeOf(place);
    const again = await init(place, "-w", "9");
    expect([again.code, treeOf(place)]).toEqual([0, before]);
    expect(new Set(again.data.files.map(({ action }) => action))).toEqual(new Set(["kept"]));
    const { data } = await init(place, "-w", "7", "-w", "Sandbox");
    expect(data.files.filter(({ action }) => action !== "kept")).toEqual([
      { path: "skyvia/production.yaml", action: "written" },
    ]);
    expect(treeOf(place)).toMatchObject(before);
    expect(data.workspaces).toMatchObject([{ id: 7 }, { id: 9, entries: 1 }]);
  });

  test("a workspace in a file of another name is kept", async ({ expect }) => {
    await using place = await openPlace();
    mkdirSync(join(place.folder, "skyvia/eu"), { recursive: true });
    place.write("skyvia/eu/ours.yml", "version: 1\nworkspaces:\n  - id: 7\n    integrations: []\n");
    const { data } = await init(place, "-w", "7");
    expect(data.files).toContainEqual({ path: "skyvia/eu/ours.yml", action: "kept" });
    expect(data.files.filter(({ path }) => path.startsWith("skyvia/"))).toHaveLength(1);
  });

  test.for([
    ["nothing that is YAML", "hello: [", null],
    ["an empty file", "", null],
    [
      "a file for something else",
      "version: 1\nworkspaces:\n  - id: 9\n    integrations: []\n",
      "skyvia/production-7.yaml",
    ],
  ] as const)("an existing file that contains %s is kept and named, with 0", async ([, text, written], { expect }) => {
    await using place = await openPlace();
    mkdirSync(join(place.folder, "skyvia"));
    place.write("skyvia/production.yaml", text);
    const { code, data } = await init(place, "-w", "7");
    expect([code, place.read("skyvia/production.yaml")]).toEqual([0, text]);
    expect(data.files).toContainEqual({ path: "skyvia/production.yaml", action: "kept" });
    const made = data.files.filter(({ path, action }) => action === "written" && path.startsWith("skyvia/"));
    expect(made.map(({ path }) => path)).toEqual(written === null ? [] : [written]);
  });

  test("a workspace without a defined schedule gets an empty list", async ({ expect }) => {
    const integrations = [{ id: 1, name: "By hand", type: "import", schedule: "undefined" as const }];
    await using place = await openPlace({
      seed: {
        ...world,
        workspaces: [
          { id: 5, name: "CON", integrations },
          { id: 6, name: "Empty", integrations: [] },
        ],
      },
    });
    const { data } = await init(place, "--all");
    expect(data.workspaces).toEqual([
      { id: 5, name: "CON", entries: 0, left: 1 },
      { id: 6, name: "Empty", entries: 0, left: 0 },
    ]);
    for (const file of ["skyvia/workspace-5.yaml", "skyvia/empty.yaml"]) {
      expect(parse(place.read(file))).toMatchObject({ workspaces: [{ integrations: [] }] });
    }
  });

  test("a .gitignore keeps its bytes and gets the block once", async ({ expect }) => {
    await using place = await openPlace();
    place.write(".gitignore", "node_modules");
    const first = await init(place, "--all");
    expect(first.data.files.at(-1)).toEqual({ path: ".gitignore", action: "appended" });
    const text = place.read(".gitignore");
    expect(text).toMatch(/^node_modules\n\n# .*\nplan\.json\n\*\.plan\.json\nledger\.jsonl\n$/);
    expect((await init(place, "--all")).data.files.at(-1)).toEqual({ path: ".gitignore", action: "kept" });
    expect(place.read(".gitignore")).toBe(text);
  });

  test("all files are written into --dir, which is created", async ({ expect }) => {
    await using place = await openPlace();
    const { data } = await init(place, "-w", "9", "--dir", "infra");
    expect(data.files.map(({ path }) => path)).toEqual([
      "infra/.skyvia/schema.json",
      "infra/skyvia/sandbox.yaml",
      "infra/.gitignore",
    ]);
    expect(place.files()).toEqual(["infra"]);
  });

  test("an existing link is kept, and not followed", async ({ expect }) => {
    await using place = await openPlace();
    mkdirSync(join(place.folder, "skyvia"));
    symlinkSync(join(place.folder, "nowhere/at-all"), join(place.folder, "skyvia/sandbox.yaml"));
    const { code, data } = await init(place, "-w", "9");
    expect([code, data.files]).toEqual([0, expect.arrayContaining([{ path: "skyvia/sandbox.yaml", action: "kept" }])]);
  });
});

describe.concurrent("init is 5 before the first call", () => {
  test.for<[string, readonly string[], RegExp]>([
    ["without a terminal and --yes", ["init"], /no terminal.*\n.*--yes/],
    ["without a terminal, with workspaces alone", ["init", "--all"], /no terminal/],
    ["with --yes and no workspace", ["init", "--yes"], /-w or --all/],
    ["with -w and --all", ["init", "--yes", "--all", "-w", "7"], /cannot be used together/],
    ["with another --ci", ["init", "--yes", "--all", "--ci", "jenkins"], /one of github, gitlab, none/],
    ["with --pulumi and CI files", ["init", "--yes", "--all", "--pulumi", "--ci", "github"], /--ci github is for YAML/],
    ["with a --dir whose parent does not exist", ["init", "--yes", "--all", "--dir", "a/b"], /does not exist/],
  ])("%s", async ([, args, message], { expect }) => {
    await using place = await openPlace();
    const ended = await place.run(args);
    expectClean(ended);
    expect([ended.code, ended.stderr]).toEqual([5, expect.stringMatching(message)]);
    expect([place.emulator.requests(), place.files()]).toEqual([[], []]);
  });

  test.for(["skyvia.yaml", "skyvia.yml"])("where %s is, with the git mv to type", async (file, { expect }) => {
    await using place = await openPlace();
    place.write(file, "");
    const { code, stderr } = await place.run(["init", "--yes", "--all"]);
    expect([code, stderr]).toEqual([5, expect.stringContaining(`git mv ${file} skyvia/`)]);
    expect([place.emulator.requests(), place.files()]).toEqual([[], [file]]);
  });

  test("where skyvia is a file", async ({ expect }) => {
    await using place = await openPlace();
    place.write("skyvia", "");
    expect((await place.run(["init", "--yes", "--all"])).code).toBe(5);
    expect(place.emulator.requests()).toEqual([]);
  });
});

describe.concurrent("init reads everything before it writes anything", () => {
  test.for<[string, number, readonly string[], (place: Place) => void, Readonly<Record<string, string | undefined>>]>([
    ["a workspace is not there", 1, ["-w", "7", "-w", "99"], () => {}, {}],
    ["a name is not there", 1, ["-w", "Nope"], () => {}, {}],
    ["the last schedule cannot be read", 1, ["--all"], failLast, {}],
    ["there is no token", 6, ["--all"], () => {}, { SKYVIA_TOKEN: undefined }],
    ["the token is refused", 6, ["--all"], () => {}, { SKYVIA_TOKEN: "nobody" }],
    ["the token lacks a scope", 6, ["--all"], () => {}, { SKYVIA_TOKEN: "lister-token" }],
  ])("so that nothing is written if %s", async ([, code, args, prepare, env], { expect }) => {
    await using place = await openPlace();
    prepare(place);
    const ended = await place.run(["init", "--yes", ...args], { env });
    expectClean(ended);
    expect([ended.code, place.files()]).toEqual([code, []]);
  });

  function failLast({ emulator }: Place): void {
    emulator.addFault({
      match: { operation: "getSchedule", integration: 1, workspace: 9 },
      fault: { type: "status", status: 500 },
    });
  }
});

describe.concurrent("init --ci", () => {
  const pinned = /@(?:v\d+(?:\.\d+)*|[0-9a-f]{40})$/;

  test("github writes three workflows: pinned actions, no more permissions than needed, tokens from secrets", async ({
    expect,
  }) => {
    await using place = await openPlace();
    await init(place, "--all", "--ci", "github");
    for (const name of ["plan", "apply", "drift"]) {
      const text = place.read(`.github/workflows/skyvia-${name}.yml`);
      const { permissions, jobs } = parse(text) as {
        permissions: Record<string, string>;
        jobs: Record<string, { steps: { uses?: string }[] }>;
      };
      expect(permissions).toMatchObject({ contents: "read" });
      for (const { uses } of Object.values(jobs).flatMap(({ steps }) => steps))
        if (uses !== undefined) expect(uses).toMatch(pinned);
      expect(text).toMatch(/token: \$\{\{ secrets\.SKYVIA_(READ|WRITE)_TOKEN \}\}/);
      expect(text).toContain("files: skyvia\n");
    }
  });

  test("gitlab writes its file, and also the file that includes it if that does not exist", async ({ expect }) => {
    await using place = await openPlace();
    const { data } = await init(place, "--all", "--ci", "gitlab");
    expect(data.files).toContainEqual({ path: ".gitlab-ci.yml", action: "written" });
    expect(parse(place.read(".gitlab-ci.yml"))).toEqual({ include: [{ local: ".gitlab/skyvia-schedules.yml" }] });
    expect(place.read(".gitlab/skyvia-schedules.yml")).toMatch(/npx --yes skyvia-schedules@\d+\.\d+\.\d+\n/);
    expect(parse(place.read(".gitlab/skyvia-schedules.yml")), "jobs of others keep their image").not.toHaveProperty(
      "default",
    );
  });

  test("gitlab prints the include to add if the file exists, which is kept", async ({ expect }) => {
    await using place = await openPlace();
    place.write(".gitlab-ci.yml", "build: { script: make }\n");
    const { stdout, code } = await place.run(["init", "--yes", "--all", "--ci", "gitlab"]);
    expect(code).toBe(0);
    expect(stdout).toContain("    include:\n      - local: .gitlab/skyvia-schedules.yml\n");
    expect(place.read(".gitlab-ci.yml")).toBe("build: { script: make }\n");
  });

  test("is none with --yes", async ({ expect }) => {
    await using place = await openPlace();
    await init(place, "--all");
    expect(place.files()).toEqual([".gitignore", ".skyvia", "skyvia"]);
  });
});

describe.concurrent("init --pulumi", () => {
  test("writes a program and no YAML, and keeps it when it runs again", async ({ expect }) => {
    await using place = await openPlace();
    const { code, data } = await init(place, "--all", "--pulumi");
    expect([code, data.plan, place.files()]).toEqual([
      0,
      null,
      ["Pulumi.yaml", "index.ts", "package.json", "tsconfig.json"],
    ]);
    expect(place.read("index.ts").match(/new WorkspaceSchedules\("\w+"/g)).toEqual([
      'new WorkspaceSchedules("production"',
      'new WorkspaceSchedules("sandbox"',
    ]);
    onlyReads(place, expect);
    const before = treeOf(place);
    const again = await init(place, "-w", "7", "--pulumi");
    expect([again.code, treeOf(place)]).toEqual([0, before]);
  });
});

describe.concurrent("import --all", () => {
  test("prints one document of all workspaces by id, which plans to nothing", async ({ expect }) => {
    await using place = await openPlace();
    const { stdout, code } = await place.run(["import", "--all"]);
    expect(code).toBe(0);
    expect(parse(stdout)).toMatchObject({ workspaces: [{ id: 7 }, { id: 9 }] });
    place.write("skyvia.yaml", stdout);
    expect((await place.run(["plan", "--detailed-exitcode"])).code).toBe(0);
    onlyReads(place, expect);
  });

  test("--out DIR/ writes a file for each, with the names of init and the nearest schema", async ({ expect }) => {
    await using place = await openPlace();
    await init(place, "--all", "--dir", "by-init");
    mkdirSync(join(place.folder, ".skyvia"));
    place.write(".skyvia/schema.json", "{}");
    const { stdout, code } = await place.run(["import", "--all", "--out", "all/"]);
    expect([code, stdout]).toEqual([
      0,
      "Wrote 6 entries to all/production.yaml.\nWrote 1 entry to all/sandbox.yaml.\n",
    ]);
    for (const name of ["production.yaml", "sandbox.yaml"]) {
      expect(place.read(`all/${name}`)).toBe(place.read(`by-init/skyvia/${name}`));
    }
  });

  test("never overwrites: if one file exists, none is written", async ({ expect }) => {
    await using place = await openPlace();
    mkdirSync(join(place.folder, "all"));
    place.write("all/sandbox.yaml", "mine\n");
    const { code, stderr } = await place.run(["import", "--all", "--out", "all/"]);
    expect([code, stderr]).toEqual([5, expect.stringContaining("all/sandbox.yaml exists")]);
    expect(readdirSync(join(place.folder, "all"))).toEqual(["sandbox.yaml"]);
  });

  test.for([
    ["with -w", ["--all", "-w", "7"]],
    ["without either", []],
    ["with a folder and --merge", ["--all", "--out", "all/", "--merge"]],
    ["with a folder in a folder that is not there", ["--all", "--out", "a/b/"]],
  ] as const)("%s is 5, and nothing is sent", async ([, args], { expect }) => {
    await using place = await openPlace();
    expect((await place.run(["import", ...args])).code).toBe(5);
    expect(place.emulator.requests()).toEqual([]);
  });
});
