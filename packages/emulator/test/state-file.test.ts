import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { request } from "undici";
import { describe, expect, onTestFinished, test } from "vitest";
import { createClock, generateSeed, startEmulator } from "../src/index.ts";
import { worldFromSeed } from "../src/seed/world-from-seed.ts";
import { keepStateFile } from "../src/server/state-file.ts";
import { World } from "../src/world/world.ts";
import { control, get, noon, post, running, small } from "./running.ts";

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "emulator-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

const stateFile = async (): Promise<string> => join(await folder(), "state.json");

const one = "/v1/workspaces/1/integrations/11";

interface Kept {
  workspaces: { integrations: { id: number; schedule: { active: boolean } | null }[] }[];
}

async function keptSchedule(file: string): Promise<boolean | undefined> {
  const state = JSON.parse(await readFile(file, "utf8")) as Kept;
  return state.workspaces[0]?.integrations.find(({ id }) => id === 11)?.schedule?.active;
}

describe("answered changes are kept", () => {
  test("every change is on disk when its answer comes", async () => {
    const file = await stateFile();
    const emulator = await running({ stateFile: file });
    for (const verb of ["disable", "enable", "disable"]) {
      await post(emulator, `${one}/schedule/${verb}`);
      expect(await keptSchedule(file)).toBe(verb === "enable");
    }
    await control(emulator, "POST", "integrations", { action: "toggle", workspace: 1, integration: 11 });
    expect(await keptSchedule(file)).toBe(true);
  });

  test("a process killed with -9 right after its answers comes back with all of them", async () => {
    const file = await stateFile();
    const script = new URL("serve-kept.ts", import.meta.url).pathname;
    const child = spawn(process.execPath, [script, file], { stdio: ["ignore", "pipe", "inherit"] });
    onTestFinished(() => void child.kill("SIGKILL"));
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const url = line.toString().trim();
    const authorization = "skyvia-emulator-token";
    const send = async (path: string): Promise<number> => {
      const { statusCode, body } = await request(url + path, { method: "POST", headers: { authorization } });
      await body.dump();
      return statusCode;
    };
    const paths = ["11/schedule/disable", "12/schedule/enable", "11/executions", "12/executions"];
    const sent = paths.map((path) => send(`/v1/workspaces/1/integrations/${path}`));
    expect(await Promise.all(sent)).toEqual([200, 200, 200, 200]);
    child.kill("SIGKILL");
    await once(child, "exit");
    const emulator = await startEmulator({ stateFile: file });
    onTestFinished(() => emulator.close());
    expect([emulator.world.schedule(1, 11), emulator.world.schedule(1, 12)]).toEqual(["disabled", "enabled"]);
    const runs = [emulator.world.activeExecution(1, 11)?.runId, emulator.world.activeExecution(1, 12)?.runId];
    expect(new Set(runs)).toEqual(new Set([10_001, 10_002]));
  });

  test("a second start reads the file, not the seed, and goes on with its clock, tokens and run ids", async () => {
    const file = await stateFile();
    const seed = { ...small, tokens: { ci: { value: "v1" } } };
    const first = await startEmulator({ seed, stateFile: file, clock: createClock(() => noon) });
    first.world.run(1, 11);
    await control(first, "POST", "clock", { set: "2030-01-01T00:00:00Z", frozen: true });
    await first.close();
    const second = await running({ seed: generateSeed(3), stateFile: file });
    expect([second.token, second.clock.frozen, second.clock.now()]).toEqual([
      "v1",
      true,
      Date.parse("2030-01-01T00:00:00Z"),
    ]);
    expect((await get(second, `${one}/executions`)).json.data).toMatchObject([{ runId: 10_001, state: "Succeeded" }]);
    expect((await post(second, `${one}/executions`)).json.runId).toBe(10_002);
  });

  test("changes in the process are kept by closing", async () => {
    const file = await stateFile();
    const emulator = await startEmulator({ seed: small, stateFile: file });
    emulator.world.disable(1, 11);
    await emulator.close();
    expect(await keptSchedule(file)).toBe(false);
  });

  test("only its owner can read the file, and no other file is left", async () => {
    const path = await folder();
    const emulator = await running({ stateFile: join(path, "state.json") });
    await Promise.all([11, 12].map((id) => post(emulator, `/v1/workspaces/1/integrations/${id}/executions`)));
    expect((await stat(join(path, "state.json"))).mode & 0o777).toBe(0o600);
    expect(await readdir(path)).toEqual(["state.json"]);
  });
});

