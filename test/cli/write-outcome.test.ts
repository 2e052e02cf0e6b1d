import type { Fault, FaultMatch } from "@skyvia-schedules/emulator";
import { describe, test } from "vitest";
import type { Ended } from "./binary.ts";
import { openPlace } from "./place.ts";

interface Row {
  readonly verb: string;
  readonly id: number;
  readonly what: string;
  readonly fault: Fault;
  readonly match: FaultMatch;
  readonly code: 1 | 3;
  readonly outcome: "not-sent" | "refused" | "unknown";
  /** Whether every read after the write fails, too. */
  readonly readsFail?: boolean;
}

const writes: FaultMatch = { method: "POST" };
const cutOff: Fault = { type: "reset_peer", applied: true };
const verbs = [
  { verb: "run", id: 1 },
  { verb: "cancel", id: 2 },
  { verb: "kill", id: 2 },
  { verb: "enable", id: 1 },
  { verb: "disable", id: 2 },
];

const rows: readonly Row[] = verbs.flatMap(({ verb, id }): readonly Row[] => [
  {
    ...{ verb, id, what: "a read before the write failed", match: { method: "GET" }, code: 1, outcome: "not-sent" },
    fault: { type: "status", status: 404 },
  },
  {
    ...{ verb, id, what: "the API refused the write", match: writes, code: 1, outcome: "refused" },
    fault: { type: "status", status: 400 },
  },
]);

const unknown: readonly Row[] = [
  {
    ...{ verb: "run", id: 1, what: "the answer was cut off" },
    match: writes,
    fault: cutOff,
    code: 3,
    outcome: "unknown",
  },
  {
    ...{ verb: "run", id: 1, what: "a 500 says nothing of the run" },
    ...{ match: writes, fault: { type: "status", status: 500 }, code: 3, outcome: "unknown" },
  },
  {
    ...{ verb: "run", id: 1, what: "a 503 started nothing" },
    ...{ match: writes, fault: { type: "status", status: 503 }, code: 1, outcome: "refused" },
  },
];

/** What `cancel` and `kill` know about their write. A read of the active execution decides most cases. */
const endings: readonly Row[] = ["cancel", "kill"].flatMap((verb): readonly Row[] => [
  {
    ...{ verb, id: 2, what: "the connection was cut before an answer, and it is still active" },
    ...{ match: writes, fault: { type: "reset_peer", applied: false }, code: 3, outcome: "unknown" },
  },
  {
    ...{ verb, id: 2, what: "a 500, and a read shows that it is still active" },
    ...{ match: writes, fault: { type: "status", status: 500 }, code: 1, outcome: "refused" },
  },
  {
    ...{ verb, id: 2, what: "a 503, and no read can settle it" },
    ...{ match: writes, fault: { type: "status", status: 503 }, code: 3, outcome: "unknown", readsFail: true },
  },
  {
    ...{ verb, id: 2, what: "the answer was cut off, and no read can settle it" },
    ...{ match: writes, fault: { type: "reset_peer", applied: false }, code: 3, outcome: "unknown", readsFail: true },
  },
]);

describe.concurrent("the outcome of one write is in the exit code, in JSON and in text", () => {
  test.for([...rows, ...unknown, ...endings])("$verb: $what: $outcome", async (row, { expect }) => {
    const { verb, id, match, fault, code, outcome, readsFail = false } = row;
    await using place = await openPlace();
    if (verb === "cancel" || verb === "kill") await place.run(["run", String(id), "-w", "7"]);
    const runOnce = async (...format: string[]): Promise<Ended> => {
      place.emulator.clearFaults();
      place.emulator.addFault({ match, fault });
      if (readsFail) {
        const reads = { match: { method: "GET" }, when: { from: 3 }, fault: { type: "status", status: 500 } } as const;
        place.emulator.addFault(reads); // the workspace and the active execution are read before
      }
      return place.run([verb, String(id), "-w", "Production", ...format]);
    };
    const json = await runOnce("--format", "json");
    const text = await runOnce();
    expect([json.code, text.code]).toEqual([code, code]);
    expect(JSON.parse(json.stdout)).toMatchObject({ exitCode: code, error: { outcome } });
    expect(text.stderr).toContain(`Outcome: ${outcome.replace("-", " ")}`);
  });

  test("enable: cut off, and no read can decide: unknown", async ({ expect }) => {
    await using place = await openPlace();
    place.emulator.addFault({ match: writes, fault: { type: "reset_peer", applied: false } });
    place.emulator.addFault({ match: { method: "GET" }, when: { from: 3 }, fault: { type: "status", status: 500 } });
    const { code, stdout } = await place.run(["enable", "1", "-w", "7", "--format", "json"]);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ error: { outcome: "unknown" }, changes: [{ result: "unknown" }] });
  });

  test.for(["cancel", "kill"])("%s: cut off, and a read shows that it was carried out: 0", async (verb, { expect }) => {
    await using place = await openPlace();
    await place.run(["run", "2", "-w", "7"]);
    place.emulator.addFault({ match: writes, when: "once", fault: cutOff });
    const { code, stderr } = await place.run([verb, "2", "-w", "7"]);
    expect([code, stderr]).toEqual([0, ""]);
  });

  test.for([
    ["its end is not found", { type: "status", status: 404 }],
    ["the API fails", { type: "status", status: 500 }],
    ["the connection is cut", { type: "reset_peer", applied: false }],
  ] as const)("cancel --wait that loses sight of the run: unknown, with its id: %s", async ([, fault], { expect }) => {
    await using place = await openPlace();
    await place.run(["run", "2", "-w", "7"]);
    place.emulator.addFault({ match: { operation: "getExecution" }, fault });
    const { code, stdout } = await place.run(["cancel", "2", "-w", "7", "--wait", "--format", "json"]);
    expect([code, JSON.parse(stdout)]).toMatchObject([3, { error: { outcome: "unknown" }, data: { runId: 10001 } }]);
  });

  test("no token: not sent", async ({ expect }) => {
    await using place = await openPlace();
    const json = await place.run(["run", "1", "-w", "7", "--format", "json"], { env: { SKYVIA_TOKEN: undefined } });
    expect(json.code).toBe(6);
    expect(JSON.parse(json.stdout)).toMatchObject({ error: { outcome: "not-sent" } });
  });

  test("run --wait that loses sight of the run: unknown, with its id", async ({ expect }) => {
    await using place = await openPlace();
    place.emulator.addFault({ match: { operation: "getExecution" }, fault: { type: "status", status: 404 } });
    const { code, stdout } = await place.run(["run", "1", "-w", "7", "--wait", "--format", "json"]);
    expect(code).toBe(3);
    const printed = JSON.parse(stdout) as { data: { runId: number } };
    expect(printed).toMatchObject({ error: { outcome: "unknown" } });
    expect(printed.data.runId).toBeGreaterThan(0);
  });
});
