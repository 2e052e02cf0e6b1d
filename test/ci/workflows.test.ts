import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { declared } from "../action/runner.ts";
import { goTool, withoutGo } from "./go-tools.ts";
import { actionName, folder, workflows } from "./workflow.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

describe.skipIf(withoutGo !== null)(`actionlint${withoutGo === null ? "" : `: skipped, ${withoutGo}`}`, () => {
  /** The workflows in a repository of their own, where the action is a local one: so its inputs and outputs are checked too. */
  async function lint(change: (text: string, name: string) => string): Promise<{ code: number; output: string }> {
    const repository = mkdtempSync(join(tmpdir(), "workflows-"));
    try {
      mkdirSync(join(repository, ".git"));
      mkdirSync(join(repository, ".github/workflows"), { recursive: true });
      mkdirSync(join(repository, "packages/action/bundle/lib"), { recursive: true });
      writeFileSync(join(repository, "packages/action/bundle/lib/main.js"), "");
      copyFileSync(join(root, "action.yml"), join(repository, "action.yml"));
      for (const name of workflows.keys()) {
        const text = readFileSync(join(folder, name), "utf8").replaceAll(
          /skyvia-schedules\/skyvia-schedules@v\d+/g,
          "./",
        );
        writeFileSync(join(repository, ".github/workflows", name), change(text, name));
      }
      return await goTool("actionlint", ["-no-color", "-shellcheck=", "-pyflakes="], repository);
    } finally {
      rmSync(repository, { recursive: true });
    }
  }

  test("all workflows pass", async () => {
    expect(await lint((text) => text)).toEqual({ code: 0, output: "" });
  }, 300_000);

  test.each([
    ["an input that the action does not have", "verb: plan", "verbe: plan", 'input "verbe" is not defined'],
    [
      "an output that it does not have",
      "plan.outputs.plan-file",
      "plan.outputs.planfile",
      'property "planfile" is not defined',
    ],
  ])(
    "it would find %s",
    async (_, from, to, message) => {
      expect((await lint((text) => text.replaceAll(from, to))).output).toContain(message);
    },
    300_000,
  );
});

describe.each([...workflows])("%s", (name, { on, permissions, concurrency, jobs }) => {
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  test("has the permissions that it needs, and no others", () => {
    const needed: Readonly<Record<string, object>> = {
      "plan.yml": { contents: "read", "pull-requests": "write" },
      "apply.yml": { contents: "read" },
      "drift.yml": { contents: "read", issues: "write", deployments: "read" },
    };
    expect(permissions).toEqual(needed[name]);
    for (const job of Object.values(jobs)) expect(job.permissions).toBeUndefined();
  });

  test("runs no foreign code with the secrets of the repository", () => {
    expect(Object.keys(on)).not.toContain("pull_request_target");
    expect(Object.keys(on)).not.toContain("workflow_run");
    expect(steps.filter(({ run }) => run !== undefined)).toEqual([]);
    for (const { uses, with: inputs } of steps) {
      if (uses?.startsWith("actions/checkout@")) expect(inputs).toMatchObject({ "persist-credentials": false });
    }
  });

  test("gives the action inputs that it has", () => {
    const ours = steps.filter(({ uses }) => uses?.startsWith(`${actionName}@`));
    expect(ours.length).toBeGreaterThan(0);
    for (const { with: inputs = {} } of ours) {
      for (const input of Object.keys(inputs)) expect(declared.inputs).toContain(input);
    }
  });

  test("does not run twice at once", () => {
    expect(concurrency?.group).toMatch(/^skyvia-/);
    expect(concurrency?.["cancel-in-progress"]).toBe(name === "plan.yml");
  });
});

test("the token that may write is given to one job, behind an environment", () => {
  const given = [...workflows].flatMap(([name, { jobs }]) =>
    Object.entries(jobs).flatMap(([job, { environment, steps }]) =>
      steps.some(({ with: inputs }) => inputs?.["token"]?.includes("SKYVIA_WRITE_TOKEN"))
        ? [[name, job, environment]]
        : [],
    ),
  );
  expect(given).toEqual([["apply.yml", "apply", "skyvia"]]);
});

test("the README of the action names its inputs and outputs", () => {
  const text = readFileSync(join(folder, "README.md"), "utf8");
  for (const name of [...declared.inputs, ...declared.outputs]) expect(text).toContain(`\`${name}\``);
});
