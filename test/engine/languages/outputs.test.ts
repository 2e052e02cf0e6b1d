import { integrationSchedule, workspaceSchedules } from "@skyvia-schedules/pulumi/inner";
import { describe } from "vitest";
import { test } from "../engine-test.ts";
import { languages, openIn } from "./language.ts";
import { bulk, single, type Output } from "./program.ts";

const exported = (of: string, properties: object): Record<string, Output> =>
  Object.fromEntries(Object.keys(properties).map((property) => [`${of}_${property}`, { of, property }]));

describe.each(languages)("a program in $name", (language) => {
  test("exports every output, with and without a value, at preview and after it", async ({ engine, expect, skip }) => {
    await using stage = await openIn(language, engine, skip);
    stage.want({
      resources: [
        single("one", { workspaceId: 1, integrationId: 12, enabled: true }),
        bulk("all", { workspaceId: 1, schedules: { 11: "enabled" } }),
      ],
      outputs: { ...exported("one", integrationSchedule.outputs), ...exported("all", workspaceSchedules.outputs) },
    });
    await stage.succeed("preview");
    await stage.succeed("up --yes --skip-preview");
    expect(JSON.parse(await stage.succeed("stack output --json"))).toMatchObject({
      one_state: "enabled",
      one_previousState: "disabled",
      one_type: "sync",
      all_schedules: { 11: "enabled" },
      all_unmanagedCount: 3,
    });
    expect(await stage.succeed("up --yes --skip-preview")).toContain("3 unchanged");
  });
});
