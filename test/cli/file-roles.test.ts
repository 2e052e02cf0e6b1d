import { existsSync, linkSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import { openPlace } from "./place.ts";
import { config } from "./world.ts";

const why = ["--reason", "migration", "--yes"] as const;

describe.concurrent("one file in two roles is 5, before the first call", () => {
  test.for<[what: string, args: readonly string[]]>([
    ["ledger and report", ["apply", "--yes", "--ledger", "new", "--report-file", "new"]],
    ["plan and report", ["plan", "--out", "new", "--report-file", "new"]],
    ["plan and report, spelled in two ways", ["plan", "--out", "new", "--report-file", "./new"]],
    ["calendar and report", ["calendar", "--out", "new.svg", "--report-file", "new.svg"]],
    ["snapshot and ledger", ["freeze", "-w", "7", "--snapshot", "new", "--ledger", "new", ...why]],
    ["ledger and file", ["apply", "--yes", "-f", "skyvia.yaml", "--ledger", "skyvia.yaml"]],
    ["ledger and a symbolic link to the file", ["apply", "--yes", "-f", "link.yaml", "--ledger", "skyvia.yaml"]],
    ["ledger and a hard link to the file", ["apply", "--yes", "-f", "hard.yaml", "--ledger", "skyvia.yaml"]],
    ["ledger and saved plan", ["apply", "p.json", "--yes", "--ledger", "p.json"]],
    ["ledger and token file", ["apply", "--yes", "--token-file", "token", "--ledger", "token"]],
    ["seed and state", ["emulator", "--port", "0", "--seed", "skyvia.yaml", "--state", "skyvia.yaml"]],
  ])("%s", async ([, args], { expect }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config);
    place.write("token", "");
    symlinkSync("skyvia.yaml", join(place.folder, "link.yaml"));
    linkSync(join(place.folder, "skyvia.yaml"), join(place.folder, "hard.yaml"));
    await place.run(["plan", "--out", "p.json"]);
    const plan = place.read("p.json");
    place.emulator.clearRequests();
    const { code, stderr } = await place.run(args);
    expect([code, stderr]).toEqual([5, expect.stringMatching(/are the same file, and the run would damage it/)]);
    expect(place.emulator.requests()).toEqual([]);
    expect([place.read("skyvia.yaml"), place.read("p.json"), existsSync(join(place.folder, "new"))]).toEqual([
      config,
      plan,
      false,
    ]);
  });

  test.for([
    ["plan", "--out", "-"],
    ["plan", "--report-file", "-"],
    ["import", "-w", "7", "--out", "-"],
    ["report", "--out", "-"],
    ["apply", "--yes", "--ledger", "-"],
  ])("`-` names no file to write: %j", async (args, { expect }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config);
    const { code, stderr } = await place.run(args);
    expect([code, stderr]).toEqual([5, expect.stringContaining("- names no file")]);
    expect(existsSync(join(place.folder, "-"))).toBe(false);
  });
});

describe.concurrent("a ledger that is something else is 5, before the first call, and kept", () => {
  test.for<[what: string, content: string]>([
    ["YAML", "version: 1\nworkspaces: []\n"],
    ["notes", "# To do\n"],
    ["a word", "notes"],
    ["JSON of another kind", '{"name":"package"}\n'],
    ["JSON on several lines", '{\n  "name": "package"\n}\n'],
  ])("%s", async ([, content], { expect }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config);
    place.write("ledger", content);
    for (const args of [
      ["apply", "--yes"],
      ["enable", "1", "-w", "7"],
      ["freeze", "-w", "7", "--snapshot", "s.json", ...why],
    ]) {
      const { code, stderr } = await place.run([...args, "--ledger", "ledger"]);
      expect([args[0], code, stderr]).toEqual([args[0], 5, expect.stringMatching(/ledger:\d is not a ledger line/)]);
    }
    expect(place.read("ledger")).toBe(content);
    expect(place.writes()).toEqual([]);
  });

  test.for<[what: string, content: string]>([
    ["an empty file", ""],
    ["a first line that a crash cut short", '{"event":"int'],
    ["a first line of which one character is left", "{"],
    ["zeros that a crash left", "\0\0\0\0"],
  ])("but %s is appended to", async ([, content], { expect }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config);
    place.write("ledger", content);
    expect((await place.run(["apply", "--yes", "--ledger", "ledger"])).code).toBe(0);
    expect(place.read("ledger")).toMatch(/"event":"end"/);
  });
});

describe.concurrent("a flag without the flag that it belongs to is 5", () => {
  test.for([
    ["apply", "--yes", "--health-runs", "3"],
    ["enable", "1", "-w", "7", "--health-runs", "3"],
    ["executions", "1", "-w", "7", "--active", "--failed"],
    ["executions", "1", "5", "-w", "7", "--sort-order", "desc"],
  ])("%j", async (args, { expect }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config);
    const { code, stderr } = await place.run(args);
    expect([code, stderr]).toEqual([5, expect.stringMatching(/needs|is for the list/)]);
    expect(place.emulator.requests()).toEqual([]);
  });
});
