import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createClock } from "@skyvia-schedules/emulator";
import { Ajv } from "ajv";
import { describe, test } from "vitest";
import { printed, seen } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";
import { canary, config } from "./world.ts";

interface Line {
  readonly runId: string;
  readonly command: string;
  readonly workspaceId: number;
  readonly integrationId: number;
  readonly action: string;
  readonly planHash: string | null;
  readonly configHash: string | null;
}

const schema = JSON.parse(
  readFileSync(new URL("../../packages/cli/ledger.schema.json", import.meta.url), "utf8"),
) as object;
const isLine = new Ajv({ allowUnionTypes: true }).compile<Line>(schema);

async function open(): Promise<Place> {
  const place = await openPlace();
  place.write("skyvia.yaml", config);
  return place;
}

/** The lines of the ledger, each of the published schema. */
function lines(place: Place): Line[] {
  const text = place.read("ledger.jsonl");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown)
    .map((line) => {
      if (!isLine(line)) throw new Error(JSON.stringify(isLine.errors));
      return line;
    });
}

const pathOf = ({ workspaceId, integrationId, action }: Line): string =>
  `POST /v1/workspaces/${workspaceId}/integrations/${integrationId}/schedule/${action}`;

describe.concurrent("the ledger", () => {
  test("has a line for every write, in the order of the writes, and nothing else", async ({ expect }) => {
    await using place = await open();
    const env = { CI_JOB_URL: "https://gitlab.example/j/1", GITLAB_USER_LOGIN: "ana" };
    expect((await place.run(["apply", "--yes", "--ledger", "ledger.jsonl"], { env })).code).toBe(0);
    expect((await place.run(["apply", "--yes", "--ledger", "ledger.jsonl"])).code).toBe(0); // nothing to change
    await place.run(["enable", "2", "-w", "7", "--ledger", "ledger.jsonl", "--reason", "by hand"]);
    await place.run(["enable", "2", "-w", "7", "--ledger", "ledger.jsonl"]); // so already
    await place.run(["disable", "2", "-w", "Production", "--ledger", "ledger.jsonl"]);
    place.emulator.world.toggle(7, 4);
    await place.run(["drift", "--correct", "--yes", "--ledger", "ledger.jsonl"]);
    const found = lines(place);
    expect(found.map(pathOf)).toEqual(place.writes());
    expect(found.map(({ command }) => command)).toEqual(["apply", "apply", "apply", "enable", "disable", "drift"]);
    expect(new Set(found.map(({ runId }) => runId)).size).toBe(4);
    expect(found[0]).toMatchObject({
      who: "ana",
      ciRunUrl: "https://gitlab.example/j/1",
      name: "Hourly leads",
      action: "disable",
      before: "enabled",
      after: "disabled",
      result: "done",
      error: null,
      why: "desired disabled, live is enabled: replaced by 1",
      reason: null,
      override: null,
    });
    expect(found[3]).toMatchObject({
      reason: "by hand",
      why: "asked for by `enable`",
      planHash: null,
      configHash: null,
    });
    expect(place.read("ledger.jsonl")).not.toContain(canary);
  });

  test("names the plan that was applied by its digest, and what the files asked for", async ({ expect }) => {
    await using place = await open();
    await place.run(["plan", "--out", "plan.json"]);
    await place.run(["apply", "plan.json", "--yes", "--ledger", "ledger.jsonl"]);
    const plan = JSON.parse(place.read("plan.json")) as { digest: string; configHash: string };
    const hashes = { planHash: plan.digest, configHash: plan.configHash };
    expect(lines(place)).toMatchObject([hashes, hashes, hashes]);
  });

  test("is flushed before the next write: each write is sent after the line of the one before", async ({ expect }) => {
    let look = (): void => {};
    const clock = createClock(() => {
      look(); // the emulator reads its clock when a request arrives, before it notes the request
      return Date.now();
    });
    await using place = await openPlace({ clock });
    const ahead: number[] = [];
    look = () => {
      const appended = place.files().includes("ledger.jsonl") ? place.read("ledger.jsonl").split("\n").length - 1 : 0;
      ahead.push(place.writes().length - appended);
    };
    place.write("skyvia.yaml", config);
    const args = ["apply", "--yes", "--ledger", "ledger.jsonl", "--concurrency", "8"];
    expect((await place.run(args)).code).toBe(0);
    expect(new Set(ahead), "writes without a line, whenever a request arrives").toEqual(new Set([0]));
    expect(ahead.length).toBeGreaterThanOrEqual(place.emulator.requests().length);
    expect(lines(place)).toHaveLength(3);
  });

  test("holds what failed, with the error, and what may have been written", async ({ expect }) => {
    await using place = await open();
    place.emulator.addFault({ match: { integration: 3, method: "POST" }, fault: { type: "status", status: 404 } });
    expect((await place.run(["apply", "--yes", "--ledger", "ledger.jsonl"])).code).toBe(3);
    expect(lines(place)).toMatchObject([
      { integrationId: 2, result: "done" },
      { integrationId: 3, result: "failed", error: { code: "not-found" } },
      { integrationId: 1, result: "done" },
    ]);
  });

  test("killed after any write, the lines are those of the history, but for the last one; the next run goes on", async ({
    expect,
  }) => {
    for (const nth of [1, 2, 3]) {
      await using place = await open();
      place.emulator.addFault({ match: { method: "POST" }, when: { nth }, fault: { type: "timeout", applied: true } });
      await place.run(["plan", "--out", "plan.json"]);
      const running = place.start(["apply", "plan.json", "--yes", "--ledger", "ledger.jsonl"]);
      while (place.writes().length < nth) await new Promise((resolve) => setTimeout(resolve, 5));
      running.child.kill("SIGKILL");
      await running.ended;
      expect(lines(place).map(pathOf)).toEqual(place.writes().slice(0, nth - 1));
      appendFileSync(join(place.folder, "ledger.jsonl"), '{"formatVersion":1,"runId":"cut sh'); // as a crash in the write leaves it
      place.emulator.clearFaults();
      const again = printed(
        await place.run(["apply", "plan.json", "--yes", "--ledger", "ledger.jsonl", "--format", "json"]),
      );
      expect(again.exitCode).toBe(0);
      expect(again.changes.filter(({ result }) => result === "unchanged")).toHaveLength(nth);
      const drift = printed(await place.run(["drift", "--ledger", "ledger.jsonl", "--format", "json"]));
      expect([drift.exitCode, drift.changes]).toEqual([0, []]);
    }
  });
});

