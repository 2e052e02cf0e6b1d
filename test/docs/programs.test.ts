import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSeed, startEmulator } from "@skyvia-schedules/emulator";
import { beforeAll, expect, test } from "vitest";
import { fences } from "./fences.ts";
import { runPrograms } from "./programs.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), "utf8");

/** Every program in TypeScript of every page, but for those of Pulumi, which pulumi.test.ts runs. */
const programs = globSync(["*.md", "docs/**/*.md", "packages/*/README.md", "examples/*/README.md"], { cwd: root })
  .toSorted()
  .flatMap((file) => fences(read(file)).map((fence) => ({ ...fence, file })))
  .filter(({ language }) => language === "ts" || language === "js")
  .map(({ file, line, lines }) => ({ file, line, code: lines.join("\n") }))
  .filter(({ code }) => !code.includes('"@skyvia-schedules/pulumi"'));

let printed: readonly string[] = [];
beforeAll(async () => {
  const emulator = await startEmulator({ seed: parseSeed(read("examples/yaml/seed.yaml"), "seed.yaml") });
  const env = { ...process.env, SKYVIA_BASE_URL: emulator.url, SKYVIA_TOKEN: emulator.token };
  try {
    printed = await runPrograms(
      programs.map(({ code }) => code),
      env,
    );
  } finally {
    await emulator.close();
  }
});

test.each(programs)("$file, line $line: the program runs to its end, and prints something", (program) => {
  expect(printed[programs.indexOf(program)]).toMatch(/\S/);
});
