import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { Readable } from "node:stream";
import { test } from "vitest";
import { runHere } from "./in-process.ts";
import { openPlace } from "./place.ts";

const long = "x".repeat(8193);

/** A stream that never ends. */
function endless(): Readable {
  return new Readable({
    read() {
      this.push("x".repeat(1024));
    },
  });
}

test.for([
  ["a file", ["--token-file", "token"], {}],
  ["the file of SKYVIA_TOKEN_FILE", [], { SKYVIA_TOKEN_FILE: "token" }],
  ["the environment", [], { SKYVIA_TOKEN: long }],
  ["stdin that never ends", ["--token-file", "-"], {}],
  ["a device that never ends", ["--token-file", "/dev/zero"], {}],
] as const)("a token of more than 8 KiB is refused, and never sent: %s", async ([, args, env], { expect }) => {
  await using place = await openPlace();
  place.write("token", long);
  const given = { cwd: place.folder, stdin: endless(), env: { SKYVIA_BASE_URL: place.emulator.url, ...env } };
  const { code, stderr } = await runHere(["workspaces", ...args], given);
  expect([code, stderr]).toEqual([6, expect.stringContaining("the token has more than 8192 bytes")]);
  expect(place.emulator.requests()).toEqual([]);
});

test("a token of 8 KiB with a line break is accepted", async ({ expect }) => {
  await using place = await openPlace();
  place.write("token", `${long.slice(1)}\r\n`);
  const { stderr } = await runHere(["workspaces", "--token-file", "token"], {
    cwd: place.folder,
    env: { SKYVIA_BASE_URL: place.emulator.url },
  });
  expect(stderr).not.toContain("8192");
  expect(place.emulator.requests()).not.toEqual([]);
});

test.for(["pipe", "-"])("a signal ends the wait for a token: %s", async (file, { expect }) => {
  await using place = await openPlace();
  execFileSync("mkfifo", [join(place.folder, "pipe")]);
  const listeners: ((signal: "SIGINT" | "SIGTERM") => void)[] = [];
  const running = runHere(["workspaces", "--token-file", file], {
    cwd: place.folder,
    stdin: new Readable({ read: () => {} }),
    env: { SKYVIA_BASE_URL: place.emulator.url },
    onSignal: (listener) => {
      listeners.push(listener);
      return () => {};
    },
  });
  for (const listener of listeners) listener("SIGTERM");
  expect((await running).code).toBe(143);
});
