import { describe, test } from "vitest";
import { printed, seen } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";

const config = `version: 1
workspaces:
  - id: 7
    defaults:
      owner: data-platform
      tags: [nightly]
      protected: true
    integrations:
      - id: 1
        schedule: enabled
      - id: 2
        schedule: disabled
        owner: ana
        tags: []
        protected: false
      - match: "stg-*"
        schedule: disabled
`;

async function open(text: string = config): Promise<Place> {
  const place = await openPlace();
  place.write("skyvia.yaml", text);
  return place;
}

describe.concurrent("defaults of a workspace", () => {
  test.for([
    ["by the default's owner", "owner:data-platform", [1, 3]],
    ["by an entry's own owner", "owner:ana", [2]],
    ["by the default's tag", "tag:nightly", [1, 3]],
  ] as const)("a plan selects %s", async ([, criterion, ids], { expect }) => {
    await using place = await open();
    const { changes } = printed(await place.run(["plan", "--select", criterion, "--format", "json"]));
    expect(changes.map(({ integrationId }) => integrationId)).toEqual(ids);
  });

  test("protected by default stops an apply, at the default's place; an entry's own false does not", async ({
    expect,
  }) => {
    await using place = await open();
    const { code, stderr } = await place.run(["apply", "--yes"]);
    expect(code).toBe(4);
    expect(stderr.match(/^skyvia.yaml.*$/gm)).toEqual([
      'skyvia.yaml:7:18: error: integration 1 "Nightly orders" is protected, but would be enabled',
      'skyvia.yaml:7:18: error: integration 3 "stg-orders" is protected, but would be disabled',
    ]);
    expect(place.writes()).toEqual([]);
    expect((await place.run(["apply", "--yes", "--select", "id:2"])).code).toBe(0);
  });

  test("observed by default is reported and never written", async ({ expect }) => {
    await using place = await open(config.replace("protected: true", "mode: observe"));
    const { changes } = printed(await place.run(["plan", "--format", "json"]));
    expect(changes.map(({ action }) => action)).toEqual(["skip", "skip", "skip"]);
  });

  test("explain names the place of each default that decides", async ({ expect }) => {
    await using place = await open();
    const text = seen(await place.run(["explain", "1", "-w", "7"]));
    expect(text).toContain("protected  yes, the default at skyvia.yaml:7:18\n");
    expect(text).toContain("owner      data-platform, the default at skyvia.yaml:5:14\n");
    expect(text).toContain("tags       nightly, the default at skyvia.yaml:6:13\n");
    const own = seen(await place.run(["explain", "2", "-w", "7"]));
    expect(own).toContain("protected  no\n");
    expect(own).toContain("owner      ana\n");
  });

  test("explain gives the places in JSON", async ({ expect }) => {
    await using place = await open();
    const { data } = printed(await place.run(["explain", "3", "-w", "7", "--format", "json"]));
    const at = (line: number, column: number): object => ({ file: "skyvia.yaml", line, column });
    expect(data).toMatchObject({
      entries: [{ owner: "data-platform", defaults: { owner: at(5, 14), tags: at(6, 13), protected: at(7, 18) } }],
    });
  });

  test("after drift --accept all and import --merge, a plan is empty and the defaults are as they were", async ({
    expect,
  }) => {
    await using place = await open();
    const { stdout, code } = await place.run(["drift", "--accept", "1,2,3"]);
    expect([code, stdout]).toEqual([0, expect.stringContaining("skyvia.yaml")]);
    const merged = await place.run(["import", "-w", "7", "--out", "skyvia.yaml", "--merge"]);
    expect(merged.code).toBe(0);
    const text = place.read("skyvia.yaml");
    expect(text.slice(0, text.indexOf("integrations:"))).toBe(config.slice(0, config.indexOf("integrations:")));
    expect(text.match(/owner|tags|protected/g)).toHaveLength(6);
    expect((await place.run(["plan", "--detailed-exitcode"])).code).toBe(0);
  });

  test("a key that defaults cannot have is 5 at its place, and nothing is sent", async ({ expect }) => {
    await using place = await open(config.replace("owner: data-platform", "schedule: enabled"));
    const { code, stderr } = await place.run(["plan"]);
    expect([code, place.emulator.requests()]).toEqual([5, []]);
    expect(stderr).toBe(
      "skyvia.yaml:5:7: error: `defaults` has no key `schedule`\n" +
        "  The keys are `owner`, `tags`, `mode`, `protected`.\n",
    );
  });
});
