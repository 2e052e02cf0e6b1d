import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb.js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import { functions } from "@skyvia-schedules/pulumi/inner";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { failureOf, type Properties } from "../../provider/test/called.ts";
import { openWorld, type World } from "../../provider/test/server/stage.ts";
import {
  fromStruct,
  isSecret,
  openPlugin,
  secret,
  toStruct,
  testedVersion,
  urnOf,
  type PluginClient,
} from "./plugin-client.ts";

const single = { workspaceId: 1, integrationId: 102, enabled: true };
const bulk = { workspaceId: 1, schedules: { 101: "disabled", 102: "enabled" } };
const later = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const idOf = (kind: string): string => (kind === "IntegrationSchedule" ? "1/102" : "1");

let world: World;
let client: PluginClient;
beforeEach(async () => {
  world = await openWorld();
  client = await openPlugin({ token: secret(world.emulator.token), baseUrl: world.emulator.url });
});
afterEach(async () => {
  await client[Symbol.asyncDispose]();
  await world.emulator.close();
});

describe("the plugin itself", () => {
  test("it reports its version, its schema and what it accepts", async () => {
    const info = await client.call<PluginInfo>("getPluginInfo", new empty.Empty());
    expect(info.getVersion()).toBe(testedVersion);
    const schema = await client.call<InstanceType<typeof provider.GetSchemaResponse>>(
      "getSchema",
      new provider.GetSchemaRequest(),
    );
    expect(JSON.parse(schema.getSchema())).toMatchObject({ name: "skyvia", version: testedVersion });
    const hello = await client.call<InstanceType<typeof provider.ProviderHandshakeResponse>>(
      "handshake",
      new provider.ProviderHandshakeRequest(),
    );
    expect(hello.getAcceptSecrets()).toBe(true);
  });

  test("calls that it does not implement are answered with an error", async () => {
    await expect(client.call("construct", new provider.ConstructRequest())).rejects.toThrow("does not implement");
  });

  test("a type of another version is one clear line", async () => {
    const request = new provider.CreateRequest().setUrn(urnOf("Old")).setProperties(toStruct({}));
    await expect(client.call("create", request)).rejects.toThrow(
      `skyvia:index:Old is not a resource of this plugin, version ${testedVersion}`,
    );
  });
});

describe("a preview", () => {
  const kinds: [string, Properties, string][] = [
    ["IntegrationSchedule", single, "1/102"],
    ["WorkspaceSchedules", bulk, "1"],
  ];
  test.for(kinds)("of %s makes no call, with and without a token", async ([kind, news, id]) => {
    await using bare = await openPlugin({});
    for (const plugged of [client, bare]) {
      const create = new provider.CreateRequest().setUrn(urnOf(kind)).setProperties(toStruct(news)).setPreview(true);
      const created = await plugged.call<InstanceType<typeof provider.CreateResponse>>("create", create);
      expect(fromStruct(created.getProperties())).toMatchObject({
        workspaceId: 1,
        [kind === "IntegrationSchedule" ? "type" : "selected"]: later,
      });
      const update = new provider.UpdateRequest().setUrn(urnOf(kind)).setId(id).setPreview(true);
      update.setOlds(toStruct({ ...news, enabled: false, schedules: {} })).setNews(toStruct(news));
      await plugged.call("update", update);
    }
    expect(world.takeCalls()).toEqual([]);
  });
});

describe("what is not known yet, by each of its values", () => {
  const unknowns = [
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
  ];
  const rows: [string, Properties][] = [
    ["IntegrationSchedule", { ...single, name: "n", onDelete: "leave" }],
    [
      "WorkspaceSchedules",
      { ...bulk, name: "n", names: { 101: "n" }, entries: [], unmanaged: "report", limits: {}, onDelete: "leave" },
    ],
  ];
  test.for(rows)("%s: each property passes check, is a difference, and is previewed", async ([kind, news]) => {
    const resource = client.kind(kind);
    for (const unknown of unknowns) {
      for (const key of Object.keys(news)) {
        for (const value of [unknown, secret(unknown)]) {
          const inputs = { ...news, [key]: value };
          expect((await resource.check(inputs)).failures.filter((text) => text.includes(`|${key} `))).toEqual([]);
          const difference = await resource.diff(idOf(kind), { ...news, state: "enabled" }, inputs);
          expect(difference.changes).toBe(true);
          const create = new provider.CreateRequest().setUrn(urnOf(kind)).setProperties(toStruct(inputs));
          const answer = await client.call<InstanceType<typeof provider.CreateResponse>>(
            "create",
            create.setPreview(true),
          );
          expect(fromStruct(answer.getProperties())[key]).toEqual(value === unknown ? later : secret(later));
        }
      }
    }
    expect(world.takeCalls()).toEqual([]);
  });

  test("a function with an unknown argument answers with an unknown value", async () => {
    const request = new provider.InvokeRequest().setTok("skyvia:index:getSchedule");
    request.setArgs(toStruct({ workspaceId: 1, integrationId: later }));
    const answer = await client.call<InstanceType<typeof provider.InvokeResponse>>("invoke", request);
    expect(fromStruct(answer.getReturn())).toEqual({ state: later });
  });
});

