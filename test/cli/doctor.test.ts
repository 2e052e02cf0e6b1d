import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { once } from "node:events";
import { createServer as createPlainServer } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { describe, test } from "vitest";
import { oldestEngine, oldestSdk } from "../../packages/cli/src/doctor/check-pulumi.ts";
import { oldestSdk as oldestSdkOfProvider } from "../../packages/provider/src/program/versions.ts";
import { cert, key } from "../../packages/client/test/certificate.ts";
import { pulumi } from "../../scripts/engine/versions.ts";
import { expectClean, printed } from "./laws.ts";
import { openPlace, type Place, type RunOptions } from "./place.ts";
import { config, world } from "./world.ts";

type FaultRule = Parameters<Place["emulator"]["addFault"]>[0];
type Operation = NonNullable<NonNullable<FaultRule["match"]>["operation"]>;

interface Check {
  readonly id: string;
  readonly what: string;
  readonly status: "ok" | "warn" | "fail" | "skip";
  readonly found: string;
  readonly next: string | null;
}

const ids = [
  "node",
  "base-url",
  "proxy",
  "reach",
  "tls",
  "token",
  "scopes:Workspace / Read",
  "scopes:Integration / Read",
  "scopes:Integration / Read Schedule",
  "scopes:Integration / Enable-Disable Schedule",
  "scopes:Integration / Execute",
  "clock",
  "rate-limit",
  "files",
  "schema",
  "git",
  "pulumi-engine",
  "pulumi-sdk",
];

interface Seen {
  readonly code: number;
  readonly of: (id: string) => Check;
}

/** Runs doctor; every check is always present, in order, and says what to do if something is wrong. */
async function doctor(place: Place, options: RunOptions = {}, ...args: readonly string[]): Promise<Seen> {
  const ended = await place.run(["doctor", ...args, "--format", "json"], options);
  const { data, exitCode } = printed(ended);
  const { checks } = data as { readonly checks: readonly Check[] };
  if (checks.map(({ id }) => id).join() !== ids.join()) throw new Error("the checks are not those of the contract");
  for (const check of checks) {
    const { status, next, id } = check;
    const keys = Object.keys(check).join();
    if (keys !== "id,what,status,found,next") throw new Error(`the check ${id} has the keys ${keys}`);
    if ((next === null) !== (status === "ok" || status === "skip")) throw new Error(`${id}: ${status}, ${next}`);
  }
  if (place.writes().length > 0) throw new Error("doctor has written");
  return { code: exitCode, of: (id) => checks.find((check) => check.id === id) as Check };
}

const put = (place: Place, file: string, text: string): void => {
  mkdirSync(dirname(join(place.folder, file)), { recursive: true });
  writeFileSync(join(place.folder, file), text);
};

describe.concurrent("doctor", () => {
  test("every check passes in a repository made by init", async ({ expect }) => {
    await using place = await openPlace();
    await place.run(["init", "--yes", "--all"]);
    execFileSync("git", ["init", "--quiet"], { cwd: place.folder });
    const { code, of } = await doctor(place);
    expect(code).toBe(0);
    for (const id of ids.filter((one) => !/pulumi|Enable|Execute/.test(one)))
      expect(of(id)).toMatchObject({ status: "ok" });
    for (const id of ids.filter((one) => /Enable|Execute/.test(one))) {
      expect(of(id)).toMatchObject({ status: "skip", found: "not checked: only a write would show it" });
    }
  });

  test("needs no file, and advises init", async ({ expect }) => {
    await using place = await openPlace();
    const { code, of } = await doctor(place);
    expect([code, of("files")]).toEqual([
      0,
      expect.objectContaining({ status: "skip", found: expect.stringContaining("init") }),
    ]);
  });

  test("as text: a line for each check, and what to do below it", async ({ expect }) => {
    await using place = await openPlace();
    const ended = await place.run(["doctor"], { env: { SKYVIA_TOKEN: undefined } });
    expectClean(ended);
    expect(ended.code).toBe(6);
    expect(ended.stdout).toMatch(/^fail +token +there is no token\n +Set SKYVIA_TOKEN/m);
    expect(ended.stderr).toContain("error: 1 check failed: token");
  });

  test("a wrong flag is 5", async ({ expect }) => {
    await using place = await openPlace();
    expect((await place.run(["doctor", "--nope"])).code).toBe(5);
  });
});

