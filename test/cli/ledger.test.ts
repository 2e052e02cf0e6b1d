import { appendFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createClock, type Seed } from "@skyvia-schedules/emulator";
import { Ajv } from "ajv";
import { describe, test } from "vitest";
import type { Ended } from "./binary.ts";
import { printed, seen } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";
import { canary, config } from "./world.ts";

interface Line {
  readonly event: "intent" | "result" | "end";
  readonly run: string;
  readonly command: string;
  readonly workspaceId: number;
  readonly integrationId: number;
  readonly after: string;
  readonly exitCode: number;
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

/** The lines of the ledger, each verified by the published schema. */
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

const intents = (place: Place): Line[] => lines(place).filter(({ event }) => event === "intent");
const results = (place: Place): Line[] => lines(place).filter(({ event }) => event === "result");

const pathOf = ({ workspaceId, integrationId, after }: Line): string =>
  `POST /v1/workspaces/${workspaceId}/integrations/${integrationId}/schedule/${after === "enabled" ? "enable" : "disable"}`;

describe.concurrent("the ledger", () => {
  test("has an intent, a result and an end for every write and run, and nothing else", async ({ expect }) => {
    await using place = await open();
    const env = { CI_JOB_URL: "https://gitlab.example/j/1", GITLAB_USER_LOGIN: "ana" };
    expect((await place.run(["apply", "--yes", "--ledger", "ledger.jsonl"], { env })).code).toBe(0);
    expect((await place.run(["apply", "--yes", "--ledger", "ledger.jsonl"])).code).toBe(0); // nothing to change
    await place.run(["enable", "2", "-w", "7", "--ledger", "ledger.jsonl", "--reason", "by hand"]);
    await place.run(["enable", "2", "-w", "7", "--ledger", "ledger.jsonl"]); // it is already enabled
    await place.run(["disable", "2", "-w", "Production", "--ledger", "ledger.jsonl"]);
    place.emulator.world.toggle(7, 4);
    await place.run(["drift", "--correct", "--yes", "--ledger", "ledger.jsonl"]);
    const found = intents(place);
    expect(found.map(pathOf).toSorted()).toEqual(place.writes().toSorted());
    expect(results(place)).toHaveLength(found.length);
    const ends = lines(place).filter(({ event }) => event === "end");
    expect(ends.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0]);
    expect(ends.map(({ run }) => run)).toEqual([...new Set(found.map(({ run }) => run))]);
    const firsts = lines(place).filter((line) => "pid" in line);
    expect(
      firsts.map(({ run }) => run),
      "the first line of a run",
    ).toEqual(ends.map(({ run }) => run));
    expect(found[0]).toMatchObject({ pid: 4711, host: "machine", cause: null });
    expect(found[5]).toMatchObject({ cause: "turned-on-outside" });
    expect(found.map(({ command }) => command)).toEqual(["apply", "apply", "apply", "enable", "disable", "drift"]);
    expect(new Set(found.map(({ run }) => run)).size).toBe(4);
    expect(found[0]).toMatchObject({
      who: "ana",
      runUrl: "https://gitlab.example/j/1",
      name: "Hourly leads",
      before: "enabled",
      after: "disabled",
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

  test("names the applied plan by its digest, and the desired state of the files by its hash", async ({ expect }) => {
    await using place = await open();
    await place.run(["plan", "--out", "plan.json"]);
    await place.run(["apply", "plan.json", "--yes", "--ledger", "ledger.jsonl"]);
    const plan = JSON.parse(place.read("plan.json")) as { digest: string; configHash: string };
    const hashes = { planHash: plan.digest, configHash: plan.configHash };
    expect(intents(place)).toMatchObject([hashes, hashes, hashes]);
  });

  test("is ahead of the writes: at each request, every write so far has its intent", async ({ expect }) => {
    let look = (): void => {};
    const clock = createClock(() => {
      look(); // the emulator reads its clock when a request arrives
      return Date.now();
    });
    await using place = await openPlace({ clock, seed: sixty });
    const missing: string[] = [];
    look = () => {
      const known = new Set(place.files().includes("ledger.jsonl") ? intents(place).map(pathOf) : []);
      missing.push(...place.writes().filter((write) => !known.has(write)));
    };
    place.write("skyvia.yaml", allOf60);
    expect((await place.run(["apply", ...unlimited, "--concurrency", "16"])).code).toBe(0);
    expect(missing).toEqual([]);
    expect(intents(place)).toHaveLength(60);
  });

  test("contains failed writes with their errors, and writes that may have been carried out", async ({ expect }) => {
    await using place = await open();
    place.emulator.addFault({ match: { integration: 3, method: "POST" }, fault: { type: "status", status: 404 } });
    expect((await place.run(["apply", "--yes", "--ledger", "ledger.jsonl"])).code).toBe(3);
    expect(lines(place).at(-1)).toMatchObject({ event: "end", exitCode: 3 });
    expect(results(place)).toMatchObject([
      { integrationId: 2, result: "done" },
      { integrationId: 3, result: "failed", error: { code: "not-found" } },
      { integrationId: 1, result: "done" },
    ]);
  });

  test(
    "killed in an apply of 60, every write has its intent; the next run continues",
    { timeout: 60_000 },
    async ({ expect }) => {
      for (const after of [9, 55]) {
        await using place = await openPlace({ seed: sixty });
        place.write("skyvia.yaml", allOf60);
        place.emulator.addFault({ match: { method: "POST" }, fault: { type: "latency", latency: 5 } });
        const running = place.start(["apply", ...unlimited, "--concurrency", "16"]);
        while (place.writes().length < after) await new Promise((resolve) => setTimeout(resolve, 1));
        running.child.kill("SIGKILL");
        await running.ended;
        place.emulator.clearFaults();
        const known = new Set(intents(place).map(pathOf));
        expect(place.writes().filter((write) => !known.has(write))).toEqual([]);
        expect(lines(place).map(({ event }) => event)).not.toContain("end");
        appendFileSync(join(place.folder, "ledger.jsonl"), '{"event":"intent","run":"cut sh'); // like after a crash in a write
        expect((await place.run(["apply", ...unlimited])).code).toBe(0);
        const drift = await place.run(["drift", "--ledger", "ledger.jsonl", "--format", "json"]);
        expect(drift.stderr).toMatch(/^note: ledger\.jsonl:\d+ was cut short and is ignored\n$/);
        expect([printed(drift).exitCode, printed(drift).changes]).toEqual([0, []]);
      }
    },
  );

  test("of two runs at once has every line of both", { timeout: 30_000 }, async ({ expect }) => {
    await using place = await openPlace({ seed: sixty });
    place.write("skyvia.yaml", allOf60);
    const run = (): Promise<Ended> => place.runBinary(["apply", ...unlimited]);
    await Promise.all([run(), run()]);
    expect(intents(place).map(pathOf).toSorted()).toEqual(place.writes().toSorted());
    expect(results(place)).toHaveLength(intents(place).length);
  });
});

const sixty: Seed = {
  workspaces: [
    {
      id: 7,
      name: "Production",
      integrations: Array.from({ length: 60 }, (_, index) => {
        return { id: index + 1, name: `I${index + 1}`, type: "import", schedule: "disabled" } as const;
      }),
    },
  ],
};
const allOf60 = `version: 1
workspaces:
  - id: 7
    integrations:
      - match: "*"
        schedule: enabled
`;
const unlimited = ["--yes", "--ledger", "ledger.jsonl", "--max-enable", "100%"];

describe.concurrent("a ledger that cannot be used", () => {
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
      "error: future.jsonl:1 is not a ledger line: it has the format version 2, and this tool reads version 1
        Use a newer version of this tool.
      exit code 5
      "
    `);
    expect(seen(await place.run(["explain", "1", "-w", "7", "--ledger", "edited.jsonl"]))).toMatchInlineSnapshot(`
      "error: edited.jsonl:1 is not a ledger line: it must have required property 'at'
        Restore the line, or remove it.
      exit code 5
      "
    `);
    expect(place.writes()).toEqual([]);
  });
});
