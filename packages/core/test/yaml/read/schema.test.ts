import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { load } from "../config-builder.ts";

interface SchemaNode {
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly definitions?: Readonly<Record<string, SchemaNode>>;
}

const path = (name: string): URL => new URL(`../../../${name}`, import.meta.url);
const schema = JSON.parse(readFileSync(path("schema.json"), "utf8")) as SchemaNode;

test("the compiled validator is that of the published schema", () => {
  const compiled = readFileSync(path("src/yaml/read/schema-validator.generated.ts"), "utf8");
  expect(compiled).toContain(JSON.stringify(schema));
});

test("the compiled validator loads nothing when it runs", () => {
  const compiled = readFileSync(path("src/yaml/read/schema-validator.generated.ts"), "utf8");
  expect(compiled.match(/^import .*|\brequire\(.*/gm)).toEqual([
    'import type { SchemaValidator as Validator } from "./schema-problem.ts";',
  ]);
});

test("every key has a title and a description for editors", () => {
  const parts = [schema, ...Object.values(schema.definitions ?? {})];
  const keys = parts.flatMap(({ properties = {} }) => Object.entries(properties));
  expect(keys.length).toBeGreaterThan(10);
  expect(keys.filter(([, { title, description }]) => !title || !description).map(([key]) => key)).toEqual([]);
});

test("the message about an unknown key lists every key of the schema", () => {
  const { problems } = load(
    "version: 1\nworkspaces:\n  - id: 1\n    zzzzzzzz: 1\n    integrations:\n      - {id: 2, schedule: enabled, zzzzzzzz: 1}\n",
  );
  const keysOf = (part: SchemaNode | undefined): string =>
    Object.keys(part?.properties ?? {})
      .map((key) => `\`${key}\``)
      .join(", ");
  expect(problems.map(({ next }) => next)).toEqual([
    `The keys are ${keysOf(schema.definitions?.["workspace"])}.`,
    `The keys are ${keysOf(schema.definitions?.["integration"])}.`,
  ]);
});