test("changes during a write share the next one", async () => {
  const file = await stateFile();
  const world = new World(
    worldFromSeed(generateSeed(500), noon),
    createClock(() => noon),
  );
  let snapshots = 0;
  const counted = Object.create(world, {
    revision: { get: () => world.revision },
    snapshot: { value: () => (snapshots++, world.snapshot()) },
  }) as World;
  const saved = keepStateFile(file, counted);
  const saves = Array.from({ length: 300 }, (_, index) => {
    world.rename(1, 1001 + index, `renamed ${index}`);
    return saved();
  });
  await Promise.all(saves);
  expect(snapshots).toBe(2);
  expect(await readFile(file, "utf8")).toContain("renamed 299");
});

describe("a file that cannot be used", () => {
  test.each([
    ["an empty one", ""],
    ["one cut short", '{"formatVersion":1,"works'],
    ["JSON of something else", '{"a":1}'],
    ["null", "null"],
  ])("%s stops the start, by name, and stays as it is", async (_, content) => {
    const file = await stateFile();
    await writeFile(file, content);
    await expect(startEmulator({ seed: small, stateFile: file })).rejects.toThrow(
      `${file} is not the state of an emulator`,
    );
    expect(await readFile(file, "utf8")).toBe(content);
  });

  test("another format stops the start and says which one", async () => {
    const file = await stateFile();
    await writeFile(file, '{"formatVersion":2,"workspaces":[],"tokens":[]}');
    const failed = startEmulator({ stateFile: file });
    await expect(failed).rejects.toThrow(
      `${file} has the format 2 of another version, but this one reads the format 1`,
    );
    await expect(failed).rejects.toMatchObject({ code: "state-file", next: expect.stringContaining("another file") });
  });

  test.each([
    ["invalid workspaces", { workspaces: [null] }, "workspaces[0]: must be a map of keys"],
    ["no next run id", { nextRunId: undefined }, "nextRunId: is missing"],
    ["an invalid clock", { clock: {} }, "clock.offset: is missing"],
    ["invalid answers", { answers: { noneActive: 1 } }, "answers.writes: is missing"],
  ])("a state with %s stops the start and names the key", async (_, broken, message) => {
    const file = await stateFile();
    await (await startEmulator({ seed: small, stateFile: file })).close();
    await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, "utf8")), ...broken }));
    await expect(startEmulator({ stateFile: file })).rejects.toThrow(`is not the state of an emulator: ${message}`);
  });

  test.each([
    ["a folder that does not exist", ["no", "state.json"], "cannot be written (ENOENT)"],
    ["a folder in place of the file", [], "cannot be read (EISDIR)"],
    ["a file in place of the folder", ["file", "state.json"], "cannot be read (ENOTDIR)"],
  ])("%s stops the start and says what to do", async (_, path, message) => {
    const place = await folder();
    await writeFile(join(place, "file"), "");
    const failed = startEmulator({ seed: small, stateFile: join(place, ...path) });
    await expect(failed).rejects.toThrow(message);
    await expect(failed).rejects.toMatchObject({ code: "state-file" });
  });

  test("a write that fails is answered with 500, and the next one that works keeps it", async () => {
    const path = await folder();
    const file = join(path, "kept", "state.json");
    await mkdir(join(path, "kept"));
    const emulator = await running({ stateFile: file });
    await rm(join(path, "kept"), { recursive: true });
    const failed = await post(emulator, `${one}/schedule/disable`);
    expect([failed.status, failed.json.message]).toEqual([
      500,
      expect.stringContaining("state file could not be written"),
    ]);
    const refused = await control(emulator, "POST", "integrations", { action: "run", workspace: 1, integration: 11 });
    expect(refused.status).toBe(500);
    await mkdir(join(path, "kept"));
    expect((await get(emulator, `${one}/schedule`)).json).toEqual({ active: false });
    expect(await keptSchedule(file)).toBe(false);
  });
});
