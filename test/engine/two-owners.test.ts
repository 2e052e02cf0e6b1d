import { describe } from "vitest";
import { test } from "./engine-test.ts";
import { shareStage } from "./stage.ts";

const single = (name: string, enabled: boolean, more = ""): string =>
  `new skyvia.IntegrationSchedule("${name}", { workspaceId: 1, integrationId: 12, enabled: ${enabled} }${more});`;
const bulk = (what: string): string => `new skyvia.WorkspaceSchedules("all", { workspaceId: 1, ${what} });`;
const accounts = `const east = new skyvia.Provider("east"); const west = new skyvia.Provider("west", { token: "another" });`;

describe("two resources of one program on one schedule", () => {
  const stage = shareStage();

  test.for([
    ["the preview", "a single and a bulk", single("a", true) + bulk(`schedules: { 12: "disabled" }`), "preview"],
    [
      "up",
      "two providers for one account",
      accounts + single("a", true, ", { provider: east }") + single("b", false, ", { provider: west }"),
      "up --yes --skip-preview",
    ],
  ] as const)("that disagree fail %s: %s", async ([, , program, command], { expect }) => {
    stage().program(program);
    const output = await stage().fail(command);
    expect(output).toContain("two resources manage integration 12 of workspace 1 and disagree");
    expect(output).toMatch(/IntegrationSchedule "a" wants enabled/);
    expect(output).toMatch(/(WorkspaceSchedules "all"|IntegrationSchedule "b") wants disabled/);
    expect(output).not.toMatch(/\n\s+at /);
  });

  test("that agree are a warning, also if outputs become known only during the update", async ({ expect }) => {
    stage().program(
      `const a = ${single("a", true)} ${bulk(`schedules: a.integrationId.apply((id) => ({ [id]: "enabled" as const }))`)}`,
    );
    const output = await stage().succeed("up --yes --skip-preview");
    expect(output).toContain(
      'warning: two resources manage integration 12 of workspace 1 and agree: IntegrationSchedule "a" and WorkspaceSchedules "all"',
    );
    expect(stage().state()).toContain('exports.handler=()=>require(\\"@skyvia-schedules/pulumi/provider\\").provider');
  });
});