test("a function gives every output that it declares: null where there is no value", async () => {
  const request = new provider.InvokeRequest().setTok("skyvia:index:getActiveExecution");
  request.setArgs(toStruct({ workspaceId: 1, integrationId: 102 }));
  const answer = await client.call<InstanceType<typeof provider.InvokeResponse>>("invoke", request);
  const none = Object.keys(functions.getActiveExecution.outputs).map((key) => [key, null]);
  expect(fromStruct(answer.getReturn())).toEqual(Object.fromEntries(none));
});

describe("secrets", () => {
  test("outputs that repeat a secret input are secrets, and no others", async () => {
    const { outs } = await client
      .kind("IntegrationSchedule")
      .create({ ...single, enabled: secret(true), name: secret("Hourly leads") });
    const secrets = Object.keys(outs).filter((key) => isSecret(outs[key]));
    expect(secrets.toSorted()).toEqual(["enabled", "name", "state"]);
    const entries = [{ name: secret("Hourly leads"), schedule: "disabled" }];
    const { outs: all } = await client.kind("WorkspaceSchedules").create({ workspaceId: 1, entries });
    expect(
      Object.keys(all)
        .filter((key) => isSecret(all[key]))
        .toSorted(),
    ).toEqual(["entries", "observed", "selected"]);
  });

  test("a refresh keeps them secret", async () => {
    const { outs } = await client.kind("IntegrationSchedule").create({ ...single, name: secret("Hourly leads") });
    const found = await client.kind("IntegrationSchedule").read("1/102", outs);
    expect([isSecret(found?.props["name"]), isSecret(found?.inputs["name"])]).toEqual([true, true]);
  });

  const wrong: [string, (resource: PluginClient) => Promise<unknown>][] = [
    ["check", (plugged) => plugged.kind("IntegrationSchedule").check({ ...single, onDelete: secret('kan"ary-1') })],
    ["create", (plugged) => plugged.kind("IntegrationSchedule").create({ ...single, name: secret('kan"ary-1') })],
    [
      "a bulk create",
      (plugged) => plugged.kind("WorkspaceSchedules").create({ ...bulk, names: secret({ 101: 'kan"ary-1' }) }),
    ],
    [
      "a selection",
      (plugged) =>
        plugged.kind("WorkspaceSchedules").create({
          workspaceId: 1,
          entries: [{ name: secret('kan"ary-1'), schedule: "enabled" }],
        }),
    ],
    [
      "a long value",
      (plugged) =>
        plugged.kind("IntegrationSchedule").check({ ...single, onDelete: secret(`kan"ary-1${"x".repeat(100)}`) }),
    ],
  ];
  test.for(wrong)("a message never has one: %s", async ([, call]) => {
    const answer = await call(client).then(
      (value) => value as Properties,
      (error: unknown) => error as { message: string; kept: unknown },
    );
    const text = JSON.stringify([
      (answer as { message?: string }).message,
      (answer as { kept?: { reasons: unknown } }).kept?.reasons,
      (answer as { failures?: unknown }).failures,
    ]);
    expect(text).toContain("[secret]");
    expect(text).not.toContain("kan");
  });

  test("the token of the settings is a secret in what the engine keeps, however it was given", async () => {
    const request = new provider.CheckRequest().setUrn("urn:pulumi:dev::shop::pulumi:providers:skyvia::default");
    request.setNews(toStruct({ token: "canary", version: testedVersion }));
    const answer = await client.call<InstanceType<typeof provider.CheckResponse>>("checkConfig", request);
    expect(answer.getFailuresList()).toEqual([]);
    expect(fromStruct(answer.getInputs())).toEqual({ token: secret("canary"), version: testedVersion });
  });
});

