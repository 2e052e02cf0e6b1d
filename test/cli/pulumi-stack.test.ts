import { describe, test } from "vitest";
import { printed, seen } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";

const files = `version: 1
workspaces:
  - id: 7
    integrations:
      - id: 1
        schedule: enabled
      - id: 2
        schedule: enabled
      - match: "*"
        schedule: disabled
  - id: 9
    integrations:
      - {id: 1, schedule: enabled}
`;

const urn = (type: string, name: string): string =>
  `urn:pulumi:dev::team::pulumi-nodejs:dynamic/skyvia:${type}::${name}`;
const stack = urn("Stack", "team-dev");

function one(name: string, id: string, rest: object = {}): object {
  const type = "pulumi-nodejs:dynamic/skyvia:IntegrationSchedule";
  const [workspaceId, integrationId] = id.split("/").map(Number);
  const inputs = {
    __provider: "exports.handler",
    workspaceId,
    integrationId,
    enabled: true,
    urn: urn("IntegrationSchedule", "decoy"),
  };
  return { urn: urn("IntegrationSchedule", name), custom: true, id, type, inputs, parent: stack, ...rest };
}

function many(name: string, workspaceId: number, schedules: object): object {
  const type = "pulumi-nodejs:dynamic/skyvia:WorkspaceSchedules";
  return {
    urn: urn("WorkspaceSchedules", name),
    custom: true,
    id: String(workspaceId),
    type,
    inputs: { workspaceId, schedules },
    parent: stack,
  };
}

/** The same resource as a stack of the plugin has it. */
function ofPlugin(resource: object): object {
  return JSON.parse(JSON.stringify(resource).replaceAll("pulumi-nodejs:dynamic/skyvia:", "skyvia:index:")) as object;
}

function exported(...resources: readonly object[]): string {
  const root = { urn: stack, custom: false, type: "pulumi:pulumi:Stack" };
  return JSON.stringify({ version: 3, deployment: { manifest: {}, resources: [root, ...resources] } }, null, 4);
}

async function open(...resources: readonly object[]): Promise<Place> {
  const place = await openPlace();
  place.write("skyvia.yaml", files);
  place.write("export.json", exported(...resources));
  return place;
}

const validate = (place: Place, ...args: readonly string[]) =>
  place.run(["validate", "--pulumi-stack", "export.json", ...args]);

