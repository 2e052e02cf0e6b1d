import { describe } from "vitest";
import { test } from "./engine-test.ts";
import type { Running } from "./process-group.ts";
import type { Process } from "./processes.ts";
import { pendingIn } from "./resource-state.ts";
import { openStage, type Stage } from "./stage.ts";
import { until } from "./until.ts";

const ids = Array.from({ length: 120 }, (_, index) => 1001 + index);
const many = `
workspaces:
  - id: 1
    name: Production
    integrations:
${ids.map((id) => `      - { id: ${id}, name: "Load ${id}", type: import, schedule: disabled }`).join("\n")}
`;
const bulk = `new skyvia.WorkspaceSchedules("bulk", { workspaceId: 1, schedules: Object.fromEntries(${JSON.stringify(ids)}.map((id) => [id, "enabled"])) });`;

function enabled({ emulator }: Stage): number[] {
  return ids.filter((id) => emulator.world.schedule(1, id) === "enabled");
}

/** The processes of the program and of the provider. The host of programs belongs to Pulumi: it writes nothing, and looks for its engine every few minutes. */
function nodes(stage: Stage): readonly Process[] {
  return stage.processes().filter(({ command }) => !command.includes("pulumi-language-nodejs"));
}

/** The writes that have arrived, sorted. A schedule that is listed twice was written twice. */
function writes(stage: Stage): string[] {
  return stage.takeWrites().toSorted();
}

test("Ctrl-C during up: what was written is in the state, and the next up does the rest", async ({
  engine,
  expect,
}) => {
  await using stage = await openStage(engine, { seed: many });
  const some = ids.slice(0, 24);
  stage.program(
    `for (const id of ${JSON.stringify(some)}) new skyvia.IntegrationSchedule(\`load-\${id}\`, { workspaceId: 1, integrationId: id, enabled: true });`,
  );
  stage.emulator.addFault({ match: { method: "POST" }, fault: { type: "latency", latency: 300 } });
  const running = stage.start("up --yes --skip-preview --parallel 2");
  await until(() => enabled(stage).length >= 3);
  running.interrupt();
  const { code, output } = await running.ended;
  expect(code).not.toBe(0);
  expect(output).toMatch(/cancel/i);
  const done = enabled(stage);
  expect(done.length).toBeLessThan(some.length);
  expect(
    stage
      .resources()
      .map(({ id }) => id ?? "")
      .toSorted(),
  ).toEqual(done.map((id) => `1/${id}`));
  expect(pendingIn(stage.state())).toEqual([]);

  stage.emulator.clearFaults();
  await stage.succeed("up --yes --skip-preview");
  expect(enabled(stage)).toEqual(some);
  expect(writes(stage)).toEqual(some.map((id) => `enable 1/${id}`));
});

test("one Ctrl-C in the middle of a bulk write lets it end, or reports the remaining schedules", async ({
  engine,
  expect,
}) => {
  await using stage = await openStage(engine, { seed: many });
  stage.program(bulk);
  stage.emulator.addFault({ match: { method: "POST" }, fault: { type: "latency", latency: 100 } });
  const running = stage.start("up --yes --skip-preview");
  await until(() => enabled(stage).length >= 10);
  running.interrupt();
  await running.ended;
  const done = enabled(stage);
  const kept = stage.resource("bulk");
  expect(kept?.id).toBe("1");
  expect(kept?.outputs?.["schedules"]).toMatchObject(Object.fromEntries(done.map((id) => [id, "enabled"])));

  stage.emulator.clearFaults();
  await stage.succeed("up --yes --skip-preview");
  expect(writes(stage)).toEqual(ids.map((id) => `enable 1/${id}`));
  expect(enabled(stage)).toEqual(ids);
});

const stops: readonly { readonly how: string; readonly stop: (running: Running) => Promise<void> }[] = [
  { how: "kill -9 of the engine", stop: async (running) => running.kill() },
  {
    how: "a second Ctrl-C",
    stop: async (running) => {
      running.interrupt();
      await until(() => /cancelling/.test(running.output())); // two signals at once are one to the system
      running.interrupt();
    },
  },
];

describe("in the middle of a bulk write, writing ends", () => {
  test.for(stops)(
    "$how: no process is left, and after `pulumi cancel` an up converges",
    async ({ stop }, { engine, expect }) => {
      await using stage = await openStage(engine, { seed: many });
      stage.program(bulk);
      // 120 writes at this pace take about half a minute, whoever makes them.
      stage.emulator.addFault({ match: { method: "POST" }, fault: { type: "latency", latency: 2000 } });
      const running = stage.start("up --yes --skip-preview");
      await until(() => enabled(stage).length >= 1);
      await stop(running);
      await running.ended;
      await until(() => nodes(stage).length === 0);
      const sent = stage.emulator.requests().filter(({ method }) => method === "POST").length;
      await until(() => enabled(stage).length === sent); // in flight when it ended
      const done = enabled(stage);
      expect(done.length).toBeLessThan(ids.length / 2);

      stage.emulator.clearFaults();
      await stage.pulumi("cancel --yes");
      expect(enabled(stage), "nobody wrote meanwhile").toEqual(done);
      await stage.succeed("up --yes --skip-preview");
      expect(enabled(stage)).toEqual(ids);
      expect(writes(stage), "nothing was written twice").toEqual(ids.map((id) => `enable 1/${id}`));
    },
  );
});
