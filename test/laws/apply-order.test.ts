import { apply, plan, refresh, type Applied } from "@skyvia-schedules/core";
import { generateSeed, type Seed } from "@skyvia-schedules/emulator";
import { expect, test } from "vitest";
import { desiredOf, fileOf, type EntryText } from "./config.ts";
import { onStage, writesOf, type Stage } from "./stage.ts";

/** Ids 1, 2, ... of workspace 1; every second one is enabled, the others are disabled. */
function alternating(count: number): Seed {
  const integrations = Array.from({ length: count }, (_, n) => ({
    id: n + 1,
    name: `I${n + 1}`,
    schedule: n % 2 === 0 ? ("enabled" as const) : ("disabled" as const),
  }));
  return { workspaces: [{ id: 1, name: "Production", integrations }] };
}

/** Every schedule is to be switched. */
function opposite(count: number): readonly EntryText[] {
  return Array.from({ length: count }, (_, n) => ({ id: n + 1, schedule: n % 2 === 0 ? "disabled" : "enabled" }));
}

const desired = (integrations: readonly EntryText[]) =>
  desiredOf(fileOf([{ id: 1, unmanaged: "ignore", integrations }]));

async function applyFresh({ emulator, run }: Stage, count: number, concurrency = 8): Promise<Applied> {
  const asked = desired(opposite(count));
  const { changes } = plan(asked, await run((client) => refresh(client, asked)));
  emulator.clearRequests();
  return run((client) => apply(client, changes, { concurrency, kind: "fresh" }), { concurrency });
}

const results = ({ changes }: Applied): string[] => changes.map(({ result }) => result);

test.each([1, 2, 8, 64])("at concurrency %i every disable is sent before the first enable", async (concurrency) => {
  await onStage(alternating(40), async (stage) => {
    expect(new Set(results(await applyFresh(stage, 40, concurrency)))).toEqual(new Set(["done"]));
    const writes = writesOf(stage.emulator.requests()).map(({ operation }) => operation);
    expect(writes.lastIndexOf("disableSchedule")).toBe(19);
    expect(writes.indexOf("enableSchedule")).toBe(20);
  });
});

test("each schedule is read once, right before it is written", async () => {
  await onStage(alternating(20), async (stage) => {
    await applyFresh(stage, 20);
    for (let id = 1; id <= 20; id++) {
      const own = stage.emulator.requests().filter(({ path }) => path.includes(`/integrations/${id}/`));
      expect(own.map(({ method }) => method)).toEqual(["GET", "POST"]);
    }
    // At most as many re-reads are ahead of their writes as changes are in flight.
    let ahead = 0;
    for (const { method } of stage.emulator.requests()) {
      ahead += method === "GET" ? 1 : -1;
      expect(ahead).toBeLessThanOrEqual(8);
    }
  });
});

test("the first write is sent alone", async () => {
  await onStage(alternating(20), async (stage) => {
    await applyFresh(stage, 20);
    expect(
      stage.emulator
        .requests()
        .slice(0, 2)
        .map(({ method }) => method),
    ).toEqual(["GET", "POST"]);
  });
});

test("one write shows that a token may not write", async () => {
  const tokens = { reader: { value: "r", scopes: ["Integration / Read", "Integration / Read Schedule"] as const } };
  await onStage({ ...alternating(20), tokens }, async (stage) => {
    expect(results(await applyFresh(stage, 20))).toEqual(["failed", ...Array<string>(19).fill("not-started")]);
    expect(writesOf(stage.emulator.requests())).toHaveLength(1);
  });
});

test("one write shows that a token may not write, also if a re-read fails before it", async () => {
  const tokens = { reader: { value: "r", scopes: ["Integration / Read", "Integration / Read Schedule"] as const } };
  await onStage({ ...alternating(20), tokens }, async (stage) => {
    const asked = desired(opposite(20));
    const { changes } = plan(asked, await stage.run((client) => refresh(client, asked)));
    stage.emulator.addFault({ match: { integration: 1 }, fault: { type: "status", status: 500 } });
    stage.emulator.clearRequests();
    const applied = await stage.run((client) => apply(client, changes, { concurrency: 8, kind: "fresh" }));
    expect(results(applied).filter((result) => result === "failed")).toHaveLength(2);
    expect(writesOf(stage.emulator.requests())).toHaveLength(1);
  });
});

test("a refused token ends a refresh after one call", async () => {
  await onStage(generateSeed(30), async ({ emulator, run }) => {
    const asked = desired(Array.from({ length: 30 }, (_, n) => ({ id: 1001 + n, schedule: "enabled" })));
    await expect(run((client) => refresh(client, asked), { token: "nobody" })).rejects.toMatchObject({ code: "auth" });
    expect(emulator.requests()).toHaveLength(1);
  });
});

test("a token revoked midway ends the run: no write comes after the refused one", async () => {
  await onStage(alternating(40), async (stage) => {
    const { emulator } = stage;
    emulator.addFault({
      match: { operation: "disableSchedule" },
      when: { nth: 5 },
      fault: { type: "revoke_token" },
    });
    const applied = await applyFresh(stage, 40, 1);
    expect(results(applied).filter((result) => result === "done")).toHaveLength(4);
    expect(results(applied).filter((result) => result === "not-started")).toHaveLength(35);
    expect(writesOf(emulator.requests())).toHaveLength(5);
  });
});

test("all schedules of a saved plan are re-read before its first write", async () => {
  await onStage(alternating(20), async ({ emulator, run }) => {
    const asked = desired(opposite(20));
    const { changes } = plan(asked, await run((client) => refresh(client, asked)));
    emulator.clearRequests();
    await run((client) => apply(client, changes, { concurrency: 8, kind: "saved" }));
    const methods = emulator.requests().map(({ method }) => method);
    expect(methods).toEqual([...Array<string>(20).fill("GET"), ...Array<string>(20).fill("POST")]);
  });
});

test("listing and schedules overlap: the first schedule is read before the last page has come", async () => {
  await onStage(generateSeed(1_000), async ({ emulator, run }) => {
    const asked = desiredOf(fileOf([{ id: 1, integrations: [{ match: "*", schedule: "enabled" }] }]));
    await run((client) => refresh(client, asked));
    const operations = emulator.requests().map(({ operation }) => operation);
    expect(operations.indexOf("getSchedule")).toBeLessThan(operations.lastIndexOf("listIntegrations"));
  });
});
