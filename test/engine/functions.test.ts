import { describe } from "vitest";
import { test } from "./engine-test.ts";
import { shareStage } from "./stage.ts";

const seed = `
tokens:
  default: { value: default-token, scopes: all }
  west: { value: west-token, scopes: all }
runs: { new: 0s, queued: 0s, running: 1h, canceling: 0s, ends: succeeded }
workspaces:
  - id: 1
    name: Production
    integrations:
      - id: 11
        name: Nightly orders
        type: import
        schedule: enabled
        executions:
          - { runId: 901, date: 2026-11-01T01:00:00Z, duration: 90s, state: Succeeded, successRows: 10 }
          - { runId: 902, date: 2026-11-02T01:00:00Z, duration: 90s, state: Failed, errorRows: 3 }
      - { id: 12, name: Hourly leads, type: sync, schedule: disabled }
      - { id: 13, name: Twin, type: sync, schedule: disabled }
      - { id: 14, name: Twin, type: export, schedule: undefined }
`;

describe("functions of a program", () => {
  const stage = shareStage({ seed });

  test("read every operation of the API, in the plain form and as an Output; they take the account of an explicit provider", async ({
    expect,
  }) => {
    stage().program(`
      const workspaceId = 1;
      const names = (found: readonly { name: string | null }[]) => found.map(({ name }) => name);
      export const plain = (async () => ({
        workspaces: names(await skyvia.getWorkspaces()),
        workspace: (await skyvia.getWorkspace({ workspaceId })).name,
        syncs: names(await skyvia.getIntegrations({ workspaceId, type: "sync" })),
        globbed: names(await skyvia.getIntegrations({ workspaceId, name: "*l*" })),
        byId: (await skyvia.getIntegration({ workspaceId, integrationId: 12 })).name,
        byName: (await skyvia.getIntegration({ workspaceId, name: "Hourly leads" })).id,
        schedules: await Promise.all([11, 12, 14].map((integrationId) => skyvia.getSchedule({ workspaceId, integrationId }))),
        failed: (await skyvia.getExecutions({ workspaceId, integrationId: 11, failed: true })),
        execution: (await skyvia.getExecution({ workspaceId, integrationId: 11, runId: 901 })).state,
        active: await skyvia.getActiveExecution({ workspaceId, integrationId: 11 }) ?? null,
      }))();
      const integrationId = skyvia.getIntegrationOutput({ workspaceId, name: "Hourly leads" }).id;
      export const outputs = {
        workspaces: skyvia.getWorkspacesOutput().apply(names),
        workspace: skyvia.getWorkspaceOutput({ workspaceId: pulumi.output(1) }).name,
        integrations: skyvia.getIntegrationsOutput({ workspaceId, type: "sync" }).apply(names),
        schedule: skyvia.getScheduleOutput({ workspaceId, integrationId }),
        executions: skyvia.getExecutionsOutput({ workspaceId, integrationId: 11 }),
        execution: skyvia.getExecutionOutput({ workspaceId, integrationId: 11, runId: 902 }).state,
        active: skyvia.getActiveExecutionOutput({ workspaceId, integrationId: 11 }),
      };
      const provider = new skyvia.Provider("west", { token: pulumi.secret("west-token"), baseUrl: ${JSON.stringify(stage().emulator.url)} });
      export const explicit = skyvia.getIntegrationOutput({ workspaceId, name: "Hourly leads" }, { provider }).id;`);
    await stage().succeed("up --yes --skip-preview");
    const tokens = stage()
      .emulator.requests()
      .map(({ token }) => token ?? "");
    expect([...new Set(tokens)].toSorted()).toEqual(["default", "west"]);
    expect(stage().state()).not.toContain("west-token");
    expect(stage().takeWrites()).toEqual([]);
    expect(JSON.parse(await stage().succeed("stack output --json"))).toMatchInlineSnapshot(`
      {
        "explicit": 12,
        "outputs": {
          "active": null,
          "execution": "Failed",
          "executions": [
            {
              "date": "2026-11-01T01:00:00.000Z",
              "duration": 90,
              "errorRows": 0,
              "runId": 901,
              "state": "Succeeded",
              "successRows": 10,
            },
            {
              "date": "2026-11-02T01:00:00.000Z",
              "duration": 90,
              "errorRows": 3,
              "runId": 902,
              "state": "Failed",
              "successRows": 1200,
            },
          ],
          "integrations": [
            "Hourly leads",
            "Twin",
          ],
          "schedule": "disabled",
          "workspace": "Production",
          "workspaces": [
            "Production",
          ],
        },
        "plain": {
          "active": null,
          "byId": "Hourly leads",
          "byName": 12,
          "execution": "Succeeded",
          "failed": [
            {
              "date": "2026-11-02T01:00:00.000Z",
              "duration": 90,
              "errorRows": 3,
              "runId": 902,
              "state": "Failed",
              "successRows": 1200,
            },
          ],
          "globbed": [
            "Nightly orders",
            "Hourly leads",
          ],
          "schedules": [
            "enabled",
            "disabled",
            "undefined",
          ],
          "syncs": [
            "Hourly leads",
            "Twin",
          ],
          "workspace": "Production",
          "workspaces": [
            "Production",
          ],
        },
      }
    `);
  });

  test("getIntegration by a name that matches two is an error that names them, without a stack", async ({ expect }) => {
    stage().program(`export const found = skyvia.getIntegrationOutput({ workspaceId: 1, name: "Twin" }).id;`);
    const output = await stage().fail("preview");
    expect(output).toMatch(/Twin.*13.*14/s);
    expect(output).not.toMatch(/^\s+at \S+ ?\(/m);
  });
});
