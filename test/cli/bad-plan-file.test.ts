import { afterAll, beforeAll, describe, test, type ExpectStatic } from "vitest";
import { printed, seen } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";
import { config } from "./world.ts";

let place: Place;
let plan: string;

beforeAll(async () => {
  place = await openPlace();
  place.write("skyvia.yaml", config);
  await place.run(["plan", "--out", "plan.json"]);
  plan = place.read("plan.json");
});
afterAll(async () => place[Symbol.asyncDispose]());

/** The output of `apply` for a plan file; text and JSON say the same, and nothing is sent. */
async function refused(
  expect: ExpectStatic,
  exitCode: 4 | 5,
  file: string,
  content: string,
  args: readonly string[] = [],
): Promise<string> {
  if (content !== "") place.write(file, content);
  const [text, json] = await Promise.all([
    place.run(["apply", "--yes", file, ...args]),
    place.run(["apply", "--yes", file, ...args, "--format", "json"]),
  ]);
  const { error, ...rest } = printed(json);
  expect(rest).toMatchObject({ command: "apply", exitCode, changes: [] });
  expect(text).toMatchObject({ code: exitCode, stdout: "", stderr: `error: ${error?.message}\n  ${error?.next}\n` });
  expect(place.writes()).toEqual([]);
  return seen(text);
}

describe.concurrent("a plan file that is not as `plan --out` wrote it", () => {
  test("not there", async ({ expect }) => {
    expect(await refused(expect, 5, "none.json", "")).toMatchInlineSnapshot(`
      "error: the plan none.json cannot be read (ENOENT)
        Name a file written by \`plan --out\`.
      exit code 5
      "
    `);
  });

  test("truncated", async ({ expect }) => {
    expect(await refused(expect, 5, "truncated.json", plan.slice(0, -40))).toMatchInlineSnapshot(`
      "error: the plan truncated.json is refused: it is not complete JSON
        Plan again with \`plan --out\`.
      exit code 5
      "
    `);
  });

  test("edited: a reversed change", async ({ expect }) => {
    const edited = plan.replace('"integrationId": 3', '"integrationId": 6');
    expect(edited).not.toBe(plan);
    expect(await refused(expect, 5, "edited.json", edited)).toMatchInlineSnapshot(`
      "error: the plan edited.json is refused: its digest does not match: it was edited after it was written
        Plan again with \`plan --out\`.
      exit code 5
      "
    `);
  });

  test("edited: a key added", async ({ expect }) => {
    const edited = plan.replace("{", '{ "note": "hello",');
    expect(await refused(expect, 5, "added.json", edited)).toMatchInlineSnapshot(`
      "error: the plan added.json is refused: it must NOT have additional properties
        Plan again with \`plan --out\`.
      exit code 5
      "
    `);
  });

  test("edited: an invalid time", async ({ expect }) => {
    const edited = plan.replace('"expires": null', '"expires": "tomorrow"');
    expect(edited).not.toBe(plan);
    expect(await refused(expect, 5, "time.json", edited)).toMatchInlineSnapshot(`
      "error: the plan time.json is refused: /expires must match pattern "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$"
        Plan again with \`plan --out\`.
      exit code 5
      "
    `);
  });

  test("of another format version", async ({ expect }) => {
    const edited = plan.replace('"formatVersion": 1', '"formatVersion": 2');
    expect(await refused(expect, 5, "version.json", edited)).toMatchInlineSnapshot(`
      "error: the plan version.json is refused: it has the format version 2, and this tool reads version 1
        Plan again with \`plan --out\`.
      exit code 5
      "
    `);
  });

  test("a file that is not a plan", async ({ expect }) => {
    expect(await refused(expect, 5, "list.json", "[]")).toMatchInlineSnapshot(`
      "error: the plan list.json is refused: it must be object
        Plan again with \`plan --out\`.
      exit code 5
      "
    `);
    expect(await refused(expect, 5, "null.json", "null")).toContain("is refused");
    expect(await refused(expect, 5, "skyvia.yaml", "")).toContain("it is not complete JSON");
  });

  test("of another base URL", async ({ expect }) => {
    const said = await refused(expect, 5, "plan.json", "", ["--base-url", "http://127.0.0.1:1"]);
    expect(said).toMatchInlineSnapshot(`
      "error: the plan plan.json is for http://127.0.0.1:PORT, and this run is for http://127.0.0.1:PORT
        Set --base-url or SKYVIA_BASE_URL to the plan's, or plan again.
      exit code 5
      "
    `);
  });
});

describe.concurrent("a plan file that is no longer valid", () => {
  test("expired", async ({ expect }) => {
    await place.run(["plan", "--out", "short.json", "--expires", "1ms"]);
    const said = await refused(expect, 4, "short.json", "");
    expect(said.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "THEN")).toMatchInlineSnapshot(`
      "error: the plan short.json expired at THEN, nothing was written
        Plan again.
      exit code 4
      "
    `);
  });

  test("the files have changed", async ({ expect }) => {
    place.write("changed.yaml", config.replace("schedule: enabled", "schedule: disabled"));
    expect(await refused(expect, 4, "plan.json", "", ["-f", "changed.yaml"])).toMatchInlineSnapshot(`
      "error: the desired state in the files has changed since plan.json was planned, nothing was written
        Plan again.
      exit code 4
      "
    `);
  });

  test("`--read-only`", async ({ expect }) => {
    expect(await refused(expect, 4, "plan.json", "", ["--read-only"])).toMatchInlineSnapshot(`
      "error: --read-only: 3 changes not applied, nothing was written
        Leave --read-only out to apply.
      exit code 4
      "
    `);
  });
});
