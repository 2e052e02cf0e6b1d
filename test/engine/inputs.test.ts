import { test } from "./engine-test.ts";
import { shareStage } from "./stage.ts";

const stage = shareStage();

test("schedules that turn out to be undefined count as not given, and a secret name is a secret everywhere in the state", async ({
  expect,
}) => {
  stage().program(`
    new skyvia.WorkspaceSchedules("by-name", { workspaceId: 1, schedules: pulumi.output(undefined), unmanaged: "ignore",
      entries: [{ name: pulumi.secret("Hourly leads"), schedule: "enabled" }] });
    new skyvia.IntegrationSchedule("named", { workspaceId: 1, integrationId: 11, enabled: true, name: pulumi.secret("Nightly orders") });`);
  await stage().succeed("up --yes --skip-preview");
  expect(stage().takeWrites()).toEqual(["enable 1/12"]);
  expect(await stage().succeed("refresh --yes --skip-preview")).toContain("3 unchanged");
  for (const name of ["Hourly leads", "Nightly orders"]) expect(stage().state()).not.toContain(name);
});

test("reading an integration that does not exist fails in one message", async ({ expect }) => {
  stage().program(`skyvia.IntegrationSchedule.get("nobody", "1/999");`);
  const output = await stage().fail("up --yes --skip-preview");
  expect(output).toContain("integration 999 does not exist in workspace 1");
  expect(output).not.toMatch(/\n\s+at /);
  expect(stage().resource("nobody")).toBeUndefined();
});
