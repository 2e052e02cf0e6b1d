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
  test.for([
    [
      "apply, stdout",
      "TOOL apply --yes --ledger ledger > /dev/full 2> err",
      3,
      "could not be printed on stdout (ENOSPC)",
    ],
    ["apply, stdout as JSON", "TOOL apply --yes --ledger ledger --format json > /dev/full 2> err", 3, '"exitCode": 3'],
    ["apply, both", "TOOL apply --yes --ledger ledger > /dev/full 2> /dev/full", 3, null],
  ] as const)("%s", async ([, command, code, said]) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config);
    expect(await shell(place, command)).toBe(code);
    expect(place.writes(), "everything is written").toHaveLength(3);
    expect(place.read("ledger")).not.toBe("");
    if (said !== null) expect(place.read("err")).toContain(said);
  });

  test.for([
    ["plan, stdout", "TOOL plan > /dev/full 2> err", 1],
    ["help, stdout", "TOOL --help > /dev/full 2> err", 1],
    ["version, stdout", "TOOL version > /dev/full 2> err", 1],
    ["validate, stdout as JSON", "TOOL validate --format json > /dev/full 2> err", 1],
    ["version, both", "TOOL version > /dev/full 2> /dev/full", 1],
    ["plan of files with problems, stderr", "TOOL validate -f none.yaml > out 2> /dev/full", 1],
    ["a descriptor that is closed", "TOOL plan > out 2>&-", 0],
  ] as const)("%s", async ([, command, code]) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config);
    expect(await shell(place, command)).toBe(code);
    const isReasonDue = code !== 0 && command.endsWith("2> err");
    expect(isReasonDue ? place.read("err") : "error: ").toMatch(/error: |"error"/);
  });

  const untilItServes = "& while ! grep -q . SIGN; do sleep 0.05; done; kill -TERM $!; wait $!";
  test.for([
    ["help", "TOOL help > /dev/full 2> err", "error: stdout could not be written (ENOSPC)\n"],
    ["no verb", "TOOL > /dev/full 2> err", "error: stdout could not be written (ENOSPC)\n"],
    ["the help of a verb", "TOOL help plan > /dev/full 2> err", "error: stdout could not be written (ENOSPC)\n"],
    [
      "the emulator, ended by a signal",
      `TOOL emulator --port 0 --state world > /dev/full 2> err ${untilItServes.replace("SIGN", "world")}`,
      "error: stdout could not be written (ENOSPC)\n",
    ],
    [
      "a watch, ended by a signal: its log is on stderr",
      `TOOL watch --listen 127.0.0.1:0 > /dev/full 2> err ${untilItServes.replace("SIGN", "err")}`,
      "watch has started",
    ],
  ] as const)("1, and stderr says why: %s", async ([, command, said]) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config);
    expect(await shell(place, command)).toBe(1);
    expect(place.read("err")).toContain(said);
  });
});
