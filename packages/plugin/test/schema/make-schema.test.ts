import {
  configuration,
  functions,
  integrationSchedule,
  types,
  workspaceSchedules,
} from "@skyvia-schedules/pulumi/inner";
import { describe, expect, test } from "vitest";
import { makeSchema, tokenOf } from "../../src/schema/make-schema.ts";

interface Json {
  readonly [key: string]: Json;
}

const schema = makeSchema("1.2.3") as unknown as {
  readonly version: string;
  readonly resources: Json;
  readonly functions: Json;
  readonly types: Json;
  readonly config: Json;
  readonly provider: Json;
  readonly pluginDownloadURL: string;
};
const keys = (object: object | undefined): string[] => Object.keys(object ?? {});
const words = (object: object): string[] => Object.keys(object);

test.for([
  ["IntegrationSchedule", integrationSchedule],
  ["WorkspaceSchedules", workspaceSchedules],
] as const)("%s: the keys of the schema are those of the rules and of the state", ([name, declaration]) => {
  const resource = schema.resources[tokenOf(name)] as Json;
  expect(keys(resource["inputProperties"])).toEqual(words(declaration.inputs));
  expect(keys(resource["properties"])).toEqual(words(declaration.outputs));
  expect(resource["requiredInputs"]).toEqual(
    words(declaration.inputs).filter((key) => declaration.inputs[key]?.required === true),
  );
  expect(resource["aliases"]).toEqual([{ type: `pulumi-nodejs:dynamic/skyvia:${name}` }]);
});

test("no type is a union that has a list: programs in Python could not give the list", () => {
  const select = schema.types[tokenOf("Select")]?.["properties"] as Json;
  expect(Object.values(select).map(({ $ref }) => $ref)).toEqual(Array(5).fill("pulumi.json#/Any"));
  expect(schema.types[tokenOf("Limits")]?.["properties"]?.["disable"]?.["oneOf"]).toHaveLength(2);
  expect(JSON.stringify(schema)).not.toMatch(/"oneOf":\[[^\]]*"array"/);
});

test("every function that reads is in the schema, and none that acts", () => {
  expect(keys(schema.functions)).toEqual(words(functions).map(tokenOf));
});

test("the settings are those that are checked, and the token is a secret", () => {
  expect(keys(schema.config["variables"])).toEqual(words(configuration));
  expect(keys(schema.provider["inputProperties"])).toEqual(words(configuration));
  expect(schema.provider["inputProperties"]?.["token"]).toMatchObject({ secret: true });
});

test("the tokens are spelled as the engine spells them, and the address of the releases has no variable", () => {
  expect(keys(schema.resources)).toEqual(["skyvia:index:IntegrationSchedule", "skyvia:index:WorkspaceSchedules"]);
  expect(schema.pluginDownloadURL).not.toContain("$");
  expect(schema.pluginDownloadURL).toBe("github://api.github.com/skyvia-schedules/skyvia-schedules");
});

describe("everything has a description", () => {
  const described = (properties: unknown): unknown[] =>
    Object.values((properties ?? {}) as Json).map((property) => property["description"]);
  const all = [
    ...Object.values(schema.resources).flatMap((resource) => [
      resource["description"],
      ...described(resource["inputProperties"]),
      ...described(resource["properties"]),
    ]),
    ...Object.values(schema.functions).flatMap((reader) => [
      reader["description"],
      ...described(reader["inputs"]?.["properties"]),
      ...described(reader["outputs"]?.["properties"]),
    ]),
    ...Object.values(schema.types).flatMap((type) => [
      type["description"],
      ...described(type["properties"]),
      ...described(type["enum"]),
    ]),
  ];
  test("resources, properties, arguments, types and words", () => {
    expect(all.length).toBeGreaterThan(90);
    for (const text of all) expect(text).toMatch(/\S.{5,}\.?$/s);
  });

  test.for(
    Object.entries({ ...schema.resources, ...schema.functions } as unknown as Record<string, { description: string }>),
  )("%s has an example for each language", ([, { description }]) => {
    for (const part of ["typescript", "python", "go", "csharp", "yaml"])
      expect(description).toContain(`\`\`\`${part}\n`);
  });

  test("each resource says how it is imported", () => {
    for (const { description } of Object.values(schema.resources) as unknown as { description: string }[])
      expect(description).toContain("$ pulumi import skyvia:index:");
  });
});

test("every type that is referred to is there, and every type is referred to", () => {
  const references = JSON.stringify(schema).matchAll(/"#\/types\/([^"]+)"/g);
  expect([...new Set([...references].map(([, token]) => String(token)))].toSorted()).toEqual(
    words(types).map(tokenOf).toSorted(),
  );
});
