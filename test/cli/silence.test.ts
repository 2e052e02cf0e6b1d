import { afterEach, beforeEach, expect, test } from "vitest";
import { expectClean, printed } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";
import { canary, config } from "./world.ts";

let place: Place;

beforeEach(async () => {
  place = await openPlace();
  place.write("skyvia.yaml", config);
});
afterEach(async () => place[Symbol.asyncDispose]());

const listing = { method: "GET", path: "/v1/workspaces/7/integrations" } as const;

/** The lines on stderr, with the varying parts replaced. */
function linesOf(stderr: string): readonly string[] {
  const fixed = stderr.replaceAll(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/gm, "TIME").replaceAll(/ \d+ ms/g, " N ms");
  return fixed.split("\n").filter((line) => line !== "");
}

test.each(["text", "json", "markdown", "github"])(
  "a rate limit of 30 s is reported once, with its reason, in %s",
  async (format) => {
    place.emulator.addFault({
      match: listing,
      when: { nth: 1 },
      fault: { type: "status", status: 429, headers: { "retry-after": "30" } },
    });
    const { code, stderr } = await place.run(["plan", "--format", format]);
    expect(code).toBe(0);
    expect(linesOf(stderr).filter((line) => line.startsWith("waiting"))).toEqual([
      expect.stringMatching(/^waiting 3[01] s before the next call: .*429/),
    ]);
  },
);

test("retries wait for a second at most, and are silent", async () => {
  place.emulator.addFault({ match: listing, when: "always", fault: { type: "status", status: 503 } });
  const { code, stderr } = await place.run(["plan"], { random: () => 0.999 });
  expect(code).toBe(1);
  expect(linesOf(stderr).filter((line) => line.startsWith("waiting"))).toEqual([]);
});

test("a wait of 2 s or less is silent", async () => {
  place.emulator.addFault({
    match: listing,
    when: { nth: 1 },
    fault: { type: "status", status: 429, headers: { "retry-after": "1" } },
  });
  expect((await place.run(["plan"])).stderr).toBe("");
});

const verbose: readonly (readonly [string, readonly string[], Readonly<Record<string, string>>])[] = [
  ["-v", ["-v"], {}],
  ["--verbose", ["--verbose"], {}],
  ["SKYVIA_LOG=debug", [], { SKYVIA_LOG: "debug" }],
];

test.each(verbose)("%s: a line for each attempt, on stderr in every format", async (_, flags, env) => {
  place.emulator.addFault({ match: listing, when: { nth: 1 }, fault: { type: "status", status: 503 } });
  for (const format of ["text", "json"]) {
    const before = place.emulator.requests().length;
    const ended = await place.run(["list", "-w", "7", ...flags, "--format", format], { env });
    expectClean(ended);
    expect([ended.code, linesOf(ended.stderr).length]).toEqual([0, place.emulator.requests().length - before]);
    expect(linesOf(ended.stderr).at(-1)).toBe(
      "TIME GET /v1/workspaces/7/integrations?take=200&skip=0 200 N ms, attempt 1: done".replace(
        "attempt 1",
        format === "text" ? "attempt 2" : "attempt 1",
      ),
    );
    if (format === "json") printed(ended);
  }
});

test("an attempt that fails says what follows", async () => {
  place.emulator.addFault({ match: listing, when: { nth: 1 }, fault: { type: "status", status: 503 } });
  const { stderr } = await place.run(["list", "-w", "7", "-v"]);
  expect(linesOf(stderr)[0]).toMatch(/integrations\?take=200&skip=0 503 N ms, attempt 1: is sent again in [\d.]+ s \(/);
});

test("the token is in no line, wherever it was put", async () => {
  place.emulator.addFault({ match: listing, when: { nth: 1 }, fault: { type: "status", status: 500 } });
  const runs = [
    ["list", "-w", "7", "-v"],
    ["list", "-w", "7", "-v", "--base-url", `${place.emulator.url}/${canary}`],
    ["list", "-w", "7", "-v", "--base-url", `http://user:${canary}@127.0.0.1:1`],
    ["list", "-w", "7", "-v", "--base-url", `${place.emulator.url}?token=${canary}`],
    ["list", "-w", canary, "-v"],
    ["plan", "-v"],
  ];
  for (const args of runs) {
    const ended = await place.run(args);
    expect(ended.stderr.replace(/is named ".*?"/, "")).not.toContain(canary);
  }
});

test("the password of a proxy is in no line", async () => {
  const env = { HTTPS_PROXY: "http://user:proxy-secret@127.0.0.1:1" };
  const ended = await place.run(["list", "-w", "7", "-v", "--base-url", "https://127.0.0.2:1"], { env });
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain("attempt 1:");
  expect(ended.stderr).not.toContain("proxy-secret");
});

test("another value of SKYVIA_LOG is ignored, with one note", async () => {
  const { code, stderr } = await place.run(["list", "-w", "7"], { env: { SKYVIA_LOG: "trace" } });
  expect([code, stderr]).toEqual([0, "note: SKYVIA_LOG is ignored: its only value is `debug`\n"]);
});