describe.concurrent("a ledger that cannot be had", () => {
  test.for([
    ["a folder that is not there", "none/ledger.jsonl"],
    ["a folder in its place", "folder"],
  ])("%s: 5 before the first call", async ([, file = ""], { expect }) => {
    await using place = await open();
    mkdirSync(join(place.folder, "folder"));
    for (const verb of [
      ["apply", "--yes"],
      ["drift", "--correct", "--yes"],
      ["enable", "1", "-w", "7"],
    ]) {
      const ended = printed(await place.run([...verb, "--ledger", file, "--format", "json"]));
      expect([verb, ended.exitCode, ended.error?.code]).toEqual([verb, 5, "output-unwritable"]);
    }
    expect(place.emulator.requests()).toEqual([]);
  });

  test("a device is refused before the first call: 5", async ({ expect }) => {
    await using place = await open();
    expect(seen(await place.run(["apply", "--yes", "--ledger", "/dev/full"]))).toMatchInlineSnapshot(`
      "error: /dev/full cannot be written: it is a device, not a regular file
        Name a regular file.
      exit code 5
      "
    `);
    expect(place.emulator.requests()).toEqual([]);
  });

  test("a line from the future, or edited: 5 with its place, before the first call", async ({ expect }) => {
    await using place = await open();
    place.write("future.jsonl", '{"formatVersion":2,"runs":[]}\n');
    place.write("edited.jsonl", '{"formatVersion":1,"runId":"x"}\n');
    expect(seen(await place.run(["drift", "--ledger", "future.jsonl"]))).toMatchInlineSnapshot(`
      "error: future.jsonl:1 is no line of a ledger: it has the format version 2, and this tool reads version 1
        Use a newer version of this tool.
      exit code 5
      "
    `);
    expect(seen(await place.run(["explain", "1", "-w", "7", "--ledger", "edited.jsonl"]))).toMatchInlineSnapshot(`
      "error: edited.jsonl:1 is no line of a ledger: it must have required property 'at'
        Restore the line, or remove it.
      exit code 5
      "
    `);
    expect(place.writes()).toEqual([]);
  });
});
