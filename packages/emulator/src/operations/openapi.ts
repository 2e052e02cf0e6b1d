import { operations, type Operation } from "./operations.ts";
import { idParameter, namedSchemas, schemaOf, type Query, type Schema } from "./schemas.ts";

/** The OpenAPI 3.1 description of the thirteen operations, as they are served at `url`. */
export function describeApi(url: string): Schema {
  return {
    openapi: "3.1.0",
    info: { title: "Skyvia integrations API, emulated", version: "1" },
    servers: [{ url }],
    paths: paths(),
    components: {
      schemas: namedSchemas,
      securitySchemes: { token: { type: "apiKey", in: "header", name: "Authorization" } },
    },
  };
}

function paths(): Schema {
  const found: Record<string, Record<string, Schema>> = {};
  for (const operation of operations)
    (found[operation.path] ??= {})[operation.method.toLowerCase()] = described(operation);
  return found;
}

function described({ id, path, query = {}, scope, summary, responses }: Operation): Schema {
  const answers = Object.entries(responses).map(([status, { description, schema }]) => [
    status,
    { description, ...(schema !== undefined && { content: json(schema) }) },
  ]);
  return {
    operationId: id,
    summary,
    description: `Needs the scope "${scope}".`,
    tags: ["Skyvia"],
    security: [{ token: [] }],
    parameters: [...pathParameters(path), ...queryParameters(query)],
    responses: { ...Object.fromEntries(answers), "4XX": { description: "Refused", content: json(schemaOf("Error")) } },
  };
}

function json(schema: Schema): Schema {
  return { "application/json": { schema } };
}

/** The names of the parameters in a path. */
export function parametersOf(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
}

function pathParameters(path: string): readonly Schema[] {
  return parametersOf(path).map((name) => ({ name, in: "path", required: true, schema: idParameter }));
}

function queryParameters(query: Query): readonly Schema[] {
  return Object.entries(query).map(([name, { description, ...schema }]) => ({
    name,
    in: "query",
    required: false,
    ...(description !== undefined && { description }),
    schema,
  }));
}
