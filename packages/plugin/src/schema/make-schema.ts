import {
  configuration,
  functions,
  integrationSchedule,
  types,
  workspaceSchedules,
  type FunctionName,
  type Outputs,
  type Property,
  type PropertyType,
  type ResourceDeclaration,
  type TypeDeclaration,
} from "@skyvia-schedules/pulumi/inner";
import { resourceExamples, usageOf } from "./examples.ts";

type Json = Readonly<Record<string, unknown>>;

/** The place of the releases. Without the repository, the engine would look in one named `pulumi-skyvia`. */
const releases = "github://api.github.com/skyvia-schedules/skyvia-schedules";

/**
 * The schema of the package, as the engine and the generators of SDKs read it. `version` without `v`. `downloadFrom`: where
 * the engine finds the archives of the plugin; default: the releases of the project.
 */
export function makeSchema(version: string, downloadFrom: string = releases): Json {
  const settings = propertiesOf(configuration);
  return {
    name: "skyvia",
    displayName: "Skyvia schedules",
    version,
    description: "Enables and disables the schedules of Skyvia integrations. Not affiliated with Skyvia.",
    keywords: ["pulumi", "skyvia", "schedules", "category/utility"],
    homepage: "https://github.com/skyvia-schedules/skyvia-schedules",
    license: "MIT",
    repository: "https://github.com/skyvia-schedules/skyvia-schedules",
    publisher: "skyvia-schedules",
    pluginDownloadURL: downloadFrom,
    language,
    config: { variables: settings },
    provider: {
      description: "An account of Skyvia. A missing setting comes from the environment.",
      inputProperties: settings,
      properties: settings,
    },
    resources: {
      [tokenOf("IntegrationSchedule")]: resource("IntegrationSchedule", integrationSchedule),
      [tokenOf("WorkspaceSchedules")]: resource("WorkspaceSchedules", workspaceSchedules),
    },
    types: Object.fromEntries(Object.entries(types).map(([name, type]) => [tokenOf(name), namedType(type)])),
    functions: Object.fromEntries(
      Object.entries(functions).map(([name, { description, inputs, outputs }]) => [
        tokenOf(name),
        {
          description: `${description}\n\n${usageOf(name as FunctionName)}`,
          inputs: object(inputs),
          outputs: object(outputs),
        },
      ]),
    ),
  };
}

/** The token of a resource, function or type of this package. */
export function tokenOf(name: string): string {
  return `skyvia:index:${name}`;
}

const language = {
  nodejs: {
    packageName: "@skyvia-schedules/pulumi-skyvia",
    packageDescription: "Skyvia schedules for Pulumi: the SDK of the plugin",
    respectSchemaVersion: true,
  },
  python: { packageName: "pulumi_skyvia", respectSchemaVersion: true, pyproject: { enabled: true } },
  go: {
    importBasePath: "github.com/skyvia-schedules/skyvia-schedules/sdk/go/skyvia",
    generateResourceContainerTypes: true,
    respectSchemaVersion: true,
  },
  csharp: { rootNamespace: "SkyviaSchedules", respectSchemaVersion: true },
};

function resource(name: string, { description, inputs, outputs }: ResourceDeclaration): Json {
  const inputProperties = Object.entries(inputs).map(([key, { replaces = false, ...property }]) => [
    key,
    { ...schemaOf(property), ...(replaces ? { willReplaceOnChanges: true } : {}) },
  ]);
  return {
    description: `${description}\n\n${resourceExamples(name)}`,
    inputProperties: Object.fromEntries(inputProperties) as Json,
    requiredInputs: required(inputs),
    properties: propertiesOf(outputs),
    required: required(outputs),
    aliases: [{ type: `pulumi-nodejs:dynamic/skyvia:${name}` }],
  };
}

function namedType(type: TypeDeclaration): Json {
  const { description } = type;
  if ("words" in type) {
    const words = Object.entries(type.words).map(([value, text]) => ({
      name: `${value[0]?.toUpperCase()}${value.slice(1)}`,
      value,
      description: text,
    }));
    return { type: "string", description, enum: words };
  }
  return { description, ...object(type.properties) };
}

function object(properties: Outputs): Json {
  const names = required(properties);
  return {
    type: "object",
    properties: propertiesOf(properties),
    ...(names.length === 0 ? {} : { required: names }),
  };
}

function propertiesOf(properties: Readonly<Record<string, Property & { readonly secret?: boolean }>>): Json {
  return Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, schemaOf(property)]));
}

function schemaOf({ type, description, secret = false }: Property & { readonly secret?: boolean }): Json {
  return { ...typeSpec(type), description, ...(secret ? { secret: true } : {}) };
}

function typeSpec(type: PropertyType): Json {
  if (typeof type === "string") return { type };
  if ("ref" in type) return { $ref: `#/types/${tokenOf(type.ref)}` };
  if ("list" in type) return { type: "array", items: typeSpec(type.list) };
  if ("map" in type) return { type: "object", additionalProperties: typeSpec(type.map) };
  return type.either.some(isList) ? any : { oneOf: type.either.map(typeSpec) };
}

/** The SDK of Pulumi for Python fails with a list whose type is a union: https://github.com/pulumi/pulumi/issues/17181. */
const any: Json = { $ref: "pulumi.json#/Any" };

function isList(type: PropertyType): boolean {
  return typeof type === "object" && "list" in type;
}

function required(properties: Readonly<Record<string, Property>>): string[] {
  return Object.entries(properties).flatMap(([name, property]) => (property.required === true ? [name] : []));
}
