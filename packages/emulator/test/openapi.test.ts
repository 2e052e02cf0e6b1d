import { describe, expect, test } from "vitest";
import { describeApi } from "../src/operations/openapi.ts";
import { operations } from "../src/operations/operations.ts";
import { namedSchemas } from "../src/operations/schemas.ts";
import { ask, get, post, running } from "./running.ts";

interface Schema {
  readonly type?: string | readonly string[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Schema[];
  readonly $ref?: string;
}

/** Where a value is not as its schema says. A key that the schema does not contain counts as well. */
function differences(value: unknown, given: Schema, path = "answer"): readonly string[] {
  const schema = resolve(given);
  if (schema.oneOf !== undefined) return schema.oneOf.map((one) => differences(value, one, path))[0] ?? [];
  const types = [schema.type ?? []].flat();
  if (!types.includes(typeOf(value)) && !(typeOf(value) === "integer" && types.includes("number")))
    return [`${path} is ${typeOf(value)}, not ${types.join(" or ")}`];
  if (schema.enum !== undefined && !schema.enum.includes(value)) return [`${path} is ${String(value)}`];
  if (Array.isArray(value))
    return value.flatMap((item, index) => differences(item, schema.items ?? {}, `${path}[${index}]`));
  if (typeof value !== "object" || value === null) return [];
  const missing = (schema.required ?? [])
    .filter((key) => !Object.hasOwn(value, key))
    .map((key) => `${path}.${key} is missing`);
  const wrong = Object.entries(value).flatMap(([key, one]) => {
    const known = schema.properties?.[key] ?? schema.additionalProperties;
    return known === undefined ? [`${path}.${key} is not described`] : differences(one, known, `${path}.${key}`);
  });
  return [...missing, ...wrong];
}

function resolve({ $ref, ...schema }: Schema): Schema {
  if ($ref === undefined) return schema;
  return (namedSchemas as Record<string, Schema>)[$ref.replace("#/components/schemas/", "")] ?? {};
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}

const concrete = (path: string): string =>
  path.replace("{workspaceId}", "1").replace("{integrationId}", "11").replace("{runId}", "10001");

test("the description covers the thirteen operations and nothing else", async () => {
  const { json } = await get(await running(), "/openapi.json", { token: null });
  const told = Object.entries<Record<string, { operationId: string }>>(json.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`),
  );
  expect(told.toSorted()).toEqual(operations.map(({ method, path, id }) => `${method} ${path} ${id}`).toSorted());
  expect(told).toHaveLength(13);
  expect(json.openapi).toMatch(/^3\./);
});

test("parameters are described with their limits", async () => {
  const { json } = await get(await running(), "/openapi.json", { token: null });
  const { parameters } = json.paths["/v1/workspaces/{workspaceId}/integrations/{integrationId}/executions"].get;
  const names = parameters.map(
    (one: { in: string; name: string; required: boolean }) => `${one.in} ${one.name} ${one.required}`,
  );
  expect(names.toSorted()).toEqual([
    "path integrationId true",
    "path workspaceId true",
    "query endDate false",
    "query failed false",
    "query skip false",
    "query sortBy false",
    "query sortOrder false",
    "query startDate false",
    "query take false",
  ]);
  const take = parameters.find(({ name }: { name: string }) => name === "take");
  expect(take.schema).toMatchObject({ type: "integer", minimum: 1, maximum: 200, default: 20 });
});

describe("answers are as the description says", () => {
  for (const { id, method, path } of operations)
    for (const token of ["good", "refused"])
      test(`${id}, token ${token}`, async () => {
        const emulator = await running();
        await post(emulator, "/v1/workspaces/1/integrations/11/executions");
        if (id === "runIntegration") emulator.clock.move(3_600_000);
        const described = (await get(emulator, "/openapi.json", { token: null })).json.paths[path][
          method.toLowerCase()
        ];
        const answer = await ask(emulator, method, concrete(path), token === "good" ? {} : { token: "nobody" });
        expect(answer.status).toBe(token === "good" ? 200 : 403);
        const { content } = described.responses[answer.status] ?? described.responses["4XX"];
        if (content === undefined) expect(answer.text).toBe("");
        else expect(differences(answer.json, content["application/json"].schema)).toEqual([]);
      });

  test("the lists of executions and the 204 as well", async () => {
    const emulator = await running();
    await post(emulator, "/v1/workspaces/1/integrations/11/executions");
    emulator.clock.move(3_600_000);
    const { json } = await get(emulator, "/openapi.json", { token: null });
    const one = "/v1/workspaces/{workspaceId}/integrations/{integrationId}";
    const list = await get(emulator, concrete(`${one}/executions`));
    expect(list.json.data).toHaveLength(1);
    expect(
      differences(list.json, json.paths[`${one}/executions`].get.responses[200].content["application/json"].schema),
    ).toEqual([]);
    expect((await get(emulator, "/v1/workspaces/1/integrations/13/schedule")).status).toBe(204);
    expect(json.paths[`${one}/schedule`].get.responses[204].content).toBeUndefined();
  });
});

describe("generated clients work for every operation", () => {
  test("the description names the server that answered it", async () => {
    const emulator = await running();
    const { json } = await get(emulator, "/openapi.json", { token: null });
    expect(json.servers).toEqual([{ url: emulator.url }]);
  });

  test("every status has a description, and those without a body have no content", () => {
    const { paths } = describeApi("http://localhost") as {
      paths: Record<string, Record<string, { operationId: string; responses: Record<string, { content?: object }> }>>;
    };
    const empty = Object.values(paths)
      .flatMap((methods) => Object.values(methods))
      .flatMap(({ operationId, responses }) =>
        Object.entries(responses).flatMap(([status, response]) => {
          expect(response, `${operationId} ${status}`).toHaveProperty("description");
          return response.content === undefined ? [`${operationId} ${status}`] : [];
        }),
      );
    expect(empty.toSorted()).toEqual(["cancelExecution 200", "getSchedule 204", "killExecution 200"]);
  });

  test("an active execution may be an empty body", () => {
    const { paths } = describeApi("http://localhost") as { paths: Record<string, Record<string, unknown>> };
    const path = "/v1/workspaces/{workspaceId}/integrations/{integrationId}/executions/active";
    expect(JSON.stringify(paths[path]?.["get"])).toContain(
      '{"oneOf":[{"$ref":"#/components/schemas/Execution"},{"type":"null"}]}',
    );
  });

  test("duration is an int32", () => {
    expect(namedSchemas.Execution["properties"]).toMatchObject({ duration: { type: "integer", format: "int32" } });
  });
});

test("the check of answers finds what differs", () => {
  const schema = {
    type: "object",
    required: ["a"],
    properties: { a: { type: "string" }, b: { type: ["integer", "null"] } },
  };
  expect(differences({ a: "x", b: null }, schema)).toEqual([]);
  expect(differences({ b: "1", c: 2 }, schema)).toEqual([
    "answer.a is missing",
    "answer.b is string, not integer or null",
    "answer.c is not described",
  ]);
});
