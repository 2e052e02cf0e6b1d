import { mkdirSync, readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { printed } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";
import { config } from "./world.ts";

let place: Place;
const server = createServer();

beforeAll(async () => {
  place = await openPlace();
  await once(server.listen(0, "127.0.0.1"), "listening");
  place.write("skyvia.yaml", config);
  place.write("wrong.yaml", "workspaces:\n  - { id: 1, name: a, integrations: [{ id: 2, schedule: on }] }\n");
  place.write("two.yaml", "workspaces: [{ id: 0, name: a }, { id: 1 }]");
  place.write("no-yaml.yaml", "workspaces: [");
  place.write("empty.yaml", "");
  place.write("broken.json", '{"formatVersion":1,"works');
  place.write("other.json", '{"formatVersion":9,"workspaces":[],"tokens":[]}');
  place.write("config.json", '{"version":1,"workspaces":[]}');
  mkdirSync(`${place.folder}/folder`);
});
afterAll(async () => {
  server.close();
  await place[Symbol.asyncDispose]();
});

const usedPort = (): string => String((server.address() as AddressInfo).port);

describe("a mistake of the person who starts the emulator is one line with a place, a next step, and exit code 5", () => {
  test.concurrent.each<[string, () => readonly string[], string | RegExp]>([
    [
      "a port that is in use",
      () => ["--port", usedPort()],
      /cannot listen on 127\.0\.0\.1:\d+: another program uses it/,
    ],
    ["a port that is not a number", () => ["--port", "http"], /--port/],
    ["a port beyond the last one", () => ["--port", "65536"], /--port/],
    ["a port below 0", () => ["--port=-1"], /--port/],
    [
      "a seed that is wrong",
      () => ["--seed", "wrong.yaml"],
      "wrong.yaml:2:38: workspaces[0].integrations[0].name: is missing",
    ],
    [
      "a seed with several problems",
      () => ["--seed", "two.yaml"],
      "two.yaml:1:20: workspaces[0].id: must be a whole number from 1 to 2147483647; two.yaml:1:34: ",
    ],
    ["a seed that is not YAML", () => ["--seed", "no-yaml.yaml"], "no-yaml.yaml:1:14: "],
    ["a seed that is empty", () => ["--seed", "empty.yaml"], "empty.yaml:1:1: the seed: must be a map"],
    [
      "a configuration as the seed",
      () => ["--seed", "skyvia.yaml"],
      "skyvia.yaml is a configuration of schedules, not a seed",
    ],
    [
      "a configuration in JSON as the seed",
      () => ["--seed", "config.json"],
      "config.json is a configuration of schedules",
    ],
    ["a folder as the seed", () => ["--seed", "folder"], "the seed folder cannot be read (EISDIR)"],
    ["a seed that does not exist", () => ["--seed", "none.yaml"], "the seed none.yaml cannot be read (ENOENT)"],
    [
      "a state in a folder that does not exist",
      () => ["--state", "none/state.json"],
      "none/state.json cannot be written: the folder none does not exist",
    ],
    [
      "a folder as the state",
      () => ["--state", "folder"],
      "folder cannot be written: it is a folder, not a regular file",
    ],
    ["a state that is broken", () => ["--state", "broken.json"], "broken.json is not the state of an emulator"],
    ["a state of another version", () => ["--state", "other.json"], "other.json has the format 9 of another version"],
    ["a configuration as the state", () => ["--state", "skyvia.yaml"], "skyvia.yaml is not the state of an emulator"],
  ])("%s", async (_, args, message) => {
    const given = ["emulator", ...(args().includes("--port") ? [] : ["--port", "0"]), ...args()];
    const text = await place.run(given);
    expect(text).toMatchObject({ code: 5, stdout: "" });
    const [line = "", next = "", ...rest] = text.stderr.split("\n");
    expect(line).toMatch(/^error: /);
    expect(line).toEqual(
      typeof message === "string" ? expect.stringContaining(message) : expect.stringMatching(message),
    );
    expect(next).toMatch(/^ {2}\S.*[.`]/);
    expect(rest).toEqual([""]);
    expect(text.stderr).not.toMatch(/defect|\n\s+at /);
  });

  test.each([
    ["seed", ["--seed", "wrong.yaml"]],
    ["state-file", ["--state", "broken.json"]],
    ["port-unavailable", ["--port", "used"]],
  ])("as JSON it has the code %s", async (code, args) => {
    const given = args.map((one) => (one === "used" ? usedPort() : one));
    const ended = await place.run(["emulator", ...given, "--format", "json"]);
    expect(printed(ended)).toMatchObject({ command: "emulator", exitCode: 5, error: { code } });
  });

  test("the files stay as they were", () => {
    expect(readFileSync(`${place.folder}/broken.json`, "utf8")).toBe('{"formatVersion":1,"works');
  });
});