describe("differences", () => {
  const paths = async (kind: string, olds: Properties, news: Properties): Promise<string[]> => {
    const request = new provider.DiffRequest().setUrn(urnOf(kind)).setId(idOf(kind)).setOlds(toStruct(olds));
    const answer = await client.call<InstanceType<typeof provider.DiffResponse>>(
      "diff",
      request.setNews(toStruct(news)),
    );
    const found: string[] = [];
    answer.getDetaileddiffMap().forEach((diff, path) => found.push(`${path} ${diff.getKind()}`));
    return found;
  };
  const { ADD, DELETE, UPDATE, UPDATE_REPLACE } = provider.PropertyDiff.Kind;
  const state = { ...single, state: "enabled", name: "Hourly leads" };
  const all = { ...bulk, selected: {}, unmanagedIds: [] };

  const rows: [string, string, Properties, Properties, string[]][] = [
    ["nothing", "IntegrationSchedule", state, single, []],
    ["a switch", "IntegrationSchedule", state, { ...single, enabled: false }, [`enabled ${UPDATE}`]],
    [
      "another integration",
      "IntegrationSchedule",
      state,
      { ...single, integrationId: 103 },
      [`integrationId ${UPDATE_REPLACE}`],
    ],
    ["a name asserted", "IntegrationSchedule", state, { ...single, name: "Hourly leads" }, [`name ${ADD}`]],
    [
      "one key of many",
      "WorkspaceSchedules",
      all,
      { ...bulk, schedules: { 101: "enabled", 102: "enabled" } },
      [`schedules["101"] ${UPDATE}`],
    ],
    [
      "a key more and one less",
      "WorkspaceSchedules",
      all,
      { ...bulk, schedules: { 102: "enabled", 103: "disabled" } },
      [`schedules["101"] ${DELETE}`, `schedules["103"] ${ADD}`],
    ],
  ];
  test.for(rows)("%s", async ([, kind, olds, news, expected]) => {
    expect(await paths(kind, olds, news)).toEqual(expected);
  });

  test("another token or base URL only updates the provider", async () => {
    const request = new provider.DiffRequest().setOldInputs(toStruct({ token: secret("a"), version: "1" }));
    request.setNews(toStruct({ token: secret("b"), version: "2" }));
    const answer = await client.call<InstanceType<typeof provider.DiffResponse>>("diffConfig", request);
    expect([answer.getDiffsList(), answer.getReplacesList()]).toEqual([["token"], []]);
  });
});

describe("read", () => {
  test("of a deleted resource has no properties", async () => {
    expect(
      await client.kind("IntegrationSchedule").read("1/999", { ...single, integrationId: 999, state: "enabled" }),
    ).toBeNull();
    expect(await client.kind("WorkspaceSchedules").read("9", { ...bulk, workspaceId: 9 })).toBeNull();
  });

  test("without a state imports one schedule", async () => {
    const found = await client.kind("IntegrationSchedule").read("1/101", {});
    expect(found?.inputs).toEqual({ workspaceId: 1, integrationId: 101, enabled: true });
  });

  test("without a state imports a workspace by id, with names, and no schedule that is undefined is enabled", async () => {
    const found = await client.kind("WorkspaceSchedules").read("1", {});
    expect(found?.inputs).toEqual({
      workspaceId: 1,
      schedules: { 101: "enabled", 102: "disabled", 103: "disabled", 104: "disabled" },
      names: { 101: "Nightly orders", 102: "Hourly leads", 103: "stg-orders", 104: "stg-hand" },
    });
    const { props, inputs } = found ?? { props: {}, inputs: {} };
    expect(await client.kind("WorkspaceSchedules").diff("1", props, inputs)).toEqual({ changes: false, replaces: [] });
    expect(client.lines.map(({ text }) => text)).toEqual(["workspace 1: 4 schedules were read"]);
    expect(world.takeWrites()).toEqual([]);
  });

  const freeze = { name: "close", from: "2026-12-01T00:00:00Z", until: "2026-12-02T00:00:00Z" };
  const instants: [string, Properties, string][] = [
    ["IntegrationSchedule", { ...single, freezes: [freeze] }, "1/102"],
    ["WorkspaceSchedules", { ...bulk, freezes: [freeze] }, "1"],
  ];
  test.for(instants)("of %s after another `at` alone keeps what the program gives now", async ([kind, base, id]) => {
    const [before, now] = ["2026-12-01T06:00:00Z", "2026-12-01T07:00:00Z"].map((at) => ({ ...base, at }));
    const { outs } = await client.kind(kind).create(before ?? {});
    expect(await client.kind(kind).diff(id, outs, now ?? {})).toEqual({ changes: false, replaces: [] });
    for (const inputs of [now, base]) {
      const request = new provider.ReadRequest().setUrn(urnOf(kind)).setId(id);
      request.setProperties(toStruct(outs)).setInputs(toStruct(inputs ?? {}));
      const answer = await client.call<InstanceType<typeof provider.ReadResponse>>("read", request);
      expect(fromStruct(answer.getInputs())).toEqual(inputs);
      expect(fromStruct(answer.getProperties())).toEqual(outs);
    }
  });

  const missing: [string, string, string][] = [
    ["IntegrationSchedule", "1/999", "integration 999 does not exist in workspace 1"],
    ["IntegrationSchedule", "123", '"123" is not the id of an IntegrationSchedule'],
    ["WorkspaceSchedules", "9", "workspace 9 does not exist"],
    ["WorkspaceSchedules", "1/2", '"1/2" is not the id of a WorkspaceSchedules'],
  ];
  test.for(missing)("an import of %s %s says what does not exist", async ([kind, id, message]) => {
    expect((await failureOf(client.kind(kind).read(id, {}))).message).toContain(message);
  });
});

