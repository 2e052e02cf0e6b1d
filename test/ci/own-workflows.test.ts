import { mkdirSync, mkdtempSync, cpSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { goTool, withoutGo } from "./go-tools.ts";

// The workflows of this repository itself: CI and the release.
const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = join(root, ".github/workflows");
const texts = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")] as const));

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly strategy?: { readonly matrix: { readonly node: readonly string[] } };
  readonly steps: readonly { readonly run?: string; readonly with?: Readonly<Record<string, unknown>> }[];
}

interface OwnWorkflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflowOf = (name: string): OwnWorkflow => parse(texts.get(name) ?? "") as OwnWorkflow;
const runsOf = ({ jobs }: OwnWorkflow): string =>
  Object.values(jobs)
    .flatMap(({ steps }) => steps.map(({ run = "" }) => run))
    .join("\n");

test("there are two", () => {
  expect([...texts.keys()].toSorted()).toEqual(["ci.yml", "release.yml"]);
});

test.skipIf(withoutGo !== null)(
  `actionlint finds nothing${withoutGo === null ? "" : `: skipped, ${withoutGo}`}`,
  async () => {
    const repository = mkdtempSync(join(tmpdir(), "own-workflows-"));
    try {
      mkdirSync(join(repository, ".git"));
      cpSync(folder, join(repository, ".github/workflows"), { recursive: true });
      const linted = await goTool("actionlint", ["-no-color", "-shellcheck=", "-pyflakes="], repository);
      expect(linted).toEqual({ code: 0, output: "" });
    } finally {
      rmSync(repository, { recursive: true });
    }
  },
  300_000,
);

describe.each([...texts])("%s", (name, text) => {
  const workflow = workflowOf(name);

  test("runs actions of a commit, and names its version", () => {
    const uses = [...text.matchAll(/uses: (.*)$/gm)].map(([, action = ""]) => action);
    expect(uses.length).toBeGreaterThan(3);
    for (const action of uses) expect(action).toMatch(/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test("runs scripts that package.json has", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object };
    const asked = [...runsOf(workflow).matchAll(/pnpm@12 (?:--silent )?([\w:]+)/g)].map(([, script = ""]) => script);
    expect(asked.length).toBeGreaterThan(0);
    for (const script of asked) expect([...Object.keys(scripts), "install"]).toContain(script);
  });

  test("does not run code of a pull request with our rights", () => {
    expect(Object.keys(workflow.on)).not.toContain("pull_request_target");
    expect(Object.keys(workflow.on)).not.toContain("workflow_run");
  });

  test("puts no foreign text into a script: values that GitHub fills in are passed as variables", () => {
    expect(runsOf(workflow)).not.toContain("${{");
  });
});

test("ci.yml reads only, and runs what .ci/run does, and the supported versions of Node.js", () => {
  const { permissions, jobs } = workflowOf("ci.yml");
  expect(permissions).toEqual({ contents: "read" });
  for (const job of Object.values(jobs)) expect(job.permissions).toBeUndefined();
  expect(jobs["all"]?.steps.at(-1)?.run).toBe(".ci/run");
  const { engines } = JSON.parse(readFileSync(join(root, "packages/cli/package.json"), "utf8")) as {
    engines: { node: string };
  };
  expect(jobs["node"]?.strategy?.matrix.node).toEqual([`${engines.node.replace(">=", "")}.0`, "26"]);
});

test("release.yml gives each job the rights that it needs, and no others", () => {
  const { permissions, jobs } = workflowOf("release.yml");
  expect(permissions).toEqual({});
  expect(Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, job.permissions]))).toEqual({
    next: { contents: "write", "pull-requests": "write" },
    build: { contents: "read" },
    npm: { contents: "read", "id-token": "write" },
    github: { contents: "write" },
  });
  expect(jobs["npm"]?.environment).toBe("npm");
  const installing = Object.entries(jobs).filter(([, { steps }]) =>
    steps.some(({ run = "" }) => /pnpm|\.ci/.test(run)),
  );
  expect(installing.map(([name]) => name)).toEqual(["next", "build"]); // not where npm trusts the workflow
});

test("release.yml publishes only after the tests passed, and only the files that it built", () => {
  const { jobs } = workflowOf("release.yml");
  const built = jobs["build"]?.steps.flatMap(({ run }) => run ?? []) ?? [];
  expect(built.indexOf(".ci/run")).toBeGreaterThan(-1);
  expect(built.indexOf(".ci/run")).toBeLessThan(built.indexOf("npx -y pnpm@12 release:build"));
  expect(jobs["npm"]).toMatchObject({ needs: "build" });
  expect(jobs["github"]).toMatchObject({ needs: ["next", "npm"] });
});

test("release.yml tags the Go SDK, whose tag ends as that of the release and is not taken for it", () => {
  const { jobs } = workflowOf("release.yml");
  const steps = (job: string): string => jobs[job]?.steps.map(({ run = "" }) => run).join("\n") ?? "";
  expect(steps("github")).toContain(`node scripts/release-go-sdk.ts release/go "$VERSION"`);
  expect(steps("next")).toContain(`--tags origin "refs/tags/v$version"`); // git compares the end of a name without refs/
});