describe.concurrent("doctor: failures of the connection to the API", () => {
  test("base-url: http to another machine, and nothing is sent", async ({ expect }) => {
    await using place = await openPlace();
    const { code, of } = await doctor(place, { env: { SKYVIA_BASE_URL: "http://skyvia.example" } });
    expect([code, of("base-url").status, of("reach").status, of("token").status]).toEqual([1, "fail", "skip", "skip"]);
    expect(place.emulator.requests()).toEqual([]);
  });

  test("proxy: not a URL; and a right one is shown without its password", async ({ expect }) => {
    await using place = await openPlace();
    const env = { SKYVIA_BASE_URL: "https://127.0.0.1:1", HTTPS_PROXY: "nonsense" };
    const wrong = await doctor(place, { env });
    expect([wrong.code, wrong.of("proxy").status, wrong.of("reach").status]).toEqual([1, "fail", "skip"]);
    const right = await doctor(place, { env: { ...env, HTTPS_PROXY: "http://ana:secret-pw@127.0.0.1:1" } });
    expect(right.of("proxy")).toMatchObject({ status: "ok", found: "http://127.0.0.1:1" });
    expect(right.of("reach").status).toBe("fail");
  });

  test.for<[string, RunOptions, (place: Place) => void]>([
    ["nothing listens", { env: { SKYVIA_BASE_URL: "http://127.0.0.1:1" } }, () => {}],
    ["the API fails", {}, ({ emulator }) => emulator.addFault({ fault: { type: "status", status: 503 } })],
    ["a web page answers", {}, ({ emulator }) => emulator.addFault({ fault: { type: "wrong_content_type" } })],
    ["it is redirected", {}, ({ emulator }) => emulator.addFault({ fault: { type: "redirect" } })],
    ["every path is 404", {}, ({ emulator }) => emulator.addFault({ fault: { type: "status", status: 404 } })],
    [
      "no list of workspaces answers",
      {},
      ({ emulator }) => emulator.addFault({ fault: { type: "status", status: 200, body: { data: "x" } } }),
    ],
    ["the answer is cut off", {}, ({ emulator }) => emulator.addFault({ fault: { type: "limit_data", at: "body" } })],
  ])("reach: %s", async ([, options, prepare], { expect }) => {
    await using place = await openPlace();
    prepare(place);
    const { code, of } = await doctor(place, options);
    expect([code, of("reach").status, of("token").status, of("clock").status]).toEqual([1, "fail", "skip", "skip"]);
  });

  test.for(["/v1", "/v1/", "/skyvia/v1"])(
    "base-url: it ends with %s, which every call adds",
    async (path, { expect }) => {
      await using place = await openPlace();
      const env = { SKYVIA_BASE_URL: `${place.emulator.url}${path}` };
      const { code, of } = await doctor(place, { env });
      expect([code, of("base-url")]).toEqual([
        1,
        expect.objectContaining({ status: "fail", next: "Leave out the /v1." }),
      ]);
      const other = await place.run(["workspaces"], { env });
      expect([other.code, other.stderr]).toEqual([5, expect.stringContaining("ends with /v1")]);
    },
  );

  test("tls: a certificate of an unknown authority", async ({ expect }) => {
    await using place = await openPlace();
    const server = createServer({ key, cert }, (_, response) => response.end("[]"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const SKYVIA_BASE_URL = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { code, of } = await doctor(place, { env: { SKYVIA_BASE_URL } });
    server.close();
    expect([code, of("reach").status, of("tls").status, of("token").status]).toEqual([1, "ok", "fail", "skip"]);
  });

  test.for([
    ["2 minutes", 120_000, "warn", 0],
    ["an hour", 3_600_000, "fail", 1],
  ] as const)("clock: off by %s", async ([, off, status, code], { expect }) => {
    await using place = await openPlace();
    const seen = await doctor(place, { now: () => Date.now() + off });
    expect([seen.code, seen.of("clock").status]).toEqual([code, status]);
  });

  test("rate-limit: calls are refused for now", async ({ expect }) => {
    await using place = await openPlace();
    place.emulator.addFault({ match: { path: "/v1/workspaces" }, fault: { type: "rate_limit", retryAfter: 30 } });
    const { code, of } = await doctor(place);
    expect([code, of("rate-limit")]).toEqual([
      0,
      expect.objectContaining({ status: "warn", found: expect.stringContaining("30 s") }),
    ]);
  });
});

describe.concurrent("doctor: what fails behind the first call", () => {
  test("--timeout while the API does not answer ends the run, and is no defect", async ({ expect }) => {
    await using place = await openPlace();
    const silent = createPlainServer(() => {}).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    let asked = 0;
    const ended = await place.run(["doctor", "--timeout", "1s"], {
      env: { SKYVIA_BASE_URL: `http://127.0.0.1:${port}` },
      monotonic: () => (asked++ === 0 ? 0 : 500), // half of the second has passed when the deadline is set
    });
    silent.close().closeAllConnections();
    expectClean(ended);
    expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining("the run is out of time: it was waiting")]);
  });

  test.for<[string, Operation, FaultRule["fault"], string]>([
    ["a 5xx to the listing", "listIntegrations", { type: "status", status: 503 }, "answers 503"],
    ["a 5xx to the schedule", "getSchedule", { type: "status", status: 500 }, "answers 500"],
    ["a web page instead of the listing", "listIntegrations", { type: "wrong_content_type" }, "is not JSON"],
    ["a connection that is cut", "getSchedule", { type: "limit_data", at: "body" }, "GET /v1/workspaces/"],
  ])("reach: %s fails, as a plan does", async ([, operation, fault, found], { expect }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config);
    place.emulator.addFault({ match: { operation }, fault });
    const { code, of } = await doctor(place);
    expect([code, of("token").status, of("rate-limit").status]).toEqual([1, "ok", "ok"]);
    expect(of("reach")).toMatchObject({ status: "fail", found: expect.stringContaining(found) });
  });

  test.for(["listWorkspaces", "listIntegrations", "getSchedule"] as const)(
    "rate-limit: 429 to %s is the warning, and nothing fails",
    async (operation, { expect }) => {
      await using place = await openPlace();
      place.emulator.addFault({ match: { operation }, fault: { type: "rate_limit", retryAfter: 30 } });
      const { code, of } = await doctor(place);
      expect([code, of("reach").status]).toEqual([0, "ok"]);
      expect(of("rate-limit")).toMatchObject({ status: "warn", found: expect.stringContaining("30 s") });
    },
  );

  test.for([
    ["listWorkspaces", "Integration / Read", "the workspaces"],
    ["listWorkspaces", "Integration / Read Schedule", "the workspaces"],
    ["listIntegrations", "Integration / Read Schedule", "the integrations"],
  ] as const)("scopes: where 429 answers %s, the reason for %s is the listing", async (row, { expect }) => {
    const [operation, scope, what] = row;
    await using place = await openPlace();
    place.emulator.addFault({ match: { operation }, fault: { type: "status", status: 429 } });
    const { of } = await doctor(place);
    expect(of(`scopes:${scope}`)).toMatchObject({
      status: "skip",
      found: `not checked: ${what} could not be listed`,
    });
  });
});

