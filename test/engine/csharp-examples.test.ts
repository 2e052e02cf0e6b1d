import { join } from "node:path";
import { makeSchema } from "@skyvia-schedules/plugin/schema";
import { beforeAll, describe, expect, test } from "vitest";
import type { Node } from "web-tree-sitter";
import { csharpParser, declaredIn } from "./csharp.ts";
import { generatedSdks } from "./sdks.ts";

const { resources, functions } = makeSchema("0.1.0") as unknown as Record<
  "resources" | "functions",
  Readonly<Record<string, { readonly description: string }>>
>;
const examples = Object.entries({ ...resources, ...functions }).map(([token, { description }]) => ({
  token,
  text: /```csharp\n(.*?)\n```/s.exec(description)?.[1] ?? "",
}));

let parse: (text: string) => Node;
let declared: ReadonlyMap<string, ReadonlySet<string>>;
beforeAll(async () => {
  parse = await csharpParser();
  declared = declaredIn(join(await generatedSdks(), "dotnet"), parse);
}, 300_000);

/** What an example uses, as `Type` or `Type.Member`. */
function usesOf(text: string): string[] {
  const root = parse(text);
  const [, type = ""] = /SkyviaSchedules\.Skyvia\.(\w+)/.exec(text) ?? [];
  const isFunction = text.includes(`${type}.Invoke(`);
  const named = text.matchAll(/SkyviaSchedules\.Skyvia\.(\w+(?:\.\w+)?)/g);
  const arguments_ = isFunction ? `${type}InvokeArgs` : `${type}Args`;
  const given = root
    .descendantsOfType("assignment_expression")
    .filter(({ parent }) => parent?.type === "initializer_expression")
    .map((assignment) => assignment.childForFieldName("left")?.text ?? "")
    .filter((left) => /^\w+$/.test(left));
  const read = text.matchAll(/\banswer\.(\w+)/g);
  return [
    ...[...named].map(([, name = ""]) => name),
    ...given.map((property) => `${arguments_}.${property}`),
    ...[...read].map(([, property = ""]) => `${type}Result.${property}`),
  ];
}

function isDeclared(use: string): boolean {
  const [type = "", member] = use.split(".");
  return declared.get(type) !== undefined && (member === undefined || declared.get(type)?.has(member) === true);
}

describe("C#: an example of the schema is C#, and uses what the generated SDK declares", () => {
  test.for(examples)("$token", ({ text }) => {
    const uses = usesOf(text);
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((use) => !isDeclared(use))).toEqual([]);
  });

  test("a name that is not declared is found, and so is what is not C#", () => {
    const wrong = `new SkyviaSchedules.Skyvia.IntegrationSchedule("x", new() { Workspace = 1, OnDelete = SkyviaSchedules.Skyvia.OnDelete.Remove });`;
    expect(usesOf(wrong).filter((use) => !isDeclared(use))).toEqual([
      "OnDelete.Remove",
      "IntegrationScheduleArgs.Workspace",
    ]);
    expect(() => parse("new X(1, new() { A = 1; });")).toThrow("this is not C#");
  });
});
