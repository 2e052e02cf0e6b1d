import { createClock, type Seed } from "@skyvia-schedules/emulator";
import { describe, test } from "vitest";
import { printed, seen } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";
import { canary } from "./world.ts";

const now = "2026-11-24T12:00:00Z";
const daily = (state: "Succeeded" | "Failed", hour: string) =>
  [24, 23, 22, 21, 20, 19, 18].map((day) => ({
    date: `2026-11-${day}T${hour}:00:00Z`,
    duration: "60s" as const,
    state,
  }));

const seed: Seed = {
  tokens: { all: { value: canary }, scheduler: { value: "scheduler-token", scopes: ["Integration / Read Schedule"] } },
  workspaces: [
    {
      id: 7,
      name: "Production",
      integrations: [
        {
          id: 1,
          name: "Orders",
          schedule: "enabled",
          executions: [...daily("Succeeded", "06"), ...daily("Failed", "07")],
        },
        {
          id: 2,
          name: "Leads",
          schedule: "disabled",
          executions: [{ date: "2026-11-24T11:59:00Z", state: "Running", duration: "1h" }],
        },
        { id: 3, name: "Kept", schedule: "enabled", executions: daily("Succeeded", "05") },
        { id: 4, name: "Observed", schedule: "enabled", executions: daily("Succeeded", "05") },
      ],
    },
  ],
};

const file = `version: 1
workspaces:
  - id: 7
    unmanaged: ignore
    integrations:
      - { id: 1, schedule: disabled }
      - { id: 2, schedule: enabled }
      - { id: 3, schedule: enabled }
      - { id: 4, schedule: disabled, mode: observe }
`;

async function openHistory(): Promise<Place> {
  const place = await openPlace({ seed, clock: createClock(() => Date.parse(now)) });
  place.write("skyvia.yaml", file);
  return place;
}

/** The executions that the run requested, as `1`, or `1 active`. */
const asked = ({ emulator }: Place): readonly string[] =>
  emulator
    .requests()
    .flatMap(
      ({ path }) =>
        /integrations\/(\d+)\/executions(?:\/(active))?$/.exec(path)?.slice(1).filter(Boolean).join(" ") ?? [],
    )
    .toSorted();

describe.concurrent("plan --with-history", () => {
  test("one call for each change, none for the rest", async ({ expect }) => {
    await using place = await openHistory();
    await place.run(["plan"]);
    const without = place.emulator.requests().length;
    place.emulator.clearRequests();
    await place.run(["plan", "--with-history"]);
    expect(place.emulator.requests()).toHaveLength(without + 2);
    expect(asked(place)).toEqual(["1", "2"]);
    place.emulator.clearRequests();
    await place.run(["plan", "--with-active"]);
    expect(place.emulator.requests()).toHaveLength(without + 4);
    expect(asked(place)).toEqual(["1", "1 active", "2", "2 active"]);
  });

  test("drift shows the history with the same number of calls", async ({ expect }) => {
    await using place = await openHistory();
    await place.run(["drift"]);
    const without = place.emulator.requests().length;
    place.emulator.clearRequests();
    const ended = await place.run(["drift", "--with-history"]);
    expect(place.emulator.requests()).toHaveLength(without + 2);
    expect(asked(place)).toEqual(["1", "2"]);
    expect([ended.code, ended.stdout]).toEqual([2, expect.stringContaining("last success 2026-11-24 06:00Z")]);
  });

  test("in JSON", async ({ expect }) => {
    await using place = await openHistory();
    const { changes } = printed(await place.run(["plan", "--with-active", "--format", "json"]));
    expect(changes).toMatchObject([
      {
        integrationId: 1,
        history: { lastSuccess: "2026-11-24T06:00:00.000Z", lastFailure: "2026-11-24T07:00:00.000Z", running: null },
      },
      {
        integrationId: 2,
        history: { runsPerDay: 0, lastSuccess: null, lastFailure: null, running: { state: "Running" } },
      },
      { integrationId: 4, action: "skip" },
    ]);
    expect(changes[2]).not.toHaveProperty("history");
    const plain = printed(await place.run(["plan", "--with-history", "--format", "json"])).changes;
    expect(plain[0]).not.toHaveProperty("history.running");
    expect(plain[0]).toHaveProperty("history.lastSuccess");
  });

  test("in Markdown", async ({ expect }) => {
    await using place = await openHistory();
    const { stdout } = await place.run(["plan", "--with-history", "--format", "markdown"]);
    expect(stdout).toMatch(
      /^\| disable \| 7 \| 1 \|.*\| `[\d.]+ runs a day, last success 2026-11-24 06:00Z, last failure 2026-11-24 07:00Z` \|/m,
    );
    expect(stdout).toMatch(/^\| skip \| 7 \| 4 \|.*\|  \| `desired/m);
  });

  test("a history that cannot be read is reported with its change, and does not stop the run", async ({ expect }) => {
    await using place = await openHistory();
    place.emulator.addFault({
      match: { operation: "listExecutions", integration: 1 },
      fault: { type: "status", status: 400 },
    });
    const ended = await place.run(["plan", "--with-history", "--format", "json"]);
    expect(printed(ended).changes).toMatchObject([
      { history: { error: { code: "bad-input", status: 400 } } },
      { history: { lastSuccess: null } },
      {},
    ]);
    expect(ended.code).toBe(0);
  });

  test("for a token that may not read executions, the message names the scope: 6", async ({ expect }) => {
    await using place = await openHistory();
    const env = { SKYVIA_TOKEN: "scheduler-token" };
    expect((await place.run(["plan"], { env })).code).toBe(0);
    const ended = await place.run(["plan", "--with-history"], { env });
    expect(ended.code).toBe(6);
    expect(seen(ended)).toContain("Integration / Read");
  });

  test("a saved plan contains no history", async ({ expect }) => {
    await using place = await openHistory();
    await place.run(["plan", "--with-history", "--out", "plan.json"]);
    expect(place.read("plan.json")).not.toContain("history");
    expect((await place.run(["apply", "plan.json", "--yes"])).code).toBe(0);
  });
});
