import { describe, test } from "vitest";
import { printed, seen } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";
import { config } from "./world.ts";

async function open(...args: readonly string[]): Promise<Place> {
  const place = await openPlace();
  place.write("skyvia.yaml", config);
  await place.run(["plan", "--out", "plan.json", ...args]);
  place.emulator.clearRequests();
  return place;
}

const alone = { env: { SKYVIA_TOKEN: undefined, SKYVIA_BASE_URL: undefined } };

describe.concurrent("show", () => {
  test("shows a saved plan as `plan` did, without a token or a call", async ({ expect }) => {
    await using place = await open();
    const shown = seen(await place.run(["show", "plan.json"], alone));
    expect(shown.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "THEN")).toMatchInlineSnapshot(`
      "plan.json: planned at THEN for http://127.0.0.1:PORT, it does not expire

      Workspace 7 Production  4 managed, 3 unmanaged
        + enable   1  Nightly orders  disabled → enabled  owner ana      skyvia.yaml:8:19
        - disable  2  Hourly leads    enabled → disabled  replaced by 1  skyvia.yaml:12:19
        - disable  3  stg-orders      enabled → disabled  match "stg-*"  skyvia.yaml:15:19

      Plan: 1 to enable, 2 to disable, 1 unchanged, 0 skipped, 0 problems, 3 unmanaged.
      "
    `);
    expect(place.emulator.requests()).toEqual([]);
    const plan = await place.run(["plan"]);
    expect(shown.split("\n").slice(2).join("\n")).toBe(plan.stdout);
  });

  test("as JSON: summary, changes and problems as in `plan`, with the facts about the file", async ({ expect }) => {
    await using place = await open();
    const shown = printed(await place.run(["show", "plan.json", "--format", "json"], alone));
    const { summary, changes, problems } = printed(await place.run(["plan", "--format", "json"]));
    expect(shown).toMatchObject({ command: "show", exitCode: 0, error: null, summary, changes, problems });
    expect(shown.data).toMatchObject({
      file: "plan.json",
      baseUrl: place.emulator.url,
      configHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      expires: null,
      coverage: [{ workspaceId: 7, name: "Production", managed: 4, observed: 0, unmanaged: 3, planned: true }],
    });
  });

  test("never refuses: expired, stale, of another API, with problems and over a limit, it is shown with 0", async ({
    expect,
  }) => {
    await using place = await openPlace();
    place.write(
      "skyvia.yaml",
      config.replace("- id: 1\n        name: Nightly orders", "- id: 99\n        name: Old orders"),
    );
    await place.run(["plan", "--out", "plan.json", "--expires", "1ms", "--max-disable", "0"]);
    place.emulator.world.delete(7, 3);
    const shown = printed(
      await place.run(["show", "plan.json", "--base-url", "http://127.0.0.1:1", "--format", "json"], alone),
    );
    expect(shown.exitCode).toBe(5); // it has no --base-url: nothing is sent
    const plain = printed(await place.run(["show", "plan.json", "--format", "json"], alone));
    expect(plain.problems.map(({ code }) => code)).toEqual(["integration-missing", "limit-exceeded"]);
    expect([plain.exitCode, plain.error]).toEqual([0, null]);
  });

  test("a file that is not as `plan --out` wrote it is reported: 5", async ({ expect }) => {
    await using place = await open();
    place.write("edited.json", place.read("plan.json").replace('"integrationId": 3', '"integrationId": 6'));
    expect(seen(await place.run(["show", "edited.json"], alone))).toMatchInlineSnapshot(`
      "error: the plan edited.json is refused: its digest does not match: it was edited after it was written
        Plan again with \`plan --out\`.
      exit code 5
      "
    `);
    expect((await place.run(["show", "none.json"], alone)).code).toBe(5);
    expect((await place.run(["show"], alone)).code).toBe(5);
  });
});

describe.concurrent("apply of a plan file", () => {
  test("is not narrowed: together with -w, --select or --exclude it is bad usage", async ({ expect }) => {
    await using place = await open();
    for (const flag of [
      ["-w", "7"],
      ["--select", "id:1"],
      ["--exclude", "id:1"],
    ]) {
      expect((await place.run(["apply", "plan.json", "--yes", ...flag])).code).toBe(5);
    }
    expect(place.writes()).toEqual([]);
  });

  test("a second time it writes nothing", async ({ expect }) => {
    await using place = await open();
    expect((await place.run(["apply", "plan.json", "--yes"])).code).toBe(0);
    const writes = place.writes();
    const again = printed(await place.run(["apply", "plan.json", "--yes", "--format", "json"]));
    expect([again.exitCode, again.changes.map(({ result }) => result)]).toEqual([
      0,
      ["unchanged", "unchanged", "unchanged"],
    ]);
    expect(place.writes()).toEqual(writes);
  });

  test("whose limits or counts were edited, with or without a change that was added, is refused: 5", async ({
    expect,
  }) => {
    await using place = await open();
    const plan = JSON.parse(place.read("plan.json")) as {
      changes: object[];
      summary: { workspaces: { managed: number }[] };
    };
    const more = { ...plan, changes: [...plan.changes, { ...plan.changes[1], integrationId: 8 }] };
    const wider = structuredClone(plan);
    for (const workspace of wider.summary.workspaces) workspace.managed = 4000;
    for (const edited of [more, wider]) {
      place.write("edited.json", JSON.stringify(edited));
      const ended = await place.run(["apply", "edited.json", "--yes"]);
      expect([ended.code, ended.stderr]).toEqual([5, expect.stringContaining("its digest does not match")]);
    }
    expect(place.writes()).toEqual([]);
  });
});
