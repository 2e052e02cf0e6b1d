import { createClock, type Seed } from "@skyvia-schedules/emulator";
import { describe, test } from "vitest";
import { printed, seen } from "./laws.ts";
import { openPlace, type Place, type RunOptions } from "./place.ts";
import { canary } from "./world.ts";

const now = "2026-11-24T12:00:00Z";
const old = { created: "2026-01-05T08:00:00Z", modified: "2026-11-23T08:00:00Z" };
const runs = (state: "Succeeded" | "Failed", ...dates: readonly string[]) =>
  dates.map((date) => ({ date: `${date}T06:00:00Z`, duration: "60s" as const, state }));

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
          ...old,
          executions: [...runs("Failed", "2026-11-24", "2026-11-23", "2026-11-22"), ...runs("Succeeded", "2026-11-10")],
        },
        { id: 2, name: "Leads | `x`", schedule: "enabled", ...old },
        { id: 3, name: "Archive", schedule: "disabled", ...old, executions: runs("Succeeded", "2026-07-01") },
        { id: 4, name: "Good", schedule: "enabled", ...old, executions: runs("Succeeded", "2026-11-24") },
        { id: 5, name: "New", schedule: "enabled", created: "2026-11-20T08:00:00Z" },
        { id: 6, name: "Nobody's", schedule: "enabled", ...old },
      ],
    },
  ],
};

const file = `version: 1
workspaces:
  - id: 7
    defaults: { owner: ana }
    integrations:
      - { id: 1, schedule: enabled }
      - { id: 2, schedule: enabled, owner: bob }
      - { id: 3, schedule: disabled }
      - { match: "Good*", schedule: enabled }
      - { name: New, schedule: disabled }
`;

async function open(text: string = file): Promise<Place> {
  const place = await openPlace({ seed, clock: createClock(() => Date.parse(now)) });
  place.write("skyvia.yaml", text);
  return place;
}

const at: RunOptions = { now: () => Date.parse(now) };
const hygieneOf = (data: unknown) =>
  (data as { hygiene: readonly { rule: string; integrationId: number; since: string | null }[] }).hygiene;

/** The findings: rule and id. */
async function found(place: Place, ...args: readonly string[]): Promise<readonly string[]> {
  const { data } = printed(await place.run(["status", "--hygiene", "--format", "json", ...args], at));
  return hygieneOf(data).map(({ rule, integrationId }) => `${integrationId} ${rule}`);
}

