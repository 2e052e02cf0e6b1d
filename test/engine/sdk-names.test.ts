import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generatedSdks } from "./sdks.ts";

test.for<readonly [string, string]>([
  ["nodejs/types/enums/index.ts", 'Disable: "disable",'],
  ["python/pulumi_skyvia/_enums.py", 'DISABLE = "disable"'],
  ["go/skyvia/pulumiEnums.go", 'OnDeleteDisable = OnDelete("disable")'],
  ["dotnet/Enums.cs", 'OnDelete Disable { get; } = new OnDelete("disable");'],
] as const)("the SDKs name the words of a property in the way of their language: %s", async ([file, line]) => {
  expect(readFileSync(join(await generatedSdks(), file), "utf8")).toContain(line);
});
