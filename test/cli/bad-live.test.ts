import { describe, test, type ExpectStatic } from "vitest";
import { printed, seen } from "./laws.ts";
import { openPlace } from "./place.ts";

/** The outputs of `plan` and `apply` for entries that only the live state proves wrong; `apply` wrote nothing. */
async function refused(expect: ExpectStatic, entries: string, workspace = "id: 7"): Promise<string> {
  await using place = await openPlace();
  place.write("skyvia.yaml", `version: 1\nworkspaces:\n  - ${workspace}\n    integrations:\n${entries}`);
  const [text, json] = await Promise.all([
    place.run(["plan", "--detailed-exitcode"]),
    place.run(["apply", "--yes", "--format=json"]),
  ]);
  const { command, exitCode, problems } = printed(json);
  expect({ command, exitCode }).toEqual({ command: "apply", exitCode: 1 });
  for (const { message, next } of problems) expect(text.stderr).toContain(`error: ${message}\n  ${next}\n`);
  expect(problems.length).toBeGreaterThan(0);
  expect(place.writes()).toEqual([]);
  expect(place.files()).toEqual(["skyvia.yaml"]);
  return seen(text);
}

const lines = (...written: string[]): string => written.map((line) => `      ${line}\n`).join("");

describe.concurrent("a problem of the live world", () => {
  test("a name that disagrees", async ({ expect }) => {
    const entries = lines("- id: 1", "  name: Nightly invoices", "  schedule: disabled");
    expect(await refused(expect, entries)).toMatchInlineSnapshot(`
      "Workspace 7  1 managed, 6 unmanaged

      Plan: 0 to enable, 0 to disable, 0 unchanged, 0 skipped, 1 problem, 6 unmanaged.
      skyvia.yaml:6:15: error: integration 1 is named "Nightly orders", not "Nightly invoices"
        If somebody renamed it, correct the name. If the id is wrong, correct the id.
      exit code 1
      "
    `);
  });

  test("the name of the workspace disagrees", async ({ expect }) => {
    const entries = lines("- id: 1", "  schedule: enabled");
    expect(await refused(expect, entries, "id: 7\n    name: Staging")).toMatchInlineSnapshot(`
      "Workspace 7 Staging  not planned

      Plan: 0 to enable, 0 to disable, 0 unchanged, 0 skipped, 1 problem, 1 workspace not planned, 0 unmanaged.
      skyvia.yaml:4:11: error: workspace 7 is named "Production", not "Staging"; nothing of it is touched
        If somebody renamed it, correct the name. If the id is wrong, correct the id.
      exit code 1
      "
    `);
  });

  test("a selector that matches none", async ({ expect }) => {
    const entries = lines("- name: Nightly order", "  schedule: enabled");
    expect(await refused(expect, entries)).toMatchInlineSnapshot(`
      "Workspace 7  0 managed, 7 unmanaged

      Plan: 0 to enable, 0 to disable, 0 unchanged, 0 skipped, 1 problem, 7 unmanaged.
      skyvia.yaml:5:15: error: no integration of workspace 7 is named "Nightly order"
        Correct the name, or select by id.
      exit code 1
      "
    `);
  });

  test("a selector that matches two", async ({ expect }) => {
    const entries = lines("- name: Twin", "  schedule: disabled");
    expect(await refused(expect, entries)).toMatchInlineSnapshot(`
      "Workspace 7  2 managed, 5 unmanaged

      Plan: 0 to enable, 0 to disable, 0 unchanged, 0 skipped, 1 problem, 5 unmanaged.
      skyvia.yaml:5:15: error: 2 integrations of workspace 7 are named "Twin": 6, 8
        Select by id.
      exit code 1
      "
    `);
  });

  test("the same integration by id and by name", async ({ expect }) => {
    const entries = lines("- id: 1", "  schedule: disabled", "- name: Nightly orders", "  schedule: enabled");
    expect(await refused(expect, entries)).toMatchInlineSnapshot(`
      "Workspace 7  1 managed, 6 unmanaged

      Plan: 0 to enable, 0 to disable, 0 unchanged, 0 skipped, 1 problem, 6 unmanaged.
      skyvia.yaml:7:15: error: integration 1 is selected twice, first at skyvia.yaml:5:13
        Keep one of the two entries.
      exit code 1
      "
    `);
  });

  test("an integration that is not there", async ({ expect }) => {
    const entries = lines("- id: 77", "  schedule: disabled");
    expect(await refused(expect, entries)).toMatchInlineSnapshot(`
      "Workspace 7  0 managed, 7 unmanaged

      Plan: 0 to enable, 0 to disable, 0 unchanged, 0 skipped, 1 problem, 7 unmanaged.
      skyvia.yaml:5:13: error: integration 77 does not exist in workspace 7
        Correct the id, or remove the entry.
      exit code 1
      "
    `);
  });

  test("a workspace that is not there", async ({ expect }) => {
    const entries = lines("- name: Nightly orders", "  schedule: disabled");
    expect(await refused(expect, entries, "id: 8")).toMatchInlineSnapshot(`
      "Workspace 8  not planned

      Plan: 0 to enable, 0 to disable, 0 unchanged, 0 skipped, 1 problem, 1 workspace not planned, 0 unmanaged.
      skyvia.yaml:3:9: error: workspace 8 does not exist, or the token does not cover it
        Correct the workspace id (\`skyvia-schedules workspaces\` lists those of the token), or use a token that covers it.
      exit code 1
      "
    `);
  });

  test("a schedule to enable that is not defined", async ({ expect }) => {
    const entries = lines("- id: 5", "  schedule: enabled");
    expect(await refused(expect, entries)).toMatchInlineSnapshot(`
      "Workspace 7  1 managed, 6 unmanaged

      Plan: 0 to enable, 0 to disable, 0 unchanged, 0 skipped, 1 problem, 6 unmanaged.
      skyvia.yaml:6:19: error: integration 5 "By hand" has no schedule to enable
        Define its schedule in Skyvia's web editor first: the API can only switch a schedule that exists.
      exit code 1
      "
    `);
  });

  test("together with a change that can be made: `plan` ends with 1, `apply` makes the change and ends with 3", async ({
    expect,
  }) => {
    await using place = await openPlace();
    const entries = lines("- id: 5", "  schedule: enabled", "- id: 1", "  schedule: enabled");
    place.write("skyvia.yaml", `version: 1\nworkspaces:\n  - id: 7\n    integrations:\n${entries}`);
    const plan = printed(await place.run(["plan", "--detailed-exitcode", "--format", "json"]));
    expect([plan.exitCode, plan.error?.code]).toEqual([1, "schedule-not-defined"]);
    const apply = printed(await place.run(["apply", "--yes", "--format", "json"]));
    expect(apply.exitCode).toBe(3);
    expect(apply.changes).toMatchObject([{ integrationId: 1, action: "enable", result: "done" }]);
    expect(place.writes()).toEqual(["POST /v1/workspaces/7/integrations/1/schedule/enable"]);
  });
});