describe.concurrent("status --hygiene", () => {
  test("in JSON: failing, never ran, disabled for long; the code and the changes are those of status", async ({
    expect,
  }) => {
    await using place = await open();
    const plain = printed(await place.run(["status", "--format", "json"], at));
    const ended = printed(await place.run(["status", "--hygiene", "--format", "json"], at));
    expect([ended.exitCode, ended.changes, ended.summary]).toEqual([plain.exitCode, plain.changes, plain.summary]);
    expect(plain.data).not.toHaveProperty("hygiene");
    expect(hygieneOf(ended.data)).toEqual([
      {
        rule: "failing",
        workspaceId: 7,
        integrationId: 1,
        name: "Orders",
        since: "2026-11-22T06:00:00.000Z",
        message: "enabled, and all 3 runs of the last 7d failed, since 2026-11-22",
        next: "Find the cause with `skyvia-schedules executions 1 -w 7 --failed --sort-order desc`, or disable the schedule in its file.",
      },
      expect.objectContaining({ rule: "never-ran", integrationId: 2, since: "2026-01-05T08:00:00.000Z" }),
      expect.objectContaining({ rule: "long-disabled", integrationId: 3, since: "2026-07-01T06:00:00.000Z" }),
    ]);
  });

  test("one call more for each managed integration, with the ledger too, and no write", async ({ expect }) => {
    await using place = await open();
    const calls = async (...args: readonly string[]): Promise<number> => {
      place.emulator.clearRequests();
      await place.run(["status", ...args], at);
      return place.emulator.requests().length;
    };
    place.write("ledger.jsonl", "");
    const plain = await calls();
    expect(await calls("--hygiene")).toBe(plain + 5);
    expect(await calls("--hygiene", "--ledger", "ledger.jsonl", "--failing-for", "1d")).toBe(plain + 5);
    expect(await calls("--hygiene", "--select", "id:1")).toBe((await calls("--select", "id:1")) + 1);
    expect(place.writes()).toEqual([]);
  });

  test("--failing-for: another time", async ({ expect }) => {
    await using place = await open();
    expect(await found(place, "--failing-for", "30d")).not.toContain("1 failing");
    expect(await found(place, "--failing-for", "3d")).toContain("1 failing");
    expect(await found(place, "--failing-for", "2d")).not.toContain("1 failing");
  });

  test("no-owner looks at the entry with its defaults", async ({ expect }) => {
    await using place = await open(file.replace("    defaults: { owner: ana }\n", ""));
    expect((await found(place)).filter((one) => one.endsWith("no-owner"))).toEqual(
      [1, 3, 4, 5].map((id) => `${id} no-owner`),
    );
  });

  test("--ledger: the ledger shows since when a schedule is disabled", async ({ expect }) => {
    await using place = await open();
    place.emulator.world.toggle(7, 3);
    const then = { now: () => Date.parse("2026-08-01T12:00:00Z") };
    await place.run(["disable", "3", "-w", "7", "--ledger", "ledger.jsonl", "--reason", "replaced"], then);
    expect(await found(place, "--ledger", "ledger.jsonl")).toContain("3 long-disabled");
    place.emulator.world.toggle(7, 3);
    await place.run(["disable", "3", "-w", "7", "--ledger", "ledger.jsonl", "--reason", "replaced"], at);
    expect(await found(place, "--ledger", "ledger.jsonl")).not.toContain("3 long-disabled");
    expect(await found(place)).toContain("3 long-disabled");
  });

  test("as text: by rule, each with what to do", async ({ expect }) => {
    await using place = await open();
    const ended = await place.run(["status", "--hygiene"], at);
    expect(seen(ended)).toMatchInlineSnapshot(`
      "Workspace 7  5 managed, 1 unmanaged
           1  Orders       enabled                as desired        owner ana                 skyvia.yaml:6:28
           2  Leads | \`x\`  enabled                as desired        owner bob                 skyvia.yaml:7:28
           3  Archive      disabled or undefined  as desired        owner ana                 skyvia.yaml:8:28
           4  Good         enabled                as desired        owner ana; match "Good*"  skyvia.yaml:9:37
        !  5  New          enabled                desired disabled  owner ana                 skyvia.yaml:10:32

      Hygiene  1 failing, 1 never ran, 1 disabled for long
        failing
        !  1  Orders  enabled, and all 3 runs of the last 7d failed, since 2026-11-22
            Find the cause with \`skyvia-schedules executions 1 -w 7 --failed --sort-order desc\`, or disable the schedule in its file.
        never ran
        !  2  Leads | \`x\`  enabled, created on 2026-01-05, and it never ran
            Look at the times of its schedule in Skyvia, or disable the schedule in its file.
        disabled for long
        !  3  Archive  disabled or undefined, and it has not run for 146 days, since 2026-07-01
            Delete the integration and its entry, or say in the entry's \`reason\` why it is kept.

      Status: 4 as desired, 1 differ, 0 problems; 5 managed, 1 unmanaged (coverage 83 %).
      "
    `);
  });

  test("as text where nothing is found", async ({ expect }) => {
    await using place = await open();
    const { stdout } = await place.run(["status", "--hygiene", "--select", "id:4"], at);
    expect(stdout).toContain("Hygiene  nothing found\n");
  });

  test("as Markdown: a table; names are text", async ({ expect }) => {
    await using place = await open();
    const { stdout } = await place.run(["status", "--hygiene", "--format", "markdown"], at);
    expect(stdout).toContain("### Hygiene: 1 failing, 1 never ran, 1 disabled for long");
    expect(stdout).toMatch(/^\| never ran \| 7 \| 2 \| `` Leads \\\| `x` `` \| 2026-01-05 \|/m);
    expect((await place.run(["status", "--format", "markdown"], at)).stdout).not.toContain("Hygiene");
  });

  test("runs that cannot be read are reported, and the code stays", async ({ expect }) => {
    await using place = await open();
    const fault = { type: "status", status: 400 } as const;
    place.emulator.addFault({ match: { operation: "listExecutions", integration: 1 }, fault });
    const ended = await place.run(["status", "--hygiene", "--format", "json"], at);
    const { data, exitCode } = printed(ended);
    expect(exitCode).toBe(0);
    expect(data).toMatchObject({
      unread: [{ workspaceId: 7, integrationId: 1, error: { code: "bad-input", status: 400 } }],
    });
    expect(ended.stderr).toContain("note: the runs of integration 1 could not be read");
  });

  test("a token that may not read executions: 6", async ({ expect }) => {
    await using place = await open(
      file.replace("    defaults", "    unmanaged: ignore\n    defaults").replace(/ {6}- \{ (match|name).*\n/g, ""),
    );
    const env = { SKYVIA_TOKEN: "scheduler-token" };
    expect((await place.run(["status"], { ...at, env })).code).toBe(0);
    expect((await place.run(["status", "--hygiene"], { ...at, env })).code).toBe(6);
  });

  test("if no listing is read, the age of an integration is not known: a note instead of a finding", async ({
    expect,
  }) => {
    await using place = await open(
      `version: 1\nworkspaces:\n  - { id: 7, unmanaged: ignore, integrations: [{ id: 2, schedule: enabled, owner: ana }] }\n`,
    );
    const ended = await place.run(["status", "--hygiene"], at);
    expect(ended.stdout).toContain("Hygiene  nothing found");
    expect(ended.stderr).toContain("note: 1 enabled integration without a run may be new");
  });

  test.for([
    [["--failing-for", "3d"], "--failing-for needs --hygiene"],
    [["--ledger", "ledger.jsonl"], "--ledger needs --hygiene"],
    [["--hygiene", "--failing-for", "0d"], "a duration such as"],
    [["--hygiene", "--failing-for", "1 week"], "a duration such as"],
  ] as const)("%j: 5, and no call", async ([args, message], { expect }) => {
    await using place = await open();
    const { code, stderr } = await place.run(["status", ...args], at);
    expect([code, place.emulator.requests()]).toEqual([5, []]);
    expect(stderr).toContain(message);
  });

  test("a file that is not a ledger: 5, and no call", async ({ expect }) => {
    await using place = await open();
    place.write("ledger.jsonl", '{"formatVersion":1}\n');
    const { code } = await place.run(["status", "--hygiene", "--ledger", "ledger.jsonl"], at);
    expect([code, place.emulator.requests()]).toEqual([5, []]);
  });
});
