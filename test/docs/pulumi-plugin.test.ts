import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { openPlugin } from "../../packages/plugin/test/plugin-client.ts";
import type { Properties } from "../../packages/provider/test/called.ts";
import { pulumiApiPage } from "../../scripts/pulumi-api-page.ts";
import { fences } from "./fences.ts";

const read = (path: string): string => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");

test("docs/pulumi-api.md is what the schema says: `npx -y pnpm@12 pulumi-api` writes it", () => {
  expect(read("docs/pulumi-api.md")).toBe(pulumiApiPage());
});

describe("the programs in YAML pass the plugin's own check", () => {
  const page = fences(read("docs/pulumi-plugin.md")).filter(({ language }) => language === "yaml");
  const programs = [
    ["docs/pulumi-plugin.md", page.map(({ lines }) => lines.join("\n")).join("\n")],
    ["examples/pulumi-yaml", read("examples/pulumi-yaml/Pulumi.yaml")],
  ] as const;

  test.for(programs)("%s", async ([, text]) => {
    await using plugin = await openPlugin({});
    const { resources } = parse(text) as { resources: Record<string, { type: string; properties: Properties }> };
    for (const { type, properties } of Object.values(resources)) {
      expect((await plugin.kind(type.replace("skyvia:", "")).check(properties)).failures).toEqual([]);
    }
  });
});
