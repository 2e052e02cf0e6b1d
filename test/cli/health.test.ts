import type { Seed } from "@skyvia-schedules/emulator";
import { describe, test } from "vitest";
import { printed } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";

type State = "Succeeded" | "Failed";

const execution = (state: State, nth: number) => ({
  state,
  date: `2026-11-${String(20 + nth).padStart(2, "0")}T06:00:00Z`,
  duration: 60,
  successRows: 1,
  errorRows: state === "Failed" ? 1 : 0,
});

/** Five disabled schedules; 6 is enabled, and fails. Executions oldest first. */
const histories: Readonly<Record<number, readonly State[]>> = {
  1: ["Succeeded", "Failed", "Failed", "Failed"],
  2: ["Failed", "Failed", "Succeeded"],
  3: [],
  4: ["Failed"],
  5: ["Failed", "Failed", "Succeeded", "Failed", "Failed"],
  6: ["Failed", "Failed", "Failed"],
};

const seed: Seed = {
  workspaces: [
    {
      id: 7,
      name: "Production",
      integrations: Object.entries(histories).map(([id, states]) => ({
        id: Number(id),
        name: `I${id}`,
        schedule: id === "6" ? ("enabled" as const) : ("disabled" as const),
        executions: states.map(execution),
      })),
    },
  ],
};

const files = `version: 1
workspaces:
  - id: 7
    limits: { enable: 100% }
    integrations:
${[1, 2, 3, 4, 5].map((id) => `      - { id: ${id}, schedule: enabled }\n`).join("")}      - { id: 6, schedule: disabled }
`;

async function opened(): Promise<Place> {
  const place = await openPlace({ seed });
  place.write("skyvia.yaml", files);
  return place;
}

const apply = ["apply", "--yes", "--format", "json"];
const reads = (place: Place): number =>
  place.emulator.requests().filter(({ path }) => path.includes("/executions")).length;
const said = (run: Parameters<typeof printed>[0]): string[] => printed(run).problems.map(({ message }) => message);

const unhealthy = [
  'integration 1 "I1" would be enabled, but its last 3 executions failed',
  'integration 3 "I3" would be enabled, but it has never run',
  'integration 4 "I4" would be enabled, but its only execution failed',
];

describe.concurrent("--health", () => {
  test("block: one call for each schedule that is to be enabled, and 4 with nothing written", async ({ expect }) => {
    await using place = await opened();
    const ended = await place.run([...apply, "--health", "block"]);
    expect([ended.code, said(ended).map((text) => text.replace(/ "I\d"/, "")), reads(place), place.writes()]).toEqual([
      4,
      unhealthy.map((text) => text.replace(/ "I\d"/, "")),
      5,
      [],
    ]);
    expect(printed(ended).error).toMatchObject({ code: "unhealthy" });
    const text = await place.run(["apply", "--yes", "--health", "block"]);
    expect(text.stdout).toContain("blocked: nothing was written (unhealthy)");
  });

  test("warn: the same is a warning, and does not stop the run", async ({ expect }) => {
    await using place = await opened();
    const ended = await place.run(["apply", "--yes", "--health", "warn"]);
    expect([ended.code, place.writes().length]).toEqual([0, 6]);
    expect(ended.stderr).toContain(
      'skyvia.yaml:6:28: warning: integration 1 "I1" would be enabled, but its last 3 executions failed',
    );
    expect(ended.stderr).not.toContain("error:");
  });

  test("off, the default, reads no executions", async ({ expect }) => {
    await using place = await opened();
    expect([(await place.run(apply)).code, reads(place)]).toEqual([0, 0]);
  });

  test("--health-runs says how many executions are looked at", async ({ expect }) => {
    await using place = await opened();
    const two = await place.run([...apply, "--health", "block", "--health-runs", "2"]);
    expect(printed(two).problems.map(({ source }) => source?.line)).toEqual([6, 8, 9, 10]);
    const five = await place.run([...apply, "--health", "block", "--health-runs", "5"]);
    expect(printed(five).problems.map(({ source }) => source?.line)).toEqual([8, 9]);
    expect((await place.run([...apply, "--health", "block", "--health-runs", "0"])).code).toBe(5);
    expect((await place.run([...apply, "--health", "maybe"])).code).toBe(5);
  });

  test("the health of a saved plan's changes is checked when it is applied", async ({ expect }) => {
    await using place = await opened();
    await place.run(["plan", "--out", "plan.json"]);
    expect((await place.run(["apply", "plan.json", "--yes", "--health", "block"])).code).toBe(4);
    expect((await place.run(["apply", "plan.json", "--yes", "--health", "warn"])).code).toBe(0);
  });

  test("thaw checks the schedules that it would enable", async ({ expect }) => {
    await using place = await opened();
    await place.run(["freeze", "-w", "7", "--snapshot", "frozen.json", "--reason", "x", "--yes"]);
    const thaw = ["thaw", "--snapshot", "frozen.json", "--yes", "--format", "json"];
    const ended = await place.run([...thaw, "--health", "block"]);
    expect([ended.code, said(ended), place.emulator.world.schedule(7, 6)]).toEqual([
      4,
      ['integration 6 "I6" would be enabled, but its last 3 executions failed'],
      "disabled",
    ]);
    expect(JSON.parse(place.read("frozen.json"))).not.toHaveProperty("thawedAt");
    expect((await place.run([...thaw, "--health", "warn"])).code).toBe(0);
  });

  test("enable checks its integration, and does not write a hold either", async ({ expect }) => {
    await using place = await opened();
    const enable = ["enable", "1", "-w", "7", "--format", "json"];
    const hold = ["--for", "1h", "--reason", "x", "-f", "skyvia.yaml"];
    for (const line of [enable, [...enable, ...hold]]) {
      const ended = await place.run([...line, "--health", "block"]);
      expect([ended.code, printed(ended).error?.code, place.writes(), place.read("skyvia.yaml")]).toEqual([
        4,
        "unhealthy",
        [],
        files,
      ]);
    }
    const warned = await place.run(["enable", "1", "-w", "7", "--health", "warn"]);
    expect([warned.code, warned.stderr]).toEqual([0, expect.stringContaining("warning: integration 1 would be")]);
    place.emulator.clearRequests();
    expect((await place.run([...enable, "--health", "block"])).code, "it is enabled already").toBe(0);
    expect(reads(place)).toBe(0);
  });

  test("executions that cannot be read: block is 1 with nothing written, warn continues", async ({ expect }) => {
    await using place = await opened();
    place.emulator.addFault({ match: { operation: "listExecutions" }, fault: { type: "status", status: 404 } });
    expect([(await place.run([...apply, "--health", "block"])).code, place.writes()]).toEqual([1, []]);
    expect((await place.run([...apply, "--health", "warn"])).code).toBe(0);
  });
});
