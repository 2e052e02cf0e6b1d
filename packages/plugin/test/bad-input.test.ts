import provider from "@pulumi/pulumi/proto/provider_pb.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { failureOf, type Properties } from "../../provider/test/called.ts";
import { openWorld, type World } from "../../provider/test/server/stage.ts";
import { openPlugin, testedVersion, toStruct, urnOf, type PluginClient } from "./plugin-client.ts";

const single = { workspaceId: 1, integrationId: 102, enabled: true };
const bulk = { workspaceId: 1, schedules: { 101: "disabled" } };

let world: World;
let client: PluginClient;
beforeEach(async () => {
  world = await openWorld();
  client = await openPlugin({ token: world.emulator.token, baseUrl: world.emulator.url });
});
afterEach(async () => {
  expect(world.takeWrites()).toEqual([]);
  await client[Symbol.asyncDispose]();
  await world.emulator.close();
});

const inputs: [string, string, Properties, string][] = [
  [
    "a workspace id as text",
    "IntegrationSchedule",
    { ...single, workspaceId: "1" },
    'workspaceId must be a whole number from 1 to 2147483647, not "1" (a number, not a string: 1)',
  ],
  [
    "an integration id as text",
    "IntegrationSchedule",
    { ...single, integrationId: "102" },
    'integrationId must be a whole number from 1 to 2147483647, not "102" (a number, not a string: 102)',
  ],
  [
    "a word for a switch",
    "IntegrationSchedule",
    { ...single, enabled: "yes" },
    'enabled must be true or false, not "yes"',
  ],
  [
    "an unknown key",
    "IntegrationSchedule",
    { ...single, onDelte: "leave" },
    "onDelte is not a property; did you mean onDelete?",
  ],
  ["a missing key", "IntegrationSchedule", { workspaceId: 1, integrationId: 102 }, "enabled is required"],
  [
    "a list of schedules",
    "WorkspaceSchedules",
    { workspaceId: 1, schedules: ["enabled"] },
    "schedules must be an object with integration ids as keys, not a list",
  ],
  [
    "an unknown word",
    "WorkspaceSchedules",
    { ...bulk, schedules: { 101: "of" } },
    'schedules["101"] must be "enabled" or "disabled", not "of"',
  ],
  [
    "an id of an entry as text",
    "WorkspaceSchedules",
    { ...bulk, entries: [{ id: "102", schedule: "enabled" }] },
    'entries[0].id must be a whole number from 1 to 2147483647, not "102" (a number, not a string: 102)',
  ],
];
test.for(inputs)("%s of %s is one clear line", async ([, kind, news, line]) => {
  const { failures } = await client.kind(kind).check(news);
  expect(failures).toEqual([`|${line}`]);
});

test("an argument of a function that is an id as text is one clear line", async () => {
  const request = new provider.InvokeRequest().setTok("skyvia:index:getSchedule");
  request.setArgs(toStruct({ workspaceId: "1", integrationId: 102 }));
  const answer = await client.call<InstanceType<typeof provider.InvokeResponse>>("invoke", request);
  expect(answer.getFailuresList().map((failure) => `${failure.getProperty()} ${failure.getReason()}`)).toEqual([
    'workspaceId must be a whole number from 1 to 2147483647, not "1" (a number, not a string: 1)',
  ]);
});

test("an engine that keeps no secrets is refused with one clear line", async () => {
  const request = new provider.ConfigureRequest().setArgs(toStruct({ token: "x" })).setAcceptsecrets(false);
  await expect(client.call("configure", request)).rejects.toThrow(
    "this Pulumi engine is too old for the plugin: it does not keep secrets\n  Update Pulumi to 3.259 or later.",
  );
});

test("a program without configuration: a preview passes, and an update says where the token can be set", async () => {
  await using bare = await openPlugin({});
  const create = new provider.CreateRequest().setUrn(urnOf("IntegrationSchedule")).setProperties(toStruct(single));
  await bare.call("create", create.setPreview(true));
  const { message } = await failureOf(bare.kind("IntegrationSchedule").create(single));
  expect(message.split("\n")).toEqual([
    "there is no token for the Skyvia API",
    expect.stringMatching(/^ {2}Set it with `pulumi config set --secret skyvia:token`, or as SKYVIA_TOKEN /),
  ]);
});

test("a closed port is one clear line with the address and where it was set", async () => {
  await using other = await openPlugin({ token: "x", baseUrl: "http://127.0.0.1:1" });
  const { message } = await failureOf(other.kind("IntegrationSchedule").create(single));
  const [line, next, ...more] = message.split("\n");
  expect(line).toMatch(/^the API could not be reached: /);
  expect(next).toContain("The base URL is http://127.0.0.1:1 (skyvia:baseUrl).");
  expect(more).toEqual([]);
});

describe("a state that another version of the plugin has written", () => {
  test("has properties that this one does not know: they do not count as a difference, and an update drops them", async () => {
    const resource = client.kind("IntegrationSchedule");
    const { outs } = await resource.create({ ...single, enabled: false });
    const olds = { ...outs, colour: "blue", __later: { a: 1 } };
    expect(await resource.diff("1/102", olds, { ...single, enabled: false })).toEqual({ changes: false, replaces: [] });
    expect(Object.keys(await resource.update("1/102", olds, { ...single, enabled: false }))).not.toContain("colour");
    expect((await resource.read("1/102", olds))?.inputs).toEqual({ ...single, enabled: false });
  });

  test("has a resource of a type that this one does not know: one clear line", async () => {
    const request = new provider.DeleteRequest().setUrn(urnOf("Later")).setId("1").setProperties(toStruct({}));
    await expect(client.call("delete", request)).rejects.toThrow(
      `skyvia:index:Later is not a resource of this plugin, version ${testedVersion}\n  Install the version of the plugin that`,
    );
  });
});