describe("two resources of one program", () => {
  const check = async (name: string, enabled: boolean): Promise<string[]> => {
    const request = new provider.CheckRequest().setUrn(urnOf("IntegrationSchedule", name));
    request.setNews(toStruct({ ...single, enabled })).setOlds(toStruct({}));
    const answer = await client.call<InstanceType<typeof provider.CheckResponse>>("check", request);
    return answer.getFailuresList().map((failure) => failure.getReason());
  };

  test("that disagree about a schedule fail, and those that agree are warned", async () => {
    expect(await check("a", true)).toEqual([]);
    expect(await check("b", true)).toEqual([]);
    expect(client.lines.map(({ severity, text }) => [severity, text.split("\n")[0]])).toEqual([
      [
        "warning",
        'two resources manage integration 102 of workspace 1 and agree: IntegrationSchedule "a" and IntegrationSchedule "b"',
      ],
    ]);
    expect((await check("c", false))[0]).toContain("two resources manage integration 102 of workspace 1 and disagree");
  });
});

describe("settings that are wrong are one clear line each", () => {
  const rows: [string, Properties, string][] = [
    ["an unknown key", { tokn: "x" }, "tokn is not a property; did you mean token?"],
    [
      "a base URL of another machine without https",
      { baseUrl: "http://example.com" },
      "baseUrl is not usable: the base URL is http to another machine",
    ],
    [
      "a concurrency that is none",
      { concurrency: "many" },
      'concurrency must be a whole number from 1 to 64, not "many"',
    ],
  ];
  test.for(rows)("%s", async ([, settings, message]) => {
    const request = new provider.CheckRequest().setUrn(urnOf("x")).setNews(toStruct(settings));
    const answer = await client.call<InstanceType<typeof provider.CheckResponse>>("checkConfig", request);
    expect(answer.getFailuresList().map((failure) => failure.getReason())).toEqual([expect.stringContaining(message)]);
  });

  test("a missing token says where it can be set", async () => {
    await using bare = await openPlugin({ baseUrl: world.emulator.url });
    const message = (await failureOf(bare.kind("IntegrationSchedule").create(single))).message;
    expect(message).toContain("there is no token for the Skyvia API");
  });

  test("the environment provides missing settings, and settings of the stack are used", async () => {
    await using plugged = await openPlugin(null, { SKYVIA_TOKEN: world.emulator.token });
    const request = new provider.ConfigureRequest().setArgs(toStruct({})).setAcceptsecrets(true);
    request.getVariablesMap().set("skyvia:config:baseUrl", world.emulator.url);
    await plugged.call("configure", request);
    expect((await plugged.kind("IntegrationSchedule").create(single)).outs).toMatchObject({ state: "enabled" });
  });
});

test("after Cancel nothing begins", async () => {
  await client.call("cancel", new empty.Empty());
  expect((await failureOf(client.kind("WorkspaceSchedules").create(bulk))).message).toContain("the run was canceled");
  expect(world.takeCalls()).toEqual([]);
});

test("a partial failure keeps properties and reasons", async () => {
  const schedules = { 101: "enabled", 104: "enabled" };
  const failure = await failureOf(client.kind("WorkspaceSchedules").create({ workspaceId: 1, schedules }));
  expect(failure.kept).toMatchObject({ id: "1", properties: { schedules: { 101: "enabled", 104: "undefined" } } });
  expect(failure.kept?.reasons.slice(1)).toEqual([expect.stringContaining('104 "stg-hand" has no schedule to enable')]);
});

test("a timeout of the program shortens the limit of a request", async () => {
  world.emulator.addFault({ match: { operation: "getSchedule" }, fault: { type: "timeout" } });
  const request = new provider.CreateRequest().setUrn(urnOf("IntegrationSchedule")).setProperties(toStruct(single));
  await expect(client.call("create", request.setTimeout(0.2))).rejects.toThrow("no whole answer within 0.2 s");
});