describe.concurrent("validate --pulumi-stack", () => {
  test("an id is read by the general rule for ids: 9999999999 is not an id", async ({ expect }) => {
    const named = (id: string) => one("orders", id, { outputs: { name: "Nightly orders" } });
    await using within = await open(named("7/2147483647"));
    expect(await validate(within)).toMatchObject({
      code: 5,
      stderr: expect.stringContaining("integration 2147483647"),
    });
    for (const beyond of ["7/2147483648", "7/9999999999", "9999999999/1"]) {
      await using place = await open(named(beyond));
      expect(await validate(place)).toMatchObject({ code: 0, stderr: "" });
    }
  });

  test("names each id that both manage, with both places", async ({ expect }) => {
    await using place = await open(
      one("orders", "7/2"),
      one("other", "7/3"),
      many("sandbox", 9, { 1: "enabled", 4: "disabled" }),
    );
    expect(seen(await validate(place))).toMatchInlineSnapshot(`
      "skyvia.yaml:7:13: error: integration 2 of workspace 7 is managed by a Pulumi stack too: urn:pulumi:dev::team::pulumi-nodejs:dynamic/skyvia:IntegrationSchedule::orders at export.json:12:24
        Remove the entry or the resource: two owners undo each other's changes.
      skyvia.yaml:13:14: error: integration 1 of workspace 9 is managed by a Pulumi stack too: urn:pulumi:dev::team::pulumi-nodejs:dynamic/skyvia:WorkspaceSchedules::sandbox at export.json:40:24
        Remove the entry or the resource: two owners undo each other's changes.
      exit code 5
      "
    `);
    const { problems, exitCode } = printed(await validate(place, "--format", "json"));
    expect([exitCode, problems.map(({ code }) => code)]).toEqual([5, ["managed-by-pulumi", "managed-by-pulumi"]]);
    const lines = place.read("export.json").split("\n");
    for (const { message } of problems) {
      const [, told = "", line = "", column = ""] = /too: (\S+) at export\.json:(\d+):(\d+)$/.exec(message) ?? [];
      expect(lines[Number(line) - 1]?.slice(Number(column) - 1)).toBe(`"${told}",`);
    }
    expect(place.emulator.requests()).toEqual([]);
  });

  test("resources of the plugin count as those of the dynamic package", async ({ expect }) => {
    await using place = await open(ofPlugin(one("orders", "7/2")), ofPlugin(many("sandbox", 9, { 1: "enabled" })));
    const { problems } = printed(await validate(place, "--format", "json"));
    expect(problems.map(({ message }) => /(skyvia:index:\w+)::/.exec(message)?.[1])).toEqual([
      "skyvia:index:IntegrationSchedule",
      "skyvia:index:WorkspaceSchedules",
    ]);
  });

  test("they are valid if they manage different ids; a deleted resource owns nothing; a stack may be empty", async ({
    expect,
  }) => {
    await using place = await open(one("other", "7/3"), one("orders", "7/2", { delete: true }));
    expect(seen(await validate(place))).toBe("Valid: 4 entries in 2 workspaces, apart from 1 schedule of Pulumi.\n");
    place.write("export.json", '{"version":3,"deployment":{"manifest":{}}}');
    expect((await validate(place)).code).toBe(0);
  });

  test("entries by name or glob are reported as far as the stack knows names", async ({ expect }) => {
    const selected = { 6: { name: "stg-orders", schedule: "enabled" }, 8: { name: null, schedule: "enabled" } };
    const names = { 3: "Hourly leads" };
    await using place = await open(one("export", "7/5", { outputs: { name: "stg-leads" } }), {
      ...many("all", 7, { 3: "enabled", 4: "enabled" }),
      outputs: { names, selected, observed: { 9: "enabled" } },
    });
    place.write(
      "skyvia.yaml",
      'version: 1\nworkspaces:\n  - id: 7\n    integrations:\n      - {name: Hourly leads, schedule: enabled}\n      - {match: "stg-*", schedule: enabled}\n      - {id: 9, schedule: enabled}\n',
    );
    const { problems } = printed(await validate(place, "--format", "json"));
    expect(
      problems.map(({ message, source }) => `${/^integration \d+/.exec(message)?.[0]} line ${source?.line}`),
    ).toEqual(["integration 5 line 6", "integration 3 line 5", "integration 6 line 6"]);
  });

  test("a replaced resource is reported at the remaining one", async ({ expect }) => {
    await using place = await open(one("orders", "7/3", { delete: true }), one("orders", "7/2"));
    const [problem] = printed(await validate(place, "--format", "json")).problems;
    const line = Number(/export\.json:(\d+):/.exec(problem?.message ?? "")?.[1]);
    expect(
      place
        .read("export.json")
        .split("\n")
        .slice(line - 1, line + 2)
        .join(""),
    ).toContain('"id": "7/2"');
  });

  test("several stacks, and problems of the files beside them", async ({ expect }) => {
    await using place = await open(one("orders", "7/2"));
    place.write("second.json", exported(one("orders", "7/1")));
    place.write("skyvia.yaml", `${files}  - id: x\n`);
    const { problems } = printed(await validate(place, "--pulumi-stack", "second.json", "--format", "json"));
    expect(problems.map(({ code }) => code)).toEqual(["bad-id", "managed-by-pulumi", "managed-by-pulumi"]);
  });

  test("secret schedules are read from an export with secrets, and another export is refused", async ({ expect }) => {
    const secret = (value: object) => ({
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      ...value,
    });
    const stackOf = (value: object) => open(ofPlugin(many("sandbox", 7, secret(value))));
    await using shown = await stackOf({ plaintext: '{"1":"enabled"}' });
    expect((await validate(shown)).stderr).toContain("integration 1 of workspace 7 is managed by a Pulumi stack too");
    await using hidden = await stackOf({ ciphertext: "v1:abc" });
    expect(seen(await validate(hidden))).toMatchInlineSnapshot(`
      "error: the Pulumi stack export.json keeps schedules of urn:pulumi:dev::team::skyvia:index:WorkspaceSchedules::sandbox as a secret
        Export it again, with secrets: \`pulumi stack export --show-secrets --file export.json\`.
      exit code 5
      "
    `);
  });

  test.for<[string, string, string]>([
    ["cut short", '{"version":3,', "is not complete JSON"],
    ["another kind of file", "[]", "contains no deployment"],
    ["resources that are not a list", '{"deployment":{"resources":{}}}', "contains no list of resources"],
  ])("%s: 5", async ([, text, why], { expect }) => {
    await using place = await open();
    place.write("export.json", text);
    const ended = await validate(place);
    expect([ended.code, ended.stderr]).toEqual([5, expect.stringContaining(`the Pulumi stack export.json ${why}`)]);
    expect((await place.run(["validate", "--pulumi-stack", "none.json"])).code).toBe(5);
  });
});
