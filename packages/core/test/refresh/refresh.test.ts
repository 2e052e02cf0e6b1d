import { expect, test } from "vitest";
import type { DesiredEntry } from "../../src/model/model.ts";
import { plan } from "../../src/plan/plan.ts";
import { refresh } from "../../src/refresh/refresh.ts";
import { byGlob, byId, byName, desired, workspace } from "../builders.ts";
import { CallFailure, World } from "../world.ts";

const off = { schedule: "disabled" } as const;

function world(): World {
  return new World({ 1: "enabled", 2: "disabled", 3: "undefined", 4: "enabled", 5: "disabled" });
}

test.each<[string, readonly DesiredEntry[], Partial<Parameters<typeof workspace>[1]>, readonly string[]]>([
  ["ids alone need no listing", [byId(1), byId(2, off)], { unmanaged: "ignore" }, ["get 1", "get 2"]],
  ["unmanaged ones need the listing", [byId(1)], {}, ["page 0", "get 1", "page 1", "page 2"]],
  [
    "an asserted name needs the listing",
    [byId(1, { name: "I1" })],
    { unmanaged: "ignore" },
    ["page 0", "get 1", "page 1", "page 2"],
  ],
  ["a glob needs the listing", [byGlob("I4")], { unmanaged: "ignore" }, ["page 0", "page 1", "get 4", "page 2"]],
  [
    "disabled is not read if the listing says not active",
    [byGlob("*", off)],
    {},
    ["page 0", "get 1", "page 1", "get 4", "page 2"],
  ],
  ["enabled is always read", [byId(2), byName("I5")], {}, ["page 0", "get 2", "page 1", "page 2", "get 5"]],
  ["an integration whose name differs is not read", [byId(1, { name: "other" })], {}, ["page 0", "page 1", "page 2"]],
  [
    "an asserted workspace name costs one call",
    [byId(1)],
    { name: "Production", unmanaged: "ignore" },
    ["workspace", "get 1"],
  ],
  ["a workspace of another name is not read", [byId(1)], { name: "Staging" }, ["workspace"]],
])("%s", async (_, entries, rest, expected) => {
  const api = world();
  await refresh(api, desired(workspace(entries, rest)));
  expect(api.calls.toSorted()).toEqual(expected.toSorted());
});

test("the first schedule is read before the last page has come", async () => {
  const api = world();
  await refresh(api, desired(workspace([byGlob("*")])));
  expect(api.calls.indexOf("get 1")).toBeLessThan(api.calls.indexOf("page 2"));
});

test("a shifted listing is read from its start, and no schedule is read twice", async () => {
  const api = world();
  const pages = api.integrationPages.bind(api);
  api.integrationPages = async function* () {
    yield { kind: "page", items: api.integrations.slice(0, 3) };
    api.integrations.splice(1, 1);
    yield { kind: "restarted" };
    yield* pages();
  };
  const live = await refresh(api, desired(workspace([byGlob("*")])));
  expect([...(live.get(7)?.listing?.keys() ?? [])]).toEqual([1, 3, 4, 5]);
  expect(api.calls.filter((call) => call === "get 1")).toHaveLength(1);
});

test("one schedule that cannot be read does not stop the others", async () => {
  const api = world();
  api.twist = (call) => (call === "get 1" ? new CallFailure("server", { status: 500 }) : undefined);
  const asked = desired(workspace([byId(1), byId(2)]));
  const found = plan(asked, await refresh(api, asked));
  expect(found.problems.map(({ code }) => code)).toEqual(["schedule-unreadable"]);
  expect(found.changes.map(({ action }) => action)).toEqual(["enable"]);
});

test.each([
  ["nothing could be read at all", new CallFailure("network")],
  ["the token is refused", new CallFailure("auth", { status: 403, endsRun: true })],
])("it rejects if %s", async (_, failure) => {
  const api = world();
  api.twist = () => failure;
  await expect(refresh(api, desired(workspace([byId(1), byId(2)])))).rejects.toBe(failure);
});

test("a missing workspace is reported, and the others are read", async () => {
  const api = world();
  const pages = api.integrationPages.bind(api);
  api.integrationPages = (id?: number) => {
    if (id === 8) throw new CallFailure("not-found", { status: 404 });
    return pages();
  };
  const live = await refresh(api, desired(workspace([byId(1)]), workspace([byId(1)], { id: 8 })));
  expect(live.get(8)?.failure).toEqual({ kind: "missing" });
  expect(live.get(7)?.failure).toBeNull();
});

test("progress counts reads up to what is needed", async () => {
  const seen: [number, number][] = [];
  await refresh(world(), desired(workspace([byGlob("*")])), {
    onProgress: (read, needed) => seen.push([read, needed]),
  });
  expect(seen.at(-1)).toEqual([5, 5]);
  expect(seen.every(([read, needed]) => read <= needed)).toBe(true);
});