describe.concurrent("doctor: failures of the token", () => {
  test.for([
    ["missing", undefined],
    ["empty", ""],
    ["malformed", "Bearer x"],
    ["refused", "nobody"],
  ] as const)("token: %s is 6, and the API is checked anyway", async ([, SKYVIA_TOKEN], { expect }) => {
    await using place = await openPlace();
    const { code, of } = await doctor(place, { env: { SKYVIA_TOKEN } });
    expect([code, of("token").status, of("reach").status, of("clock").status]).toEqual([6, "fail", "ok", "ok"]);
    expect(of("scopes:Integration / Read").status).toBe("skip");
    expect(of("scopes:Integration / Execute").found).toBe("not checked: only a write would show it");
  });

  const reads = ["listWorkspaces", "listIntegrations", "getSchedule"] as const;
  test.for([
    ["401 to every call: refused", 401, reads, 6, "fail"],
    ["401 to one call, and the others pass", 401, ["listWorkspaces"], 0, "ok"],
    ["429 to every call says nothing about it", 429, reads, 0, "skip"],
  ] as const)("token: %s", async ([, status, operations, code, found], { expect }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config);
    for (const operation of operations) {
      place.emulator.addFault({ match: { operation }, fault: { type: "status", status } });
    }
    const seen = await doctor(place);
    expect([seen.code, seen.of("token").status]).toEqual([code, found]);
  });

  test.for([
    ["403 to every call: scopes are missing", 403, /^Give the token the read scopes\. Or make a new token /],
    ["401 to every call: a new one is needed", 401, /^Make a new token .* in place of this one\.$/],
  ] as const)("token: %s, and the next step says so", async ([, status, next], { expect }) => {
    await using place = await openPlace();
    for (const operation of reads) {
      place.emulator.addFault({ match: { operation }, fault: { type: "status", status } });
    }
    expect((await doctor(place)).of("token")).toMatchObject({ status: "fail", next: expect.stringMatching(next) });
  });

  const seed = {
    ...world,
    tokens: {
      ...world.tokens,
      names: { value: "names-token", scopes: ["Workspace / Read"] },
      narrow: { value: "narrow-token", scopes: ["Integration / Read", "Integration / Read Schedule"] },
    },
  } as typeof world;

  test.for([
    ["Integration / Read Schedule", "lister-token", 6, "fail"],
    ["Integration / Read", "names-token", 6, "fail"],
    ["Workspace / Read", "narrow-token", 0, "warn"],
  ] as const)("scopes: %s is lacking", async ([scope, SKYVIA_TOKEN, code, status], { expect }) => {
    await using place = await openPlace({ seed });
    place.write("skyvia.yaml", config);
    const seen = await doctor(place, { env: { SKYVIA_TOKEN } });
    expect([seen.code, seen.of("token").status, seen.of(`scopes:${scope}`).status]).toEqual([code, "ok", status]);
  });

  test("scopes: a token that lacks only Workspace / Read is valid, also if no file names a workspace", async ({
    expect,
  }) => {
    await using place = await openPlace({ seed });
    const { code, of } = await doctor(place, { env: { SKYVIA_TOKEN: "narrow-token" } });
    expect([code, of("token").status, of("scopes:Workspace / Read").status]).toEqual([0, "ok", "warn"]);
    expect(of("scopes:Integration / Read").found).toBe("not checked: the workspaces could not be listed");
  });

  test("scopes: what could not be looked at has the failed check as its reason", async ({ expect }) => {
    await using place = await openPlace({ seed });
    const { of } = await doctor(place, { env: { SKYVIA_TOKEN: "names-token" } });
    expect(of("scopes:Integration / Read").status).toBe("fail");
    expect(of("scopes:Integration / Read Schedule")).toMatchObject({
      status: "skip",
      found: "not checked: the integrations could not be listed",
    });
  });

  test("scopes: of two tokens, one is refused: a scope is not ok for both", async ({ expect }) => {
    await using place = await openPlace();
    const west = "  - id: 8\n    tokenFrom: SKYVIA_TOKEN_WEST\n    integrations: []\n";
    place.write("skyvia.yaml", `${config}${west}`);
    const { code, of } = await doctor(place, { env: { SKYVIA_TOKEN_WEST: "nobody" } });
    expect([code, of("token").status, of("scopes:Integration / Read").status]).toEqual([6, "fail", "skip"]);
    expect(of("scopes:Integration / Read").found).toContain("SKYVIA_TOKEN: granted");
  });

  test("scopes: without a workspace to look at, they are not checked", async ({ expect }) => {
    await using place = await openPlace({ seed: { ...world, workspaces: [] } });
    const { code, of } = await doctor(place);
    expect([code, of("token").status, of("scopes:Integration / Read").status]).toEqual([0, "ok", "skip"]);
  });
});

