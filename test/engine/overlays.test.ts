import type { ExpectStatic } from "vitest";
import { describe } from "vitest";
import { test } from "./engine-test.ts";
import { openPluginStage, resource } from "./plugin-stage.ts";
import { openStage, type Stage } from "./stage.ts";

const freeze = { name: "close", from: "2026-12-31T18:00:00Z", until: "2027-01-02T08:00:00Z" };
const hold = { schedule: "disabled", until: "2026-12-31T10:00:00Z", reason: "INC-4711", owner: "ana", maxHold: "60d" };
const up = "up --yes --skip-preview";

/** Makes this the program at an instant; `bulk` and `single` manage 11 and 13. */
type Write = (at: string) => void;

const { maxHold, ...ofSingle } = hold;
const properties = (at: string): { bulk: object; single: object } => ({
  bulk: { workspaceId: 1, schedules: { 11: "enabled" }, freezes: [freeze], at },
  single: { workspaceId: 1, integrationId: 13, enabled: true, holds: [ofSingle], maxHold, at },
});

async function play(stage: Stage, program: Write, expect: ExpectStatic): Promise<string> {
  program("2026-12-30T00:00:00Z");
  await stage.succeed(up);
  expect(stage.takeWrites()).toEqual(["disable 1/13"]);
  expect(stage.resource("bulk")?.outputs?.["nextTransition"]).toMatchObject({
    at: "2026-12-31T18:00:00.000Z",
    to: "disabled",
    by: { by: "freeze", name: "close" },
  });

  program("2026-12-31T19:00:00Z"); // the hold of the one has ended, the freeze of the other has begun
  stage.takeCalls();
  const preview = await stage.succeed("preview --diff --refresh");
  expect(preview).toContain("~ 2 to update");
  expect(stage.takeWrites()).toEqual([]);
  await stage.succeed(up);
  expect(stage.takeWrites().toSorted()).toEqual(["disable 1/11", "enable 1/13"]);
  return preview;
}

describe("holds and freezes: time alone is a difference, on the real engine", () => {
  test("with the dynamic package", async ({ engine, expect }) => {
    await using stage = await openStage(engine);
    await play(
      stage,
      (at) => {
        const { bulk, single } = properties(at);
        stage.program(
          `new skyvia.WorkspaceSchedules("bulk", ${JSON.stringify(bulk)});\nnew skyvia.IntegrationSchedule("single", ${JSON.stringify(single)});`,
        );
      },
      expect,
    );
  });

  test("with the plugin, whose preview shows the transition that has passed", async ({ engine, expect }) => {
    await using stage = await openPluginStage(engine);
    const program: Write = (at) => {
      const { bulk, single } = properties(at);
      stage.yaml(
        [resource("bulk", "WorkspaceSchedules", bulk), resource("single", "IntegrationSchedule", single)].join("\n"),
      );
    };
    expect(await play(stage, program, expect)).toMatch(/- nextTransition: \{\s+- at\s+: "2026-12-31T10:00:00\.000Z"/);
  });
});
