import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { failureOf, type CalledProvider } from "../called.ts";
import { startProvider } from "./in-process.ts";
import { openStage } from "./stage.ts";

const args = { workspaceId: 1, integrationId: 101, enabled: false };
const outs = { ...args, onDelete: "disable", name: "x", type: null, state: "enabled", previousState: "enabled" };

/** Each call that needs the API, one after the other. */
async function* failures(provider: CalledProvider): AsyncGenerator<string> {
  yield (await failureOf(provider.delete("1/101", outs))).message;
  yield (await failureOf(provider.read("1/101", outs))).message;
  yield (await failureOf(provider.update("1/101", outs, args))).message;
  yield (await failureOf(provider.create(args))).message;
}

/** In this folder, which does not contain such a folder. */
const missing = join(import.meta.dirname, "none/token");

describe("the token", () => {
  test("comes from the configuration, else SKYVIA_TOKEN, else SKYVIA_TOKEN_FILE, each asked for at every call", async () => {
    await using stage = await openStage();
    const folder = mkdtempSync(join(tmpdir(), "skyvia-token-"));
    const file = join(folder, "token");
    writeFileSync(file, `${stage.emulator.tokens.get("reader")}\n`);
    const token = stage.emulator.token;
    const baseUrl = { "skyvia:baseUrl": stage.emulator.url };
    for (const [config, env, used] of [
      [{ "skyvia:token": token }, { SKYVIA_TOKEN: "wrong", SKYVIA_TOKEN_FILE: missing }, "all"],
      [{}, { SKYVIA_TOKEN: token, SKYVIA_TOKEN_FILE: missing }, "all"],
      [{}, { SKYVIA_TOKEN_FILE: file }, "reader"],
    ] as const) {
      await using provider = await startProvider({ config: { ...baseUrl, ...config }, env });
      await provider.read("1/101", outs);
      expect(new Set(stage.emulator.requests().map((request) => request.token))).toEqual(new Set([used]));
      stage.emulator.clearRequests();
    }
    rmSync(folder, { recursive: true });
  });

  test.for([
    [
      "missing",
      {},
      {},
      /there is no token.*\n.*pulumi config set --secret skyvia:token.*SKYVIA_TOKEN or SKYVIA_TOKEN_FILE/,
    ],
    ["empty", { "skyvia:token": "" }, {}, /skyvia:token: the token is empty/],
    ["malformed", {}, { SKYVIA_TOKEN: "two canaries" }, /SKYVIA_TOKEN: the token contains a blank/],
    [
      "unreadable",
      {},
      { SKYVIA_TOKEN_FILE: missing },
      /token file \S+\/none\/token cannot be read \(ENOENT\)\n.*SKYVIA_TOKEN_FILE/,
    ],
  ] as const)("%s: reported in each call that needs it, and in no other", async ([, config, env, message]) => {
    await using provider = await startProvider({
      config: { "skyvia:baseUrl": "http://127.0.0.1:9", ...config },
      env,
    });
    for await (const told of failures(provider)) {
      expect(told).toMatch(message);
      expect(told).not.toContain("canaries");
    }
    expect((await provider.check(args)).failures).toEqual([]);
    expect((await provider.diff("1/101", outs, args)).changes).toBe(true);
    await provider.delete("1/101", { ...outs, onDelete: "leave" });
  });

  test("refused, or without a scope: reported with the setting or the scope, and never with its value", async () => {
    await using stage = await openStage();
    const reader = stage.emulator.tokens.get("reader") ?? "";
    const config = { "skyvia:baseUrl": stage.emulator.url };
    await using wrong = await startProvider({ config, env: { SKYVIA_TOKEN: "wrong-canary" } });
    await using short = await startProvider({ config, env: { SKYVIA_TOKEN: reader } });
    for await (const told of failures(wrong)) {
      expect(told).toMatch(/the token was refused.*\n.*The token is that of SKYVIA_TOKEN\./);
    }
    for (const call of [
      () => short.delete("1/101", outs),
      () => short.create(args),
      () => short.update("1/101", outs, args),
    ]) {
      expect((await failureOf(call())).message).toMatch(
        /may not disable schedules.*\n.*"Integration \/ Enable-Disable Schedule".*SKYVIA_TOKEN\./,
      );
    }
    expect(stage.emulator.world.schedule(1, 101)).toBe("enabled");
  });
});

describe("the base URL", () => {
  test.for([
    ["not a URL", "skyvia", /skyvia:baseUrl: the base URL is not a URL\n/],
    ["http to another machine", "http://example.com", /skyvia:baseUrl: the base URL is http to another machine\n/],
    [
      "a server that is down",
      "http://127.0.0.1:9",
      /could not be reached.*GET \/v1\/workspaces\/1.*\n.*The base URL is http:\/\/127\.0\.0\.1:9 \(skyvia:baseUrl\)/,
    ],
  ] as const)("%s", async ([, baseUrl, message]) => {
    await using provider = await startProvider({ config: { "skyvia:token": "t", "skyvia:baseUrl": baseUrl } });
    for await (const told of failures(provider)) expect(told).toMatch(message);
  });

  test("comes from the environment if the configuration has none", async () => {
    await using stage = await openStage();
    await using provider = await startProvider({
      env: { SKYVIA_TOKEN: stage.emulator.token, SKYVIA_BASE_URL: stage.emulator.url },
    });
    expect((await provider.read("1/101", outs))?.props).toMatchObject({ name: "Nightly orders" });
  });
});
