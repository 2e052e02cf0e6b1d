import { describe } from "vitest";
import { test } from "./engine-test.ts";
import { openPluginStage, resource } from "./plugin-stage.ts";

const up = "up --yes --skip-preview";
const one = { workspaceId: 1, integrationId: 12, enabled: true };
const unset = { SKYVIA_TOKEN: undefined };

describe("bad input is one clear line, and nothing is written", () => {
  test("a program without configuration", async ({ engine, expect }) => {
    await using stage = await openPluginStage(engine);
    stage.yaml(resource("single", "IntegrationSchedule", one));
    expect(await stage.succeed("preview", { env: unset })).toContain("+ 2 to create");
    const output = await stage.fail(up, { env: unset });
    expect(output).toMatch(
      /there is no token for the Skyvia API\n +Set it with `pulumi config set --secret skyvia:token`/,
    );
    expect(stage.takeCalls()).toEqual([]);
  });

  test("a port that is closed", async ({ engine, expect }) => {
    await using stage = await openPluginStage(engine, { config: { "skyvia:baseUrl": "http://127.0.0.1:1" } });
    stage.yaml(resource("single", "IntegrationSchedule", one));
    const output = await stage.fail(up);
    expect(output).toContain("the API could not be reached");
    expect(output).toContain("The base URL is http://127.0.0.1:1 (skyvia:baseUrl).");
    expect(output).not.toMatch(/\n\s+at .*\.js/);
    expect(stage.names()).toEqual([]);
  });

  test("a key that is not an id", async ({ engine, expect }) => {
    await using stage = await openPluginStage(engine);
    stage.yaml(resource("word", "WorkspaceSchedules", { workspaceId: 1, schedules: { twelve: "enabled" } }));
    expect(await stage.fail(up)).toContain(
      "resource 'word' has a problem: schedules.twelve must have an integration id as its key: decimal digits",
    );
    expect(stage.takeCalls()).toEqual([]);
  });

  test("ids as text", async ({ engine, expect }) => {
    await using stage = await openPluginStage(engine);
    stage.yaml(resource("single", "IntegrationSchedule", { ...one, integrationId: "12" }));
    const output = await stage.fail(up);
    expect(output).toMatch(/integrationId/);
    expect(output).toMatch(/number|integer/);
    expect(stage.takeCalls()).toEqual([]);
  });
});

test("an account that is not known at preview: the preview makes no call, and the update uses it", async ({
  engine,
  expect,
}) => {
  await using stage = await openPluginStage(engine);
  const account = { token: "${first.name}", baseUrl: stage.emulator.url };
  const program = [
    resource("first", "IntegrationSchedule", { workspaceId: 1, integrationId: 11, enabled: true }),
    `  account: ${JSON.stringify({ type: "pulumi:providers:skyvia", properties: account })}`,
    resource("single", "IntegrationSchedule", one, { provider: "${account}" }),
  ].join("\n");
  stage.yaml(program);
  expect(await stage.succeed("preview")).toContain("+ 4 to create");
  expect(stage.takeCalls()).toEqual([]);
  expect(await stage.fail(up)).toContain(
    "resource 'account' has a problem: token is not usable: the token contains a blank", // as the name does
  );
  expect(stage.takeWrites()).toEqual([]);
});

test("a plugin of another version in the state: its resources are unchanged, and destroy works", async ({
  engine,
  expect,
}) => {
  await using stage = await openPluginStage(engine);
  stage.yaml(resource("single", "IntegrationSchedule", { ...one, onDelete: "disable" }));
  await stage.succeed(up);
  await stage.succeed(`stack export --file ${stage.folder}/state.json`);
  const exported = JSON.parse(stage.read("state.json")) as {
    deployment: { resources: { type: string; inputs?: object; outputs?: object }[] };
  };
  for (const found of exported.deployment.resources) {
    if (found.type === "pulumi:providers:skyvia") {
      found.inputs = { ...found.inputs, version: "9.9.9" };
      found.outputs = { ...found.outputs, version: "9.9.9" };
    } else if (found.type === "skyvia:index:IntegrationSchedule") {
      found.outputs = { ...found.outputs, colour: "blue", __later: { a: 1 } };
    }
  }
  stage.write("state.json", JSON.stringify(exported));
  await stage.succeed(`stack import --file ${stage.folder}/state.json`);
  stage.takeCalls();
  expect(await stage.succeed(up)).toContain("2 unchanged");
  expect(stage.takeCalls()).toEqual([]);
  await stage.succeed("destroy --yes --skip-preview");
  expect(stage.takeWrites()).toEqual(["disable 1/12"]);
});

test("a refresh after another `at` alone is unchanged", async ({ engine, expect }) => {
  await using stage = await openPluginStage(engine);
  const freeze = { name: "close", from: "2026-12-01T00:00:00Z", until: "2026-12-02T00:00:00Z" };
  const program = (at: string): void =>
    stage.yaml(
      [
        resource("single", "IntegrationSchedule", { ...one, freezes: [freeze], at }),
        resource("bulk", "WorkspaceSchedules", { workspaceId: 1, schedules: { 11: "enabled" }, freezes: [freeze], at }),
      ].join("\n"),
    );
  program("2026-12-01T06:00:00Z");
  await stage.succeed(up);
  program("2026-12-01T07:00:00Z");
  expect(await stage.succeed(up)).toContain("3 unchanged");
  stage.takeCalls();
  expect(await stage.succeed("refresh --yes --skip-preview")).toContain("3 unchanged");
  expect(stage.resource("single")?.inputs).toMatchObject({ at: "2026-12-01T07:00:00Z" });
  expect(await stage.succeed(`${up} --refresh`)).toContain("3 unchanged");
  expect(stage.takeWrites()).toEqual([]);
});

test("an import of 20,000 integrations is done, with one line that says how many", async ({ engine, expect }) => {
  const integrations = Array.from({ length: 20_000 }, (_, index) => ({
    id: index + 1,
    name: `Load ${index + 1}`,
    type: "import",
    schedule: index % 10 === 0 ? "enabled" : "disabled",
  }));
  const seed = JSON.stringify({ workspaces: [{ id: 1, name: "Production", integrations }] });
  await using stage = await openPluginStage(engine, { seed });
  stage.yaml("  {}");
  const output = await stage.succeed(
    `import skyvia:index:WorkspaceSchedules production 1 --yes --skip-preview --protect=false --out ${stage.folder}/code.yaml`,
  );
  const [, diagnostics = "", ...more] = output.split("Diagnostics:");
  const line = "workspace 1: 20000 schedules were read";
  expect([diagnostics.split("\n").filter((text) => text.trim() === line).length, more]).toEqual([1, []]);
  expect(Object.keys(stage.resource("production")?.inputs?.["schedules"] as object)).toHaveLength(20_000);
  expect(stage.takeWrites()).toEqual([]);
});
