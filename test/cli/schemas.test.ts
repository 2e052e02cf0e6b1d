import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { verbNames } from "../../packages/cli/src/command-line/verb-names.ts";
import { printed } from "./laws.ts";
import { strictOutputErrors } from "./output-schema.ts";
import { openPlace, type Place } from "./place.ts";
import { config } from "./world.ts";

const manifest = JSON.parse(readFileSync(new URL("../../packages/cli/package.json", import.meta.url), "utf8")) as {
  readonly version: string;
  readonly files: readonly string[];
};
const published = (file: string): string =>
  readFileSync(new URL(`../../packages/cli/${file}`, import.meta.url), "utf8");
const names = ["yaml", "plan", "output", "ledger", "seed"] as const;

describe("schema", () => {
  test.each(names)("%s prints the file that this version publishes, and sends nothing", async (name) => {
    await using place = await openPlace();
    const { code, stdout, stderr } = await place.run(["schema", name], { env: { SKYVIA_TOKEN: undefined } });
    expect([code, stderr, place.emulator.requests()]).toEqual([0, "", []]);
    expect(stdout).toBe(published(`${name}.json`));
    expect(manifest.files).toContain(`${name}.json`);
    expect(JSON.parse(stdout)).toMatchObject({
      $id: `https://unpkg.com/skyvia-schedules@${manifest.version}/${name}.json`,
      $schema: "http://json-schema.org/draft-07/schema#",
    });
  });

  test("without a word it is the schema of the YAML, which schema lines name", async () => {
    await using place = await openPlace();
    const { stdout } = await place.runBinary(["schema"]);
    expect(stdout).toBe((await place.run(["schema", "yaml"])).stdout);
    expect(stdout).toBe(published("schema.json"));
  });

  test("as JSON is the data of the envelope", async () => {
    await using place = await openPlace();
    const { data } = printed(await place.run(["schema", "plan", "--format", "json"]));
    expect(data).toEqual(JSON.parse(published("plan.json")));
  });

  test.each(["yml", "YAML", "schema", "plan.json", "../plan", "toString", ""])(
    "another word, such as %j, is 5 and names the five",
    async (word) => {
      await using place = await openPlace();
      const { code, stdout, stderr } = await place.run(["schema", word]);
      expect([code, stdout]).toEqual([5, ""]);
      expect(stderr).toMatch(/^error: <schema>: .*: one of yaml, plan, output, ledger, seed is needed$/m);
    },
  );

  test.each(names)("%s is a schema by the rules of JSON Schema", (name) => {
    const ajv = new Ajv({ strict: false });
    expect(ajv.validateSchema(JSON.parse(published(`${name}.json`)) as object)).toBe(true);
  });
});

test("the schemas of plan and ledger match the files that plan and apply write", async () => {
  await using place = await openPlace();
  place.write("skyvia.yaml", `${config}      - id: 99\n        schedule: enabled\n`);
  await place.run(["plan", "--out", "plan.json", "--expires", "1h"]);
  await place.run(["apply", "plan.json", "--yes", "--ledger", "ledger.jsonl"]);
  await place.run(["enable", "4", "-w", "7", "--ledger", "ledger.jsonl", "--reason", "INC-1"]);
  const lines = place.read("ledger.jsonl").trim().split("\n");
  expect(lines.length).toBeGreaterThan(6);
  for (const [name, texts] of [
    ["plan", [place.read("plan.json")]],
    ["ledger", lines],
  ] as const) {
    const ajv = new Ajv({ allowUnionTypes: true, strictTypes: false, strictRequired: false });
    const validate = ajv.compile(JSON.parse(published(`${name}.json`)) as object);
    for (const text of texts) expect([validate(JSON.parse(text)), validate.errors]).toEqual([true, null]);
  }
});

