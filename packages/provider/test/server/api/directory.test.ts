import { createClient, type SkyviaClient } from "@skyvia-schedules/client";
import { startEmulator, type Emulator } from "@skyvia-schedules/emulator";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createDirectory, type Directory } from "../../../src/server/api/directory.ts";
import { quietHost } from "../in-process.ts";
import { createPatience, type Api } from "../../../src/server/api/patience.ts";

let emulator: Emulator;
let client: SkyviaClient;
let api: Api;
let now: number; // by the monotonic clock
let directory: Directory;
beforeEach(async () => {
  const integrations = Array.from({ length: 1500 }, (_, index) => ({ id: index + 1, name: `n${index + 1}` }));
  emulator = await startEmulator({ seed: { workspaces: [{ id: 1, name: "Large", integrations }] } });
  client = createClient({ token: emulator.token, baseUrl: emulator.url });
  ({ api } = createPatience(client, { ...quietHost, concurrency: 8 }));
  now = 0;
  directory = createDirectory({
    openListing: () => createPatience(client, { ...quietHost, concurrency: 8 }).api,
    monotonic: () => now,
  });
});
afterEach(async () => {
  await client.close();
  await emulator.close();
});

function counts(): { pages: number; single: number } {
  const paths = emulator.requests().map(({ path }) => path);
  const pages = paths.filter((path) => path === "/v1/workspaces/1/integrations").length;
  return { pages, single: paths.length - pages };
}

test("many integrations are found in shared pages", async () => {
  const ids = Array.from({ length: 300 }, (_, index) => index * 5 + 1);
  const found = await Promise.all(ids.map((id) => directory.find(api, 1, id)));
  expect(found.map((integration) => integration?.name)).toEqual(ids.map((id) => `n${id}`));
  expect(counts().pages).toBeLessThanOrEqual(15); // the pages of 1,500 in whole waves
  expect(counts().single).toBe(0);
});

test("a single integration in a large workspace is requested by itself, after the first page", async () => {
  expect((await directory.find(api, 1, 1500))?.name).toBe("n1500");
  expect(counts().single).toBe(1);
  expect(counts().pages).toBeLessThanOrEqual(3); // two more are asked for ahead
});

test("the listing is used for a while, and then read again", async () => {
  expect((await directory.find(api, 1, 7))?.name).toBe("n7");
  emulator.world.rename(1, 7, "renamed");
  now = 29_999;
  expect((await directory.find(api, 1, 7))?.name).toBe("n7");
  now = 30_000;
  expect((await directory.find(api, 1, 7))?.name).toBe("renamed");
});

describe("what is not listed", () => {
  test("is requested by itself before it is reported as deleted", async () => {
    await directory.find(api, 1, 1);
    emulator.world.add(1, { id: 5000, name: "new" });
    expect((await directory.find(api, 1, 5000))?.name).toBe("new");
    expect(await directory.find(api, 1, 6000)).toBeNull();
  });

  test("because the workspace was deleted, is deleted", async () => {
    expect(await directory.find(api, 9, 1)).toBeNull();
  });
});

test("a listing that fails, fails for all who wait for it, and is begun again for the next", async () => {
  emulator.addFault({ match: { operation: "listIntegrations" }, when: "once", fault: { type: "status", status: 409 } });
  const results = await Promise.allSettled([1, 2].map((id) => directory.find(api, 1, id)));
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect((await directory.find(api, 1, 1))?.name).toBe("n1");
});
