import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import { openPlace, type Place } from "./place.ts";
import { expectClean, printed, seen, withoutPort } from "./laws.ts";
import { config } from "./world.ts";

async function openConfigured(): Promise<Place> {
  const place = await openPlace();
  place.write("skyvia.yaml", config);
  return place;
}

/** The files of a runner, in the folder of the place. */
const runnerEnv = ({ folder }: Place): Readonly<Record<string, string>> => ({
  GITHUB_ACTIONS: "true",
  GITHUB_OUTPUT: join(folder, "output"),
  GITHUB_STEP_SUMMARY: join(folder, "summary"),
  GITHUB_WORKSPACE: folder,
});

describe.concurrent("--format markdown", () => {
  test("plan", async ({ expect }) => {
    await using place = await openConfigured();
    place.write(
      "more.yaml",
      "version: 1\nworkspaces:\n  - id: 9\n    integrations:\n      - id: 99\n        schedule: enabled\n",
    );
    const ended = await place.run(["plan", "-f", "skyvia.yaml", "-f", "more.yaml", "--format", "markdown"]);
    expect(seen(ended)).toMatchInlineSnapshot(`
      "**Plan: 1 to enable, 2 to disable, 1 unchanged, 0 skipped, 1 problem, 4 unmanaged.**

      ### Changes

      | Action | Workspace | Integration | Name | From → to | Why | Where |
      | --- | ---: | ---: | --- | --- | --- | --- |
      | enable | 7 | 1 | \`Nightly orders\` | disabled → enabled | \`desired enabled, live is disabled\` | \`skyvia.yaml:8:19\` |
      | disable | 7 | 2 | \`Hourly leads\` | enabled → disabled | \`desired disabled, live is enabled: replaced by 1\` | \`skyvia.yaml:12:19\` |
      | disable | 7 | 3 | \`stg-orders\` | enabled → disabled | \`desired disabled by match "stg-*", live is enabled\` | \`skyvia.yaml:15:19\` |

      ### Problems

      | Where | Problem | Next step |
      | --- | --- | --- |
      | \`more.yaml:5:13\` | \`integration 99 does not exist in workspace 9\` | \`Correct the id, or remove the entry.\` |

      ### Coverage

      | Workspace | Managed | Unmanaged | Coverage |
      | --- | ---: | ---: | ---: |
      | all | 4 | 4 | 50 % |
      | 7 \`Production\` | 4 | 3 | 57 % |
      | 9 | 0 | 1 | 0 % |

      Mark of these changes: \`18761d70be6d\` (the same mark means the same changes).
      more.yaml:5:13: error: integration 99 does not exist in workspace 9
      exit code 1
      "
    `);
  });

  test("validate, with every problem of the files", async ({ expect }) => {
    await using place = await openConfigured();
    place.write("skyvia.yaml", config.replace("schedule: enabled", "schedule: on").replace("reason:", "raeson:"));
    expect(seen(await place.run(["validate", "--format", "markdown"]))).toMatchInlineSnapshot(`
      "**2 problems, exit code 5.**

      ### Problems

      | Where | Problem | Next step |
      | --- | --- | --- |
      | \`skyvia.yaml:8:19\` | \`\` a schedule is \`enabled\` or \`disabled\`, not \`on\` \`\` | \`\`Write \`schedule: enabled\`.\`\` |
      | \`skyvia.yaml:13:9\` | \`\`an integration has no key \`raeson\`; did you mean \`reason\`?\`\` | \`\`Write \`reason\`, or remove the key.\`\` |
      skyvia.yaml:8:19: error: a schedule is \`enabled\` or \`disabled\`, not \`on\` (and 1 more)
      exit code 5
      "
    `);
  });

  test("apply, with the changes that could not be made", async ({ expect }) => {
    await using place = await openConfigured();
    place.emulator.addFault({ match: { integration: 3, method: "POST" }, fault: { type: "status", status: 404 } });
    expect(seen(await place.run(["apply", "--yes", "--format", "markdown"]))).toMatchInlineSnapshot(`
      "**Applied: 2 done, 1 failed.**

      ### Changes

      | Action | Workspace | Integration | Name | From → to | Result | Why | Where |
      | --- | ---: | ---: | --- | --- | --- | --- | --- |
      | enable | 7 | 1 | \`Nightly orders\` | disabled → enabled | done | \`desired enabled, live is disabled\` | \`skyvia.yaml:8:19\` |
      | disable | 7 | 2 | \`Hourly leads\` | enabled → disabled | done | \`desired disabled, live is enabled: replaced by 1\` | \`skyvia.yaml:12:19\` |
      | disable | 7 | 3 | \`stg-orders\` | enabled → disabled | failed | \`desired disabled by match "stg-*", live is enabled\` | \`skyvia.yaml:15:19\` |

      ### Problems

      | Where | Problem | Next step |
      | --- | --- | --- |
      | \`skyvia.yaml:15:19\` | \`not found (POST /v1/workspaces/7/integrations/3/schedule/disable answered 404: Injected status 404.)\` | \`Check the ids and the base URL: an id is valid only inside its workspace.\` |

      ### Coverage

      | Workspace | Managed | Unmanaged | Coverage |
      | --- | ---: | ---: | ---: |
      | 7 \`Production\` | 4 | 3 | 57 % |

      Mark of these changes: \`18761d70be6d\` (the same mark means the same changes).
      skyvia.yaml:15:19: error: not found (POST /v1/workspaces/7/integrations/3/schedule/disable answered 404: Injected status 404.)
      exit code 3
      "
    `);
  });

  test("apply that a guard stops", async ({ expect }) => {
    await using place = await openConfigured();
    const { stdout } = await place.run(["apply", "--yes", "--max-disable", "1", "--format", "markdown"]);
    expect(stdout).toMatch(
      /^\*\*Plan: 1 to enable, 2 to disable, .*\*\*\n\nBlocked, exit code 4: nothing was written\.\n/,
    );
    expect(stdout).toContain("would disable 2 of 4 (50 %), the limit is 1: pass --max-disable 2 to allow this run");
  });

  test("drift, with causes", async ({ expect }) => {
    await using place = await openConfigured();
    const { stdout, code } = await place.run(["drift", "--format", "markdown"]);
    expect(code).toBe(2);
    expect(stdout).toContain("| From → to | Cause | Why |");
    expect(stdout).toContain("| disabled → enabled | not applied yet, or switched outside |");
  });

  test("drift --accept, with its diff", async ({ expect }) => {
    await using place = await openConfigured();
    const { stdout } = await place.run(["drift", "--accept", "1", "--format", "markdown"]);
    expect(stdout).toMatch(/^\*\*Drift: .*\*\*\n\n```diff\n--- /);
    expect(stdout).toContain("\n+        schedule: disabled\n");
  });

  test("status, show, and a verb that shows API objects", async ({ expect }) => {
    await using place = await openConfigured();
    const first = async (...args: readonly string[]): Promise<string | undefined> => {
      const ended = await place.run([...args, "--format", "markdown"]);
      expectClean(ended);
      return ended.stdout.split("\n")[0];
    };
    await place.run(["plan", "--out", "plan.json"]);
    expect(await first("status")).toMatch(/^\*\*Status: 1 as desired, 3 differ, .* \(coverage 57 %\)\.\*\*$/);
    expect(await first("show", "plan.json")).toMatch(/^\*\*Plan: 1 to enable, 2 to disable, /);
    expect(await first("list", "-w", "7")).toBe("**list:**");
    expect(await first("plan", "--bad")).toBe("**Error, exit code 5.**");
  });
});

describe.concurrent("--report-file", () => {
  test("contains everything that the comment cuts, with any other format", async ({ expect }) => {
    const integrations = Array.from({ length: 900 }, (_, n) => ({
      id: n + 1,
      name: `${n} of a name that takes its room in the table of changes`,
      schedule: "enabled" as const,
    }));
    await using place = await openPlace({ seed: { workspaces: [{ id: 7, name: "P", integrations }] } });
    place.write(
      "skyvia.yaml",
      'version: 1\nworkspaces:\n  - id: 7\n    integrations: [{ match: "*", schedule: disabled }]\n',
    );
    const { stdout } = await place.run(["plan", "--format", "markdown", "--report-file", "report.md"]);
    expect(stdout.length).toBeLessThan(60_000);
    expect(stdout).toContain("Cut to fit into a comment: the whole report is `report.md`.");
    const rows = (text: string): number => text.match(/^\| disable \|/gm)?.length ?? 0;
    const [, more] = /… and (\d+) more changes: \1 disable\./.exec(stdout) ?? [];
    expect(rows(stdout) + Number(more)).toBe(900);
    expect(rows(place.read("report.md"))).toBe(900);
    const json = await place.run(["plan", "--format", "json", "--report-file", "again.md"]);
    expect(printed(json).changes).toHaveLength(900);
    expect(place.read("again.md")).toBe(place.read("report.md"));
  });

  test("an existing file is never overwritten, and a folder must be there: 5 before the first call", async ({
    expect,
  }) => {
    await using place = await openConfigured();
    place.write("report.md", "mine");
    expect((await place.run(["plan", "--report-file", "report.md"])).code).toBe(5);
    expect((await place.run(["plan", "--report-file", "nowhere/report.md"])).code).toBe(5);
    expect([place.read("report.md"), place.emulator.requests()]).toEqual(["mine", []]);
  });

  test("reports a failed run, too", async ({ expect }) => {
    await using place = await openConfigured();
    const ended = await place.run(["plan", "--report-file", "report.md"], { env: { SKYVIA_TOKEN: "no-such-token" } });
    expect(ended.code).toBe(6);
    expect(withoutPort(place.read("report.md"))).toContain("**Error, exit code 6.**");
  });

  test("that turns out not to be writable is the error: 1", async ({ expect }) => {
    await using place = await openConfigured();
    const out = `${"x".repeat(260)}.md`;
    const ended = await place.run(["plan", "--report-file", out]);
    expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining("could not be written (ENAMETOOLONG)")]);
  });
});

describe.concurrent("--format github", () => {
  test("annotations, summary and outputs", async ({ expect }) => {
    await using place = await openConfigured();
    const ended = await place.run(["plan", "--format", "github", "--out", "plan.json"], { env: runnerEnv(place) });
    expect(seen(ended)).toMatchInlineSnapshot(`
      "::notice file=skyvia.yaml,line=8,col=19,title=enable 1 of workspace 7::Nightly orders: desired enabled, live is disabled
      ::notice file=skyvia.yaml,line=12,col=19,title=disable 2 of workspace 7::Hourly leads: desired disabled, live is enabled: replaced by 1
      ::notice file=skyvia.yaml,line=15,col=19,title=disable 3 of workspace 7::stg-orders: desired disabled by match "stg-*", live is enabled
      Plan: 1 to enable, 2 to disable, 1 unchanged, 0 skipped, 0 problems, 3 unmanaged.
      saved to plan.json: apply it with \`skyvia-schedules apply plan.json\`
      "
    `);
    expect(place.read("output")).toMatchInlineSnapshot(`
      "has-changes=true
      enable-count=1
      disable-count=2
      problem-count=0
      unmanaged-count=3
      observed-count=0
      blocked=false
      plan-file=plan.json
      "
    `);
    const { stdout } = await place.run(["plan", "--format", "markdown"]);
    expect(place.read("summary").trim()).toBe(stdout.trim());
  });

  test("outputs and summary of earlier steps are kept", async ({ expect }) => {
    await using place = await openConfigured();
    place.write("output", "a=1\n");
    place.write("summary", "# mine\n");
    await place.run(["plan", "--format", "github"], { env: runnerEnv(place) });
    expect(place.read("output")).toMatch(/^a=1\nhas-changes=true\n/);
    expect(place.read("summary")).toMatch(/^# mine\n\*\*Plan: /);
  });

  test("places are relative to the top of the repository", async ({ expect }) => {
    await using place = await openPlace();
    const { mkdirSync, writeFileSync } = await import("node:fs");
    mkdirSync(join(place.folder, "data"));
    writeFileSync(join(place.folder, "data/skyvia.yaml"), config);
    const ended = await place.run(["plan", "--format", "github"], {
      cwd: join(place.folder, "data"),
      env: runnerEnv(place),
    });
    expect(ended.stdout).toContain("::notice file=data/skyvia.yaml,line=8,");
  });

  test("outside of a runner there is nothing to write for it", async ({ expect }) => {
    await using place = await openConfigured();
    const ended = await place.run(["plan", "--format", "github"]);
    expect([ended.code, place.files()]).toEqual([0, ["skyvia.yaml"]]);
  });

  test("a file of the runner that cannot be written is the error: 1, and 3 after a write", async ({ expect }) => {
    await using place = await openConfigured();
    const env = { ...runnerEnv(place), GITHUB_OUTPUT: join(place.folder, "x".repeat(260)) };
    expect((await place.run(["plan", "--format", "github"], { env })).code).toBe(1);
    const applied = await place.run(["apply", "--yes", "--format", "github"], { env });
    expect([applied.code, place.writes().length]).toEqual([3, 3]);
    expect(applied.stdout).toContain("could not be written (ENAMETOOLONG)");
  });
});

test("the markdown in the files of a runner never contains a secret", async ({ expect }) => {
  await using place = await openConfigured();
  await place.run(["apply", "--yes", "--format", "github"], { env: runnerEnv(place) });
  for (const file of place.files()) expect(readFileSync(join(place.folder, file), "utf8")).not.toContain("canary");
});
