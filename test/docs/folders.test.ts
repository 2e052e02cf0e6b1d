import { globSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("no folder of sources has more than 22 files, except the one with a file for each verb", () => {
  const files = globSync("packages/*/src/**/*.ts", { cwd: root }).filter((file) => !file.includes(".generated."));
  const folders = Map.groupBy(files, (file) => dirname(file));
  expect(folders.size).toBeGreaterThan(40);
  const crowded = [...folders].filter(([, found]) => found.length > 22).map(([folder]) => folder);
  expect(crowded).toEqual(["packages/cli/src/commands"]);
});
