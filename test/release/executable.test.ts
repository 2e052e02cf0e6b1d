import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { smokes } from "./command-line-smoke.ts";
import { run } from "./program.ts";

// `test:release` builds the executables before it runs these.
const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const { version } = JSON.parse(readFileSync(new URL("../../packages/cli/package.json", import.meta.url), "utf8")) as {
  readonly version: string;
};
const pathOf = (arch: string): string => `${dist}skyvia-schedules-linux-${arch}`;
const withoutNode = { cwd: tmpdir(), env: { PATH: import.meta.dirname, HOME: tmpdir() } };
const isNative = process.platform === "linux" && process.arch === "x64";

/** `e_machine` of an ELF header: what the file runs on. */
const machines = { x64: 0x3e, arm64: 0xb7 } as const;

describe.each(["x64", "arm64"] as const)("the executable for Linux on %s", (arch) => {
  test("is an ELF file for this machine", () => {
    const header = firstBytes(pathOf(arch), 20);
    expect(header.subarray(0, 4).toString("latin1")).toBe("\x7fELF");
    expect(header.readUInt16LE(18)).toBe(machines[arch]);
  });

  test("contains the program, and Node.js is set to run it", () => {
    const bytes = readFileSync(pathOf(arch));
    expect(bytes.includes("NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2:1")).toBe(true);
    expect(bytes.includes("NODE_SEA_BLOB")).toBe(true);
    expect(bytes.includes('"name": "skyvia-schedules"')).toBe(true); // the asset package.json
  });

  test("has at most 150 MB", () => {
    expect(statSync(pathOf(arch)).size).toBeLessThanOrEqual(150_000_000);
  });

  test("has the checksum that SHA256SUMS says", () => {
    const sums = readFileSync(`${dist}SHA256SUMS`, "utf8");
    const hash = createHash("sha256")
      .update(readFileSync(pathOf(arch)))
      .digest("hex");
    expect(sums.split("\n")).toContain(`${hash}  skyvia-schedules-linux-${arch}`);
  });
});

test("SHA256SUMS is what sha256sum verifies", () => {
  expect(execFileSync("sha256sum", ["-c", "--strict", "SHA256SUMS"], { cwd: dist, encoding: "utf8" })).not.toMatch(
    /FAILED/,
  );
});

describe.runIf(isNative)("without Node.js on PATH, the executable", () => {
  test("prints its version within half a second", async () => {
    const times: number[] = [];
    for (let at = 0; at < 5; at++) {
      const before = performance.now();
      expect(await run([pathOf("x64"), "version"], withoutNode)).toEqual({
        code: 0,
        stdout: `skyvia-schedules ${version}\n`,
        stderr: "",
      });
      times.push(performance.now() - before);
    }
    expect(Math.min(...times)).toBeLessThan(500); // the quickest of five, since other programs run on this machine
  });

  test.for(smokes)("$does", async ({ check }, context) => check([pathOf("x64")], context.expect));
});

const emulation = ["qemu-aarch64", "-L", "/usr/aarch64-linux-gnu"];
const hasEmulation = spawnSync("qemu-aarch64", ["--version"]).status === 0;

test.runIf(hasEmulation)(
  "the executable for arm64 runs in QEMU (where qemu-user and libstdc++6-arm64-cross are)",
  async () => {
    const env = { ...withoutNode, env: { ...withoutNode.env, PATH: process.env["PATH"] ?? "" } };
    const { code, stdout } = await run([...emulation, pathOf("arm64"), "version"], env);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `skyvia-schedules ${version}\n` });
  },
);

function firstBytes(file: string, count: number): Buffer {
  const descriptor = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(count);
    readSync(descriptor, bytes);
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}
