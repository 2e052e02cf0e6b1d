import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { makeSchema } from "@skyvia-schedules/plugin/schema";

interface Type {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: Type;
  readonly additionalProperties?: Type;
  readonly oneOf?: readonly Type[];
}
type Properties = Readonly<Record<string, Type & { readonly description: string }>>;
interface Schema {
  readonly resources: Readonly<
    Record<
      string,
      {
        readonly description: string;
        readonly inputProperties: Properties;
        readonly requiredInputs: readonly string[];
        readonly properties: Properties;
      }
    >
  >;
  readonly functions: Readonly<
    Record<string, { readonly description: string; readonly inputs: Shape; readonly outputs: Shape }>
  >;
  readonly types: Readonly<
    Record<
      string,
      {
        readonly description: string;
        readonly properties?: Properties;
        readonly required?: readonly string[];
        readonly enum?: readonly { readonly value: string; readonly description: string }[];
      }
    >
  >;
  readonly provider: { readonly description: string; readonly inputProperties: Properties };
}
interface Shape {
  readonly properties: Properties;
  readonly required?: readonly string[];
}

/** docs/pulumi-api.md: the content of the plugin's schema. */
export function pulumiApiPage(): string {
  const { resources, functions, types, provider } = makeSchema("0.0.0") as unknown as Schema;
  return [
    "# The Pulumi resources and functions",
    "Made from the schema by `npx -y pnpm@12 pulumi-api`. The [plugin](pulumi-plugin.md) has all of it in every language. The [dynamic package](pulumi.md) has the same properties, but its functions return a list or a state without the object around it. Properties in bold are required.",
    "## Provider",
    provider.description,
    table(provider.inputProperties),
    ...Object.entries(resources).flatMap(([token, { description, inputProperties, requiredInputs, properties }]) => [
      `## ${nameOf(token)}`,
      textOf(description),
      "Inputs:",
      table(inputProperties, requiredInputs),
      "Outputs:",
      table(properties),
    ]),
    ...Object.entries(functions).flatMap(([token, { description, inputs, outputs }]) => [
      `## ${nameOf(token)}`,
      textOf(description),
      ...(Object.keys(inputs.properties).length === 0 ? [] : ["Arguments:", table(inputs.properties, inputs.required)]),
      "Answer:",
      table(outputs.properties),
    ]),
    "## Types",
    ...Object.entries(types).flatMap(([token, { description, properties, required, enum: words = [] }]) => [
      `### ${nameOf(token)}`,
      description,
      properties === undefined
        ? words.map((word) => `- \`${word.value}\`: ${word.description}`).join("\n")
        : table(properties, required),
    ]),
  ]
    .join("\n\n")
    .concat("\n");
}

/** A description without its examples. */
function textOf(description: string): string {
  return description.split("\n\n{{%")[0] ?? "";
}

function table(properties: Properties, required: readonly string[] = []): string {
  const rows = Object.entries(properties).map(([name, property]) => {
    const shown = required.includes(name) ? `**\`${name}\`**` : `\`${name}\``;
    return `| ${shown} | ${typeText(property)} | ${property.description} |`;
  });
  return ["| property | type | meaning |", "|---|---|---|", ...rows].join("\n");
}

function typeText({ type, $ref, items, additionalProperties, oneOf }: Type): string {
  if (oneOf !== undefined) return oneOf.map(typeText).join(" or ");
  if ($ref === "pulumi.json#/Any") return "any";
  if ($ref !== undefined) {
    const name = nameOf($ref);
    return `[${name}](#${name.toLowerCase()})`;
  }
  if (items !== undefined) return `list of ${typeText(items)}`;
  if (additionalProperties !== undefined) return `map of ${typeText(additionalProperties)}`;
  return type ?? "";
}

function nameOf(token: string): string {
  return token.slice(token.lastIndexOf(":") + 1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL("../docs/pulumi-api.md", import.meta.url), pulumiApiPage());
}
