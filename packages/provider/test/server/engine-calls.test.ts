import type { RequestRecord } from "@skyvia-schedules/emulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PartialFailure } from "../../src/provider-error.ts";
import { readWorkspace } from "../../src/functions/workspaces.ts";
import type { Host } from "../../src/server/host.ts";
import { realTime } from "../../src/real-time.ts";
import { createIntegrationProvider } from "../../src/server/integration-provider.ts";
import { createSession, type Session } from "../../src/server/session.ts";
import { createWorkspaceProvider } from "../../src/server/workspace-provider.ts";
import { quietHost } from "./in-process.ts";
import { openWorld, type World } from "./stage.ts";

const ids = Array.from({ length: 60 }, (_, index) => 101 + index);
const seed = JSON.stringify({
  workspaces: [
    { id: 1, name: "Production", integrations: ids.map((id) => ({ id, name: `n${id}`, schedule: "disabled" })) },
  ],
});
const all = { workspaceId: 1, schedules: Object.fromEntries(ids.map((id) => [id, "enabled"])) };
const one = { workspaceId: 1, integrationId: 101, enabled: true };

let world: World;
let session: Session;
beforeEach(async () => {
  world = await openWorld(seed);
  session = openSession(world.emulator.token);
});
afterEach(() => world.emulator.close());

function openSession(token: string | null, host: Partial<Host> = {}): Session {
  const opened = createSession({ ...quietHost, ...host });
  const config = new Map([["skyvia:baseUrl", world.emulator.url]]);
  if (token !== null) config.set("skyvia:token", token);
  opened.configure({ get: (key) => config.get(key) });
  return opened;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

/** Waits until a number has not changed for many turns of the event loop. */
async function quiet(count: () => number): Promise<void> {
  for (let [same, last] = [0, count()]; same < 100; same++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (count() !== last) [same, last] = [0, count()];
  }
}

test.for(["a token", "no token"])("a preview with %s makes no call", async (kind) => {
  const previewing = openSession(kind === "a token" ? world.emulator.token : null);
  const call = { preview: true };
  const integration = createIntegrationProvider(previewing);
  const workspace = createWorkspaceProvider(previewing);
  expect(await integration.create(one, call)).toMatchObject({ id: "", outs: { state: "enabled" } });
  expect((await integration.update("1/101", { ...one, state: "disabled" }, one, call)).outs).toMatchObject(one);
  expect(await workspace.create(all, call)).toMatchObject({ id: "", outs: all });
  expect((await workspace.update("1", { ...all, schedules: {} }, all, call)).outs).toMatchObject(all);
  expect(world.takeCalls()).toEqual([]);
});

describe("a canceled run", () => {
  test("begins no further write, and keeps exactly the written schedules", async () => {
    world.emulator.addFault({ match: { method: "POST" }, fault: { type: "latency", latency: 20 } });
    const writing = createWorkspaceProvider(session)
      .create(all)
      .catch((error: unknown) => error);
    const writes = (): number => world.emulator.requests().filter(({ method }) => method === "POST").length;
    await until(() => writes() >= 9);
    session.cancel();
    const begun = writes();
    const failure = (await writing) as PartialFailure;
    expect(failure).toBeInstanceOf(PartialFailure);
    expect(failure.reasons[1]).toContain("the run was canceled: no further write was started");
    expect(writes()).toBeLessThanOrEqual(begun + 8); // these were on their way to the emulator
    const live = ids.map((id) => [String(id), world.emulator.world.schedule(1, id)]);
    expect(failure.properties["schedules"]).toEqual(Object.fromEntries(live));
    expect(live.filter(([, state]) => state === "enabled")).toHaveLength(writes());
  });

  test("sends none of the writes that wait for the end of a rate limit, and ends at once", async () => {
    world.emulator.addFault({
      match: { integration: 105, method: "POST" },
      fault: { type: "rate_limit", retryAfter: 2 },
    });
    const limited = openSession(world.emulator.token, { sleep: realTime.sleep });
    const writing = createWorkspaceProvider(limited)
      .create(all)
      .catch((error: unknown) => error);
    const posts = (): readonly RequestRecord[] => world.emulator.requests().filter(({ method }) => method === "POST");
    await until(() => posts().some(({ status }) => status === 429));
    await quiet(() => posts().length);
    const begun = posts().length;
    limited.cancel();
    const failure = (await writing) as PartialFailure;
    expect(posts()).toHaveLength(begun);
    const live = ids.map((id) => [String(id), world.emulator.world.schedule(1, id)]);
    expect(failure.properties["schedules"]).toEqual(Object.fromEntries(live));
    const left = live.filter(([, state]) => state === "disabled").length;
    expect(failure.reasons).toEqual([
      `${left} of 60 schedules of workspace 1 are not as the program says`,
      "the run was canceled: no further write was started. Run `pulumi up` again.",
      `${left} schedules were not started`,
    ]);
  });

  test("begins no further work, and sends nothing", async () => {
    session.cancel();
    await expect(createIntegrationProvider(session).create(one)).rejects.toThrow("the run was canceled");
    await expect(session.ask(readWorkspace, { workspaceId: 1 })).rejects.toThrow("the run was canceled");
    expect(world.takeCalls()).toEqual([]);
  });

  test("ends work that only reads, before its next call", async () => {
    world.emulator.addFault({ match: { operation: "getSchedule" }, fault: { type: "latency", latency: 20 } });
    const reading = createWorkspaceProvider(session).create(all);
    await until(() => world.emulator.requests().some(({ path }) => path.endsWith("/schedule")));
    session.cancel();
    await expect(reading).rejects.toThrow("the run was canceled");
    expect(world.takeWrites()).toEqual([]);
  });
});

test("a timeout of the engine shortens the limit of a request", async () => {
  world.emulator.addFault({ match: { operation: "getSchedule" }, fault: { type: "timeout" } });
  const creating = createIntegrationProvider(session).create(one, { timeout: 200 });
  await expect(creating).rejects.toThrow("no whole answer within 0.2 s");
});
