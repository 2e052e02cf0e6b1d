import { describe } from "vitest";
import { test } from "../engine-test.ts";
import type { Running } from "../process-group.ts";
import { canary } from "../stage.ts";
import { until } from "../until.ts";
import { languages, openIn, type LanguageStage } from "./language.ts";
import { bulk } from "./program.ts";

const up = "up --yes --skip-preview";
const ids = Array.from({ length: 300 }, (_, index) => 1001 + index);
const seed = `
tokens: { all: { value: ${canary}, scopes: all } }
workspaces:
  - id: 1
    name: Production
    integrations: [${ids.map((id) => `{ id: ${id}, name: Load ${id}, schedule: disabled }`).join(", ")}]`;
const schedules = Object.fromEntries(ids.map((id) => [id, "enabled"]));

const enabled = ({ emulator }: LanguageStage): string[] =>
  ids.filter((id) => emulator.world.schedule(1, id) === "enabled").map(String);

/** Starts an `up` of 300 slow writes, and waits until it is in the middle of them. */
async function startWrites(stage: LanguageStage): Promise<Running> {
  stage.want({ resources: [bulk("all", { workspaceId: 1, schedules })] });
  stage.emulator.addFault({ match: { method: "POST" }, fault: { type: "latency", latency: 100 } });
  const running = stage.start(up);
  const writes = (): number => stage.emulator.requests().filter(({ method }) => method === "POST").length;
  await until(() => writes() >= 20);
  return running;
}

/** Removes the lock of the interrupted run, and runs again. */
async function goOn(stage: LanguageStage): Promise<void> {
  stage.emulator.clearFaults();
  await stage.pulumi("cancel --yes");
  await stage.succeed(up);
}

describe.each(languages)("a run of a program in $name that is cut short", (language) => {
  test("Ctrl-C: no further write begins, the state has exactly the written schedules, and the next update continues", async ({
    engine,
    expect,
    skip,
  }) => {
    await using stage = await openIn(language, engine, skip, { seed });
    const running = await startWrites(stage);
    running.interrupt();
    const { code, output } = await running.ended;
    expect(code).not.toBe(0);
    expect(output).toContain("the run was canceled: no further write was started");
    const written = enabled(stage);
    expect(written.length).toBeLessThan(100);
    const known = stage.resource("all")?.outputs?.["schedules"] as Record<string, string>;
    expect(Object.keys(known).filter((id) => known[id] === "enabled")).toEqual(written);
    await goOn(stage);
    expect(enabled(stage)).toHaveLength(ids.length);
  });

  test("kill -9: writing ends soon after it, and the next update continues", async ({ engine, expect, skip }) => {
    await using stage = await openIn(language, engine, skip, { seed });
    const running = await startWrites(stage);
    running.kill();
    await running.ended;
    await until(() => stage.processes().every(({ command }) => !command.includes("lib/main.js")));
    expect(enabled(stage).length).toBeLessThan(200);
    await goOn(stage);
    expect(enabled(stage)).toHaveLength(ids.length);
  });
});
