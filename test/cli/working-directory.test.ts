import { mkdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runHere } from "./in-process.ts";
import { openPlace, type Place } from "./place.ts";
import { config } from "./world.ts";

async function here(place: Place, ...args: readonly string[]): Promise<number | null> {
  const env = { SKYVIA_TOKEN_FILE: "token", SKYVIA_BASE_URL: place.emulator.url, GITHUB_OUTPUT: "outputs" };
  const { code } = await runHere(args, { cwd: place.folder, env });
  return code;
}

async function openConfigured(): Promise<Place> {
  const place = await openPlace();
  place.write("token", place.emulator.token);
  place.write("skyvia.yaml", config);
  mkdirSync(`${place.folder}/sub`);
  place.write("sub/more.yaml", config.replace("id: 7", "id: 9").replace("name: Production", "unmanaged: ignore"));
  place.write("stack.json", JSON.stringify({ deployment: { resources: [] } }));
  return place;
}

// The folder of this process is the top of the repository, which has no such files.
describe("every path starts at the working directory of the run", () => {
  test.each([
    ["-f by default", ["validate"], []],
    ["-f folder", ["validate", "-f", "sub"], []],
    ["-f glob", ["validate", "-f", "s*/*.yaml"], []],
    ["--pulumi-stack", ["validate", "--pulumi-stack", "stack.json"], []],
    ["--token-file", ["workspaces", "--token-file", "token"], []],
    ["--report-file", ["plan", "--report-file", "sub/report.md"], ["sub/report.md"]],
    ["GITHUB_OUTPUT", ["plan", "--format", "github"], ["outputs"]],
    ["plan --out", ["plan", "--out", "plan.json"], ["plan.json"]],
    ["import --out", ["import", "-w", "7", "--out", "new.yaml"], ["new.yaml"]],
    ["import --merge", ["import", "-w", "7", "--out", "skyvia.yaml", "--merge"], []],
    ["drift --accept", ["drift", "--accept", "1,2,3"], []],
    ["--ledger", ["apply", "--yes", "--max-disable", "5", "--ledger", "ledger.jsonl"], ["ledger.jsonl"]],
  ] as const)("%s", async (_, args, files) => {
    await using place = await openConfigured();
    expect(await here(place, ...args)).toBe(0);
    for (const file of files) expect(place.read(file)).not.toBe("");
  });

  test("a saved plan", async () => {
    await using place = await openConfigured();
    await here(place, "plan", "--out", "plan.json");
    expect(await here(place, "show", "plan.json")).toBe(0);
    expect(await here(place, "apply", "plan.json", "--yes")).toBe(0);
  });
});
