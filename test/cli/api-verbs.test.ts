import { createClock, type Seed } from "@skyvia-schedules/emulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { printed, seen, type Printed } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";
import { canary } from "./world.ts";

const at = "2026-11-24T06:00:00.000Z";
const dates = { created: "2026-01-05T08:00:00Z", modified: "2026-03-01T12:00:00Z" };
const atOnce = { new: 0, queued: 0, running: 0, canceling: 0, successRows: 12, errorRows: 0 };

const history: Seed = {
  tokens: { all: { value: canary } },
  workspaces: [
    {
      id: 7,
      name: "Production",
      integrations: [
        {
          id: 1,
          name: "Nightly orders",
          type: "import",
          schedule: "disabled",
          ...dates,
          runs: atOnce,
          executions: [
            { runId: 11, date: "2026-11-20T01:00:00Z", duration: "90s", successRows: 40, errorRows: 0 },
            { runId: 12, date: "2026-11-21T01:00:00Z", duration: "60s", state: "Failed", successRows: 3, errorRows: 9 },
            { runId: 13, date: "2026-11-22T01:00:00Z", duration: "80s", successRows: 41, errorRows: 0 },
          ],
        },
        { id: 2, name: "Broken", type: "sync", schedule: "enabled", ...dates, runs: { ...atOnce, ends: "failed" } },
        { id: 3, name: "By hand", type: "export", schedule: "undefined", ...dates },
        {
          id: 4,
          name: "Long one",
          type: "dataflow",
          schedule: "enabled",
          ...dates,
          runs: { ...atOnce, running: "1h" },
        },
      ],
    },
    { id: 9, name: "Sandbox", isPersonal: true },
  ],
};

let place: Place;

beforeAll(async () => {
  place = await openPlace({ seed: history, clock: createClock(() => Date.parse(at)) });
});
afterAll(async () => place[Symbol.asyncDispose]());

async function text(...args: readonly string[]): Promise<string> {
  return seen(await place.run(args));
}

async function json(...args: readonly string[]): Promise<Printed> {
  const result = printed(await place.run([...args, "--format", "json"]));
  expect(result.command).toBe(args[0]);
  return result;
}

/** What is sent between two moments, as `GET /v1/...`. */
async function sentBy(work: () => Promise<unknown>): Promise<readonly string[]> {
  const before = place.emulator.requests().length;
  await work();
  return place.emulator
    .requests()
    .slice(before)
    .map(({ method, path, query }) => `${method} ${path}${query === "" ? "" : `?${query}`}`);
}