describe.concurrent("doctor: failures of files, git and Pulumi", () => {
  test("files: the first problem with its place, and how many there are", async ({ expect }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", "version: 2\nworkspaces:\n  - id: 07\n");
    const { code, of } = await doctor(place);
    expect([code, of("files").status]).toEqual([1, "fail"]);
    expect(of("files").found).toMatch(/^skyvia\.yaml:1:10: .* \(2 problems\)$/);
  });

  test("files: two places at once", async ({ expect }) => {
    await using place = await openPlace();
    for (const file of ["skyvia.yaml", "skyvia.yml"]) place.write(file, config);
    const { code, of } = await doctor(place);
    expect([code, of("files").status, of("schema").status]).toEqual([1, "fail", "skip"]);
  });

  test.for([
    ["to no file", "./.skyvia/schema.json", "there is no file", "schema=https://unpkg.com/skyvia-schedules@"],
    [
      "to another version",
      "https://unpkg.com/skyvia-schedules@0.0.1/schema.json",
      "for version 0.0.1",
      "schema=https:",
    ],
  ] as const)("schema: a line %s, with the line to write", async ([, target, found, next], { expect }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", `# yaml-language-server: $schema=${target}\n${config}`);
    const { code, of } = await doctor(place);
    expect([code, of("schema").status]).toEqual([0, "warn"]);
    expect(of("schema").found).toMatch(/^skyvia\.yaml:1:1: /);
    expect([of("schema").found, of("schema").next]).toEqual([
      expect.stringContaining(found),
      expect.stringContaining(next),
    ]);
  });

  test.for(["{}", "", "not JSON"])("schema: a file that is not a schema of the tool: %j", async (text, { expect }) => {
    await using place = await openPlace();
    put(place, ".skyvia/schema.json", text);
    put(place, "skyvia/a.yaml", `# yaml-language-server: $schema=../.skyvia/schema.json\n${config}`);
    execFileSync("git", ["init", "--quiet"], { cwd: place.folder });
    const { of } = await doctor(place);
    expect(of("schema")).toMatchObject({
      status: "warn",
      next: expect.stringContaining("skyvia-schedules schema > .skyvia/schema.json"),
    });
  });

  test("schema: a file of an older version, with the command that writes it", async ({ expect }) => {
    await using place = await openPlace();
    put(place, ".skyvia/schema.json", '{"$id": "https://unpkg.com/skyvia-schedules@0.0.1/yaml.json"}');
    put(place, "skyvia/a.yaml", `# yaml-language-server: $schema=../.skyvia/schema.json\n${config}`);
    execFileSync("git", ["init", "--quiet"], { cwd: place.folder });
    const { of } = await doctor(place);
    expect(of("schema")).toMatchObject({
      status: "warn",
      next: expect.stringContaining("skyvia-schedules schema > .skyvia/schema.json"),
    });
  });

  test("git: no git, no repository, somebody else's repository", async ({ expect }) => {
    await using place = await openPlace();
    expect((await doctor(place, { env: { PATH: place.folder } })).of("git")).toMatchObject({
      status: "warn",
      found: expect.stringContaining("no git"),
    });
    const env = { GIT_CEILING_DIRECTORIES: dirname(place.folder) };
    expect((await doctor(place, { env })).of("git").status).toBe("warn");
    execFileSync("git", ["init", "--quiet"], { cwd: place.folder });
    const foreign = await doctor(place, { env: { GIT_TEST_ASSUME_DIFFERENT_OWNER: "1" } });
    expect(foreign.of("git")).toMatchObject({
      status: "warn",
      next: expect.stringContaining("git config --global --add safe.directory "),
    });
    expect(foreign.code).toBe(0);
  });

  test("pulumi: the engine is missing or old, the SDK is missing or old", async ({ expect }) => {
    await using place = await openPlace();
    put(place, "Pulumi.yaml", "name: x\n");
    const below = { cwd: join(place.folder, "program") };
    mkdirSync(below.cwd);
    const bare = await doctor(place, { ...below, env: { PATH: place.folder } });
    expect([bare.code, bare.of("pulumi-engine").status, bare.of("pulumi-sdk").status]).toEqual([1, "fail", "fail"]);
    const engine = async (version: string): Promise<Seen> => {
      put(place, "bin/pulumi", `#!/bin/sh\necho v${version}\n`);
      chmodSync(join(place.folder, "bin/pulumi"), 0o755);
      return doctor(place, { ...below, env: { PATH: `${join(place.folder, "bin")}:${process.env["PATH"]}` } });
    };
    const sdk = (version: string): void => {
      for (const name of ["@pulumi/pulumi", "@skyvia-schedules/pulumi"])
        put(place, `node_modules/${name}/package.json`, JSON.stringify({ version }));
    };
    sdk("3.221.9");
    const old = await engine("3.99.0");
    expect([old.of("pulumi-engine").status, old.of("pulumi-sdk").status]).toEqual(["fail", "fail"]);
    sdk("3.222.0");
    const right = await engine(oldestEngine);
    expect([right.code, right.of("pulumi-engine").status, right.of("pulumi-sdk").status]).toEqual([0, "ok", "ok"]);
  });

  test("the oldest engine is the one that the tests run with, and the oldest SDK that of the provider", ({
    expect,
  }) => {
    expect(oldestEngine).toBe(pulumi.version);
    expect(oldestSdk).toBe(oldestSdkOfProvider);
  });
});
