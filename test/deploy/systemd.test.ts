import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const name = "skyvia-schedules-watch.service";
const unit = readFileSync(fileURLToPath(new URL(`../../examples/systemd/${name}`, import.meta.url)), "utf8");
const folder = mkdtempSync(join(tmpdir(), "systemd-"));
const file = join(folder, name);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

/** The unit with an executable that this machine has: systemd looks whether it is there. */
function analyze(text: string, ...args: readonly string[]): Ended {
  writeFileSync(file, text.replace("/usr/local/bin/skyvia-schedules", process.execPath));
  const { status, stdout, stderr } = spawnSync("systemd-analyze", [...args, file], { encoding: "utf8" });
  return { code: status, output: stdout + stderr };
}

const version = Number(
  /^systemd (\d+)/.exec(spawnSync("systemd-analyze", ["--version"], { encoding: "utf8" }).stdout ?? "")?.[1] ?? 0,
);
const why = version === 0 ? "systemd is not installed" : `systemd ${version} is older than 250`;

describe.skipIf(version < 250)(`systemd-analyze${version < 250 ? `: skipped, ${why}` : ""}`, () => {
  test("accepts the unit, without a warning", () => {
    expect(analyze(unit, "verify")).toEqual({ code: 0, output: "" });
  });

  test("finds a setting that systemd does not know", () => {
    expect(analyze(unit.replace("ProtectHome=", "ProtectHomes="), "verify").output).toContain("ProtectHomes");
  });

  test("calls it well protected: an exposure of 1.5 of 10 at most", () => {
    expect(analyze(unit, "security", "--offline=yes", "--threshold=15")).toMatchObject({ code: 0 });
  });
});

test("the unit allows more time than watch needs to end, and does not start again what is set up wrongly", () => {
  expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(10);
  expect(unit).toMatch(/^RestartPreventExitStatus=5 6$/m);
});