describe("reading", () => {
  test("workspaces", async () => {
    expect(await text("workspaces")).toMatchInlineSnapshot(`
      "id  name
       7  Production
       9  Sandbox     personal
      "
    `);
    expect(await text("workspaces", "9")).toMatchInlineSnapshot(`
      "id  name
       9  Sandbox  personal
      "
    `);
    expect((await json("workspaces")).data).toEqual([
      { id: 7, name: "Production", isPersonal: false },
      { id: 9, name: "Sandbox", isPersonal: true },
    ]);
    expect((await json("workspaces", "9")).data).toEqual({ id: 9, name: "Sandbox", isPersonal: true });
  });

  test("list: the listing alone, by id and by name", async () => {
    expect(await text("list", "-w", "Production")).toMatchInlineSnapshot(`
      "id  name            type      modified                  scheduled
       1  Nightly orders  import    2026-03-01T12:00:00.000Z  false
       2  Broken          sync      2026-03-01T12:00:00.000Z  true
       3  By hand         export    2026-03-01T12:00:00.000Z  false
       4  Long one        dataflow  2026-03-01T12:00:00.000Z  true
      4 integrations.
      "
    `);
    const sent = await sentBy(async () => {
      const { data } = await json("list", "-w", "7");
      expect(data).toHaveLength(4);
      expect(data).toMatchObject([{ id: 1, name: "Nightly orders", type: "import" }, {}, {}, {}]);
    });
    expect(sent).toEqual(["GET /v1/workspaces/7/integrations?take=200&skip=0"]);
    expect(await text("list", "-w", "9")).toMatchInlineSnapshot(`
      "id  name  type  modified  scheduled
      0 integrations.
      "
    `);
    expect(await text("list", "-w", "Staging")).toMatchInlineSnapshot(`
      "error: no workspace of this token is named "Staging"
        Give the workspace's id; \`skyvia-schedules workspaces\` lists them.
      exit code 1
      "
    `);
  });

  test("get: the integration and its schedule, in two calls", async () => {
    expect(await text("get", "3", "-w", "7")).toMatchInlineSnapshot(`
      "id         3
      name       By hand
      type       export
      created    2026-01-05T08:00:00.000Z
      modified   2026-03-01T12:00:00.000Z
      scheduled  false
      schedule   undefined
      "
    `);
    const sent = await sentBy(async () => {
      expect((await json("get", "1", "-w", "7")).data).toMatchObject({ id: 1, type: "import", schedule: "disabled" });
    });
    expect(sent.toSorted()).toEqual([
      "GET /v1/workspaces/7/integrations/1",
      "GET /v1/workspaces/7/integrations/1/schedule",
    ]);
    expect(await text("get", "77", "-w", "7")).toMatchInlineSnapshot(`
      "error: not found (GET /v1/workspaces/7/integrations/77 answered 404: Integration 77 is not found.)
        Check the ids and the base URL: an id is valid only inside its workspace.
      exit code 1
      "
    `);
  });

  test("executions, and one of them", async () => {
    expect(await text("executions", "1", "-w", "7")).toMatchInlineSnapshot(`
      "runId  date                      state      duration  successRows  errorRows
         11  2026-11-20T01:00:00.000Z  Succeeded        90           40          0
         12  2026-11-21T01:00:00.000Z  Failed           60            3          9
         13  2026-11-22T01:00:00.000Z  Succeeded        80           41          0
      "
    `);
    expect(await text("executions", "1", "12", "-w", "7")).toMatchInlineSnapshot(`
      "runId      12
      queueTime  2026-11-21T01:00:00.000Z
      startTime  2026-11-21T01:00:00.000Z
      endTime    2026-11-21T01:01:00.000Z
      state      Failed
      result     {"SuccessRows":3,"ErrorRows":9}
      "
    `);
    expect((await json("executions", "1", "12", "-w", "7")).data).toMatchObject({ runId: 12, state: "Failed" });
    expect(await text("executions", "1", "99", "-w", "7")).toMatchInlineSnapshot(`
      "error: not found (GET /v1/workspaces/7/integrations/1/executions/99 answered 404: Execution 99 is not found.)
        Check the ids and the base URL: an id is valid only inside its workspace.
      exit code 1
      "
    `);
  });

  test.each([
    ["--failed", [12]],
    ["--no-failed", [11, 13]],
    ["--start-date 2026-11-21", [12, 13]],
    ["--end-date 2026-11-21T00:00:00Z", [11]],
    ["--take 2", [11, 12]],
    ["--skip 2", [13]],
    ["--sort-order desc", [13, 12, 11]],
    ["--sort-by runId --sort-order desc --take 1", [13]],
    ["--sort-by executionId --start-date 2026-11-20T12:00:00Z --end-date 2026-11-21T12:00:00+01:00 --failed", [12]],
    ["--take 500 --skip 1", [12, 13]],
  ])("executions %s", async (filters, runIds) => {
    const { data } = await json("executions", "1", "-w", "7", ...filters.split(" "));
    expect((data as { runId: number }[]).map(({ runId }) => runId)).toEqual(runIds);
  });

  test("executions from a time without a zone: it could mean two moments", async () => {
    expect(await text("executions", "1", "-w", "7", "--start-date", "2026-11-21T06:00")).toMatchInlineSnapshot(`
      "error: --start-date: "2026-11-21T06:00": a date, or a date-time such as 2026-11-24T06:00:00Z, is needed
        \`skyvia-schedules help executions\` shows its flags, with examples.
      exit code 5
      "
    `);
  });

  test("more executions than shown: the output says where to continue", async () => {
    expect(await text("executions", "1", "-w", "7", "--take", "1")).toMatchInlineSnapshot(`
      "runId  date                      state      duration  successRows  errorRows
         11  2026-11-20T01:00:00.000Z  Succeeded        90           40          0
      There are more: --skip 1
      "
    `);
    const { stdout } = await place.run(["executions", "1", "-w", "7", "--take", "1", "--format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({ hasMore: true });
  });

  test("no execution is active", async () => {
    expect(await text("executions", "1", "-w", "7", "--active")).toBe("No execution is active.\n");
    expect((await json("executions", "1", "-w", "7", "--active")).data).toBeNull();
    expect(await text("executions", "1", "12", "-w", "7", "--active")).toMatchInlineSnapshot(`
      "error: --active and a runId cannot be used together
        Leave one of the two out.
      exit code 5
      "
    `);
  });

  test("none of these verbs has written", () => {
    expect(place.writes()).toEqual([]);
  });
});

describe("executions", () => {
  test("run: starts the execution, and does not wait for it", async () => {
    expect(await text("run", "1", "-w", "7")).toMatchInlineSnapshot(`
      "runId        10001
      date         2026-11-24T06:00:00.000Z
      duration     0
      state        New
      successRows  12
      errorRows    0
      "
    `);
  });

  test("run --wait: 0 if it succeeded, 1 if it failed; either is run once", async () => {
    const sent = await sentBy(async () => {
      const succeeded = await place.run(["run", "1", "-w", "7", "--wait"]);
      expect(succeeded.stderr).toMatch(/^execution \d+ started, waiting for its end\n$/);
      expect(succeeded.stdout).toMatch(/^state {6}Succeeded$/m);
      expect(succeeded.code).toBe(0);
    });
    expect(sent.filter((request) => request.startsWith("POST"))).toEqual([
      "POST /v1/workspaces/7/integrations/1/executions",
    ]);
    const failed = await json("run", "2", "-w", "7", "--wait");
    expect(failed).toMatchObject({ exitCode: 1, data: { state: "Failed" }, error: { code: "execution-failed" } });
  });

  test("cancel and kill with nothing active: 0, no write", async () => {
    const writes = place.writes().length;
    expect(await text("cancel", "1", "-w", "7", "--wait")).toBe("No execution is active.\n");
    expect(await text("kill", "1", "-w", "7")).toBe("No execution is active.\n");
    expect(await json("kill", "1", "-w", "7")).toMatchObject({ exitCode: 0, data: null });
    expect(place.writes()).toHaveLength(writes);
  });

  test("run, --active, cancel --wait: the active execution is shown, then canceled until it has ended", async () => {
    const started = await json("run", "4", "-w", "7");
    const { runId } = started.data as { runId: number };
    expect((await json("executions", "4", "-w", "7", "--active")).data).toMatchObject({ runId, state: "Running" });
    const canceled = await json("cancel", "4", "-w", "7", "--wait");
    expect(canceled).toMatchObject({ exitCode: 0, data: { runId, state: "Canceled" } });
    expect((await json("executions", "4", "-w", "7", "--active")).data).toBeNull();
  });

  test("kill: at once", async () => {
    await json("run", "4", "-w", "7");
    expect(await text("kill", "4", "-w", "7")).toMatch(/^Killed execution \d+\.\n$/);
    expect(await text("executions", "4", "-w", "7", "--active")).toBe("No execution is active.\n");
  });
});

describe("one schedule", () => {
  test("enable and disable, by the workspace's name; as JSON it is a change", async () => {
    expect(await text("enable", "1", "-w", "Production")).toMatchInlineSnapshot(`
      "Workspace 7
        + enable  1  disabled → enabled  done

      Applied: 1 done, 0 failed.
      "
    `);
    const disabled = await json("disable", "1", "-w", "7");
    expect(disabled).toMatchObject({ exitCode: 0, summary: { enable: 0, disable: 1 } });
    expect(disabled.changes).toEqual([
      {
        workspaceId: 7,
        integrationId: 1,
        name: null,
        action: "disable",
        before: "enabled",
        after: "disabled",
        source: null,
        why: "asked for by `disable`",
        effective: null,
        result: "done",
        error: null,
      },
    ]);
    expect(place.emulator.world.schedule(7, 1)).toBe("disabled");
  });

  test("a schedule that already has the state, and an undefined schedule to disable: 0, no write", async () => {
    const writes = place.writes().length;
    expect(await text("disable", "1", "-w", "7")).toMatchInlineSnapshot(`
      "Workspace 7
        - disable  1  disabled  unchanged

      Applied: 0 done, 1 unchanged, 0 failed.
      "
    `);
    expect(await text("enable", "2", "-w", "7")).toMatchInlineSnapshot(`
      "Workspace 7
        + enable  2  enabled  unchanged

      Applied: 0 done, 1 unchanged, 0 failed.
      "
    `);
    expect(await text("disable", "3", "-w", "7")).toMatchInlineSnapshot(`
      "Workspace 7
        - disable  3  undefined  unchanged

      Applied: 0 done, 1 unchanged, 0 failed.
      "
    `);
    expect(place.writes()).toHaveLength(writes);
  });

  test("an undefined schedule to enable: 1, no write", async () => {
    const writes = place.writes().length;
    expect(await text("enable", "3", "-w", "7")).toMatchInlineSnapshot(`
      "error: integration 3 has no schedule to enable
        Define its schedule in Skyvia's web editor first: the API can only switch a schedule that exists.
        Outcome: not sent, so nothing was changed.
      exit code 1
      "
    `);
    expect(place.writes()).toHaveLength(writes);
  });

  test("--read-only refuses every write, before it is sent", async () => {
    const writes = place.writes().length;
    expect(await text("enable", "1", "-w", "7", "--read-only")).toMatchInlineSnapshot(`
      "Workspace 7
        + enable  1  disabled → enabled  failed
            may not enable schedules: this run is read-only (POST /v1/workspaces/7/integrations/1/schedule/enable was not sent)
            Leave out the read-only setting to allow writes.

      Applied: 0 done, 1 failed.
      error: may not enable schedules: this run is read-only (POST /v1/workspaces/7/integrations/1/schedule/enable was not sent)
        Leave out the read-only setting to allow writes.
        Outcome: not sent, so nothing was changed.
      exit code 4
      "
    `);
    expect(await json("run", "1", "-w", "7", "--read-only")).toMatchObject({ exitCode: 4 });
    expect(place.writes()).toHaveLength(writes);
  });
});

test("every operation of the API has been used from the command line", async () => {
  const used = new Set(place.emulator.requests().map(({ operation }) => operation));
  const response = await fetch(`${place.emulator.url}/openapi.json`);
  const { paths } = (await response.json()) as { paths: Record<string, Record<string, { operationId: string }>> };
  const all = Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
  expect(all).toHaveLength(13);
  expect(used).toEqual(new Set(all));
});

test("a name of 10,000 characters is cut in `list`, and whole as JSON", async () => {
  const name = "x".repeat(10_000);
  const own = { id: 1, name, type: "import", schedule: "enabled" } as const;
  await using long = await openPlace({ seed: { ...history, workspaces: [{ id: 7, name: "W", integrations: [own] }] } });
  const { stdout } = await long.run(["list", "-w", "7"]);
  expect(stdout).toContain(`${"x".repeat(199)}…`);
  expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThan(300);
  expect(printed(await long.run(["list", "-w", "7", "--format", "json"])).data).toMatchObject([{ name }]);
});
