import { expect, test } from "vitest";
import { failureOf, inContract } from "./stage.ts";

const big = {
  workspaces: [
    {
      id: 1,
      name: "Big",
      integrations: Array.from({ length: 450 }, (_, n) => ({ id: n + 1, name: `Integration ${n + 1}` })),
    },
  ],
};

async function idsOf(items: AsyncIterable<{ readonly id: number }>): Promise<number[]> {
  const ids: number[] = [];
  for await (const { id } of items) ids.push(id);
  return ids;
}

test("there is no total and no cursor: skip counts up until hasMore is false", () =>
  inContract(async ({ client, emulator }) => {
    expect(await idsOf(client.integrations(1))).toEqual(big.workspaces[0]?.integrations.map(({ id }) => id));
    expect(emulator.requests().map(({ query }) => query)).toEqual(
      expect.arrayContaining(["take=200&skip=0", "take=200&skip=199", "take=200&skip=398"]),
    );
  }, big));

test.each(["insert", "delete"] as const)("a shift between two pages (%s) is found, and the list read again", (change) =>
  inContract(async ({ client, emulator, calls }) => {
    emulator.addFault({
      match: { operation: "listIntegrations" },
      when: { nth: 2 },
      fault: { type: "page_shift", change },
    });
    const steps = [];
    for await (const step of client.integrationPages(1)) steps.push(step.kind);
    expect(steps).toContain("restarted");
    expect(calls().length).toBeGreaterThan(3);
    const live = emulator.world.integrations(1, 200, 0).data.map(({ id }) => id);
    expect((await idsOf(client.integrations(1))).slice(0, 200)).toEqual(live);
  }, big),
);

test("a list that always shifts is an error, and never leads to a decision", () =>
  inContract(async ({ client, emulator }) => {
    const fault = { type: "page_shift", change: "insert" } as const;
    emulator.addFault({ match: { operation: "listIntegrations" }, fault });
    expect(await failureOf(idsOf(client.integrations(1)))).toMatchObject({ code: "bad-answer" });
  }, big));

test.each([false, true])("a list that always says hasMore is an error (the last page again: %s)", (repeat) =>
  inContract(async ({ client, emulator }) => {
    emulator.addFault({ fault: { type: "has_more_forever", repeat } });
    expect(await failureOf(idsOf(client.integrations(1)))).toMatchObject({ code: "bad-answer" });
  }, big),
);

test("a schedule is defined, edited and deleted in the web editor only: no operation does it", () =>
  inContract(async ({ emulator, client }) => {
    const description = await (await fetch(`${emulator.url}/openapi.json`)).text();
    const { paths } = JSON.parse(description) as { paths: Readonly<Record<string, object>> };
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path.replace(/^.*\{integrationId\}/, "")}`),
    );
    expect(operations.filter((operation) => operation.includes("/schedule")).toSorted()).toEqual([
      "get /schedule",
      "post /schedule/disable",
      "post /schedule/enable",
    ]);
    emulator.world.defineSchedule(1, 1, true);
    expect(await client.getSchedule(1, 1)).toBe("enabled");
  }, big));
