import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { bin } from "./binary.ts";
import { openPlace, type Place } from "./place.ts";
import { config } from "./world.ts";

/** Runs the binary by a shell, which sets up its streams. */
async function shell(place: Place, command: string): Promise<number | null> {
  const env = {
    PATH: process.env["PATH"],
    HOME: place.folder,
    SKYVIA_BASE_URL: place.emulator.url,
    SKYVIA_TOKEN: place.emulator.token,
  };
  const tool = `"${process.execPath}" "${bin}"`;
  const child = spawn("sh", ["-c", command.replace("TOOL", tool)], { cwd: place.folder, env, stdio: "ignore" });
  return new Promise((resolve) => {
    child.on("close", resolve);
  });
}

describe.skipIf(!existsSync("/dev/full"))("a stream that cannot be written does not end the work", () => {
  const apply = "TOOL apply --yes --ledger ledger --report-file report.md";
  test.for([
    ["stdout", `${apply} > /dev/full 2> said`, "could not be printed on stdout (ENOSPC)"],
    ["stdout as JSON", `${apply} --format json > /dev/full 2> said`, '"exitCode": 3'],
    [
      "stderr, where each call is logged",
      `${apply} --verbose > said 2> /dev/full`,
      "error: stderr could not be written (ENOSPC)",
    ],
  ] as const)("of apply, %s: 3", async ([, command, said]) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config);
    expect(await shell(place, command)).toBe(3);
    expect(place.writes(), "everything is written").toHaveLength(3);
    expect([place.read("ledger"), place.read("report.md")]).toEqual([
      expect.stringContaining('"exitCode":3'),
      expect.stringContaining("Nightly orders"),
    ]);
    expect(place.read("said")).toContain(said);
  });

  const untilItServes = "& until [ -s SIGN ]; do sleep 0.05; done; kill -TERM $!; wait $!";
  test.for([
    ["help", "TOOL help > /dev/full 2> said", 1, "error: stdout could not be written (ENOSPC)\n"],
    ["version", "TOOL version > /dev/full 2> said", 1, "error: the version could not be printed on stdout (ENOSPC)\n"],
    ["version, stderr too", "TOOL version > /dev/full 2> /dev/full; code=$?; : > said; exit $code", 1, ""],
    ["plan, a descriptor that is closed", "TOOL plan 2>&- > said", 0, "Plan: "],
    [
      "the emulator, ended by a signal",
      `TOOL emulator --port 0 --state world > /dev/full 2> said ${untilItServes.replace("SIGN", "world")}`,
      1,
      "error: stdout could not be written (ENOSPC)\n",
    ],
    [
      "a watch, ended by a signal: its log is on stderr",
      `TOOL watch --listen 127.0.0.1:0 > /dev/full 2> said ${untilItServes.replace("SIGN", "said")}`,
      1,
      "watch has started",
    ],
  ] as const)("of %s", async ([, command, code, said]) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config);
    expect(await shell(place, command)).toBe(code);
    expect(place.read("said")).toContain(said);
  });
});