/** One way in which a verb ends. */
interface Run {
  readonly code: number;
  readonly args: readonly string[];
  readonly prepare?: (place: Place) => unknown;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const files =
  (text: string = config) =>
  (place: Place) =>
    place.write("skyvia.yaml", text);
const savedPlan = async (place: Place): Promise<void> => {
  place.write("skyvia.yaml", config);
  await place.run(["plan", "--out", "plan.json"]);
};
const frozen = ["freeze", "-w", "7", "--snapshot", "frozen.json", "--reason", "migration", "--yes"];
const ofIntegration = ["1", "-w", "7"];
const noToken = { SKYVIA_TOKEN: undefined };

/** Every verb at least once, and every exit code that a test can reach without a signal. `printed` verifies the exit codes of signals. */
const runs: readonly Run[] = [
  { code: 0, args: ["validate"], prepare: files() },
  { code: 5, args: ["validate"], prepare: files("version: 2\n") },
  { code: 0, args: ["plan", "--all", "--with-history", "--with-active"], prepare: files() },
  { code: 1, args: ["plan"], prepare: files(config.replace("id: 1\n", "id: 99\n")) },
  {
    code: 2,
    args: ["plan", "--detailed-exitcode"],
    prepare: files(`${config}      - id: 4\n        schedule: enabled\n        mode: observe\n`),
  },
  { code: 5, args: ["plan", "--nope"] },
  { code: 6, args: ["plan"], prepare: files(), env: noToken },
  { code: 0, args: ["apply", "--yes"], prepare: files() },
  { code: 0, args: ["apply", "plan.json", "--yes"], prepare: savedPlan },
  {
    code: 3,
    args: ["apply", "--yes"],
    prepare: (place) => {
      place.write("skyvia.yaml", config);
      place.emulator.addFault({ match: { operation: "enableSchedule" }, fault: { type: "status", status: 500 } });
    },
  },
  { code: 4, args: ["apply", "--yes", "--max-disable", "0"], prepare: files() },
  { code: 0, args: ["show", "plan.json"], prepare: savedPlan },
  { code: 2, args: ["drift"], prepare: files() },
  { code: 0, args: ["drift", "--accept", "1,2,3"], prepare: files() },
  { code: 0, args: ["drift", "--correct", "--yes"], prepare: files() },
  { code: 0, args: ["status"], prepare: files() },
  {
    code: 0,
    args: ["status", "--hygiene"],
    prepare: (place) => {
      files()(place);
      place.emulator.addFault({
        match: { operation: "listExecutions", integration: 1 },
        fault: { type: "status", status: 400 },
      });
    },
  },
  { code: 0, args: ["report", "--out", "report.html"], prepare: files() },
  { code: 5, args: ["report"], prepare: files() },
  { code: 0, args: ["calendar"], prepare: files() },
  { code: 5, args: ["calendar", "--out", "calendar.png"], prepare: files() },
  { code: 0, args: ["explain", ...ofIntegration], prepare: files() },
  {
    code: 0,
    args: ["explain", ...ofIntegration],
    prepare: files(
      config.replace(
        "    integrations",
        "    limits: { disable: 9% }\n    defaults: { mode: observe }\n    integrations",
      ),
    ),
  },
  { code: 0, args: ["import", "-w", "7"] },
  { code: 0, args: ["import", "-w", "7", "--out", "new.yaml"] },
  { code: 0, args: ["import", "--all"] },
  { code: 0, args: ["import", "--all", "--out", "all/"] },
  { code: 5, args: ["import", "--all", "-w", "7"] },
  { code: 0, args: ["init", "--yes", "--all"] },
  { code: 0, args: ["init", "--yes", "-w", "7", "--pulumi"] },
  { code: 5, args: ["init"] },
  { code: 0, args: ["completion", "bash"] },
  { code: 5, args: ["completion"] },
  { code: 0, args: ["doctor"] },
  { code: 6, args: ["doctor"], env: noToken },
  { code: 0, args: ["workspaces"] },
  { code: 0, args: ["workspaces", "7"] },
  { code: 1, args: ["workspaces", "99"] },
  { code: 0, args: ["list", "-w", "7"] },
  { code: 0, args: ["get", ...ofIntegration] },
  { code: 0, args: ["executions", ...ofIntegration] },
  { code: 0, args: ["executions", ...ofIntegration, "--active"] },
  { code: 0, args: ["run", ...ofIntegration] },
  { code: 0, args: ["run", ...ofIntegration, "--wait"] },
  { code: 0, args: ["cancel", ...ofIntegration] },
  { code: 0, args: ["cancel", ...ofIntegration], prepare: async (place) => place.run(["run", ...ofIntegration]) },
  { code: 0, args: ["kill", ...ofIntegration] },
  { code: 0, args: ["enable", ...ofIntegration] },
  { code: 1, args: ["enable", "5", "-w", "7"] },
  { code: 6, args: ["disable", "2", "-w", "7"], env: { SKYVIA_TOKEN: "reader-token" } },
  { code: 0, args: ["disable", "2", "-w", "7"] },
  { code: 0, args: ["disable", "2", "-w", "7", "--for", "4h", "--reason", "x"] },
  {
    code: 0,
    args: ["enable", ...ofIntegration, "--for", "4h", "--reason", "x", "-f", "skyvia.yaml"],
    prepare: files(),
  },
  { code: 0, args: frozen },
  { code: 0, args: [...frozen, "-f", "skyvia.yaml", "--until", "2999-01-01T00:00:00Z"], prepare: files() },
  { code: 0, args: ["thaw", "--snapshot", "frozen.json", "--yes"], prepare: async (place) => place.run(frozen) },
  { code: 5, args: ["thaw", "--snapshot", "frozen.json", "--yes"] },
  { code: 5, args: ["undo", "--last", "--ledger", "none.jsonl", "--yes"] },
  { code: 5, args: ["watch"], prepare: files("version: 2\n") },
  { code: 6, args: ["watch", "--listen", "127.0.0.1:0"], prepare: files(), env: noToken },
  { code: 5, args: ["emulator", "--seed", "none.yaml"] },
  { code: 0, args: ["demo"] },
  { code: 5, args: ["demo", "--pause"] },
  { code: 0, args: ["schema", "output"] },
  { code: 0, args: ["version"] },
  { code: 0, args: ["help"] },
  { code: 0, args: ["help", "plan"] },
  { code: 5, args: ["help", "plam"] },
  { code: 5, args: ["plam"] },
];

describe.concurrent("the schema of the output", () => {
  test.for(runs.map((run) => [run.args.join(" "), run.code, run] as const))(
    "describes every key of `%s`, exit code %i",
    async ([, code, { args, prepare, env = {} }], { expect: expectHere }) => {
      await using place = await openPlace();
      await prepare?.(place);
      const ended = await place.run([...args, "--format", "json"], { env });
      expectHere([ended.code, ended.stderr]).toEqual([code, expectHere.any(String)]);
      expectHere(strictOutputErrors(printed(ended))).toBe("");
    },
  );
});

test("every verb is among those whose output is verified", () => {
  const seen = new Set(runs.map(({ args }) => args[0]));
  expect(verbNames.filter((verb) => !seen.has(verb))).toEqual([]);
});

test.each<[string, object]>([
  ["a key that it does not describe", { shell: "bash" }],
  ["an exit code that does not exist", { exitCode: 7 }],
  ["a list in place of an error", { error: [] }],
  ["a change without a place", { changes: [{ workspaceId: 7 }] }],
])("the schema of the output refuses %s", async (_, wrong) => {
  await using place = await openPlace();
  const value = printed(await place.run(["version", "--format", "json"]));
  expect(strictOutputErrors(value)).toBe("");
  expect(strictOutputErrors({ ...value, ...wrong })).not.toBe("");
});
