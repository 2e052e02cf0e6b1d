import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fromYaml } from "../../src/program/from-yaml.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "from-yaml-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message.replaceAll(`${folder}/`, "");
  }
  return expect.unreachable("it did not throw");
}

test("entries by id become schedules and asserted names; the rest become entries in their order", () => {
  const file = write(
    "all.yaml",
    `version: 1
workspaces:
  - id: 7
    integrations: [{ id: 1, schedule: enabled }]
  - id: 123
    name: Production
    unmanaged: fail
    integrations:
      - { id: 456, name: Nightly orders, schedule: enabled, owner: data-platform, tags: [finance], reason: because }
      - { name: Hourly leads, schedule: disabled }
      - { match: "stg-*", schedule: disabled }
      - { id: 777, schedule: enabled, mode: observe }
      - { id: 789, schedule: disabled }
`,
  );
  expect(fromYaml(file, { workspace: 123 })).toEqual({
    workspaceId: 123,
    name: "Production",
    schedules: { 456: "enabled", 789: "disabled" },
    names: { 456: "Nightly orders" },
    entries: [
      { name: "Hourly leads", schedule: "disabled" },
      { match: "stg-*", schedule: "disabled" },
      { id: 777, schedule: "enabled", mode: "observe" },
    ],
    unmanaged: "fail",
    __sources: {
      456: `${file}:9:15`,
      789: `${file}:13:15`,
      "entries[0]": `${file}:10:17`,
      "entries[1]": `${file}:11:18`,
      "entries[2]": `${file}:12:15`,
    },
  });
  expect(fromYaml(file, { workspace: 7 })).toEqual({
    workspaceId: 7,
    schedules: { 1: "enabled" },
    unmanaged: "report",
    __sources: { 1: `${file}:4:26` },
  });
});

test("limits go with the workspace; a protected entry is one of the entries", () => {
  const file = write(
    "held.yaml",
    `version: 1
workspaces:
  - id: 7
    limits: { disable: 10%, enable: 3 }
    integrations: [{ id: 1, schedule: enabled, protected: true }, { match: "*", schedule: disabled, protected: true }]
`,
  );
  expect(fromYaml(file, { workspace: 7 })).toEqual({
    workspaceId: 7,
    schedules: {},
    entries: [
      { id: 1, schedule: "enabled", protected: true },
      { match: "*", schedule: "disabled", protected: true },
    ],
    unmanaged: "report",
    limits: { disable: "10%", enable: 3 },
    __sources: {
      "limits.disable": `${file}:4:24`,
      "limits.enable": `${file}:4:37`,
      "entries[0]": `${file}:5:26`,
      "entries[1]": `${file}:5:76`,
    },
  });
});

test("holds and freezes of the workspace are passed on, and the notes of entries that they select by", () => {
  const file = write(
    "time.yaml",
    `version: 1
workspaces:
  - id: 7
    integrations: [{ id: 1, schedule: enabled, tags: [nightly], owner: eve }, { id: 2, schedule: enabled, owner: eve }]
  - { id: 8, integrations: [{ id: 1, schedule: enabled }] }
holds:
  - { workspace: 7, select: { tag: nightly }, schedule: disabled, until: 2026-12-01T06:00:00+01:00, reason: r, owner: o }
  - { workspace: 8, select: { id: 1 }, schedule: disabled, until: 2026-12-01T06:00:00Z, reason: r, owner: o }
freezes:
  - { name: night, cron: "0 1 * * *", duration: 60m, timeZone: Europe/Berlin, except: { id: [2, 3] } }
  - { name: close, workspace: 7, from: 2026-12-31T18:00, until: 2027-01-02T08:00, timeZone: Europe/Berlin, reason: close }
`,
  );
  const args = fromYaml(file, { workspace: 7 });
  expect(args).toMatchObject({
    schedules: { 2: "enabled" },
    entries: [{ id: 1, schedule: "enabled", tags: ["nightly"] }],
    holds: [
      { select: { tag: "nightly" }, schedule: "disabled", until: "2026-12-01T06:00:00+01:00", reason: "r", owner: "o" },
    ],
    freezes: [
      { name: "night", cron: "0 1 * * *", duration: "1h", timeZone: "Europe/Berlin", except: { id: [2, 3] } },
      {
        name: "close",
        from: "2026-12-31T18:00:00+01:00",
        until: "2027-01-02T08:00:00+01:00",
        timeZone: "Europe/Berlin",
        reason: "close",
      },
    ],
    __sources: { "holds[0]": `${file}:7:7`, "freezes[0]": `${file}:10:7`, "freezes[1]": `${file}:11:7` },
  });
});

test("`drain` is left out: the file applies as without it", () => {
  const text = (drain: string): string =>
    `version: 1\nworkspaces: [{ id: 7, integrations: [{ id: 1, schedule: disabled${drain} }, { match: "stg-*", schedule: disabled${drain} }] }]\n`;
  const [waits, plain] = [write("waits.yaml", text(", drain: cancel")), write("plain.yaml", text(""))];
  expect(withoutPlaces(fromYaml(waits, { workspace: 7 }))).toEqual(withoutPlaces(fromYaml(plain, { workspace: 7 })));
});

function withoutPlaces({ __sources: _places, ...args }: ReturnType<typeof fromYaml>): unknown {
  return args;
}

test("several files are joined", () => {
  const one = write("one.yaml", "version: 1\nworkspaces: [{ id: 7, integrations: [{ id: 1, schedule: enabled }] }]\n");
  const two = write(
    "two.yaml",
    "version: 1\nworkspaces: [{ id: 7, unmanaged: ignore, integrations: [{ id: 2, schedule: disabled }] }]\n",
  );
  expect(fromYaml([one, two], { workspace: 7 })).toMatchObject({
    workspaceId: 7,
    schedules: { 1: "enabled", 2: "disabled" },
    unmanaged: "ignore",
  });
});

test("every problem of every file is reported with its place", () => {
  const one = write(
    "bad.yaml",
    "version: 1\nworkspaces:\n  - id: 0x7\n    integrations:\n      - { id: 1, schedule: on }\n",
  );
  const two = write("worse.yaml", "version: 1\nworkspaces:\n  - id: 8\n    unmanagd: fail\n");
  const message = messageOf(() => fromYaml([one, two], { workspace: 7 }));
  expect(message).toMatch(/^bad\.yaml:3:9: error: .*0x7/m);
  expect(message).toMatch(/^bad\.yaml:5:28: error: .*`on`/m);
  expect(message).toMatch(/^worse\.yaml:4:5: error: .*unmanagd.*\n {2}.*unmanaged/m);
});

test("a file that is not there, and a workspace that is not in it", () => {
  const file = write(
    "seven.yaml",
    "version: 1\nworkspaces: [{ id: 7, integrations: [{ id: 1, schedule: enabled }] }, { id: 8 }]\n",
  );
  expect(messageOf(() => fromYaml(join(folder, "none.yaml"), { workspace: 7 }))).toMatch(
    /^none\.yaml cannot be read \(ENOENT\)/,
  );
  expect(messageOf(() => fromYaml(file, { workspace: 9 }))).toBe("seven.yaml has no workspace 9, only 7, 8");
});

test("hidden characters of a file are shown as escapes", () => {
  const file = write("hidden.yaml", 'version: 1\nworkspaces: [{ id: 7, "na\u202eme": x }]\n');
  expect(messageOf(() => fromYaml(file, { workspace: 7 }))).not.toContain("\u202e");
});

test("tokenFrom: a resource does not read the variable, so it is refused at its place unless the program says otherwise", () => {
  const file = write(
    "account.yaml",
    "version: 1\nworkspaces:\n  - id: 7\n    tokenFrom: SKYVIA_TOKEN_WEST\n    integrations: [{ id: 1, schedule: enabled }]\n",
  );
  expect(messageOf(() => fromYaml(file, { workspace: 7 }))).toBe(
    "account.yaml:4:16: error: workspace 7 has `tokenFrom: SKYVIA_TOKEN_WEST`, but a resource uses the token of its provider\n" +
      "  Make a Provider with the token of that account, pass it as `provider` to the resource, and pass `ignoreTokenFrom: true` to fromYaml.",
  );
  expect(fromYaml(file, { workspace: 7, ignoreTokenFrom: true }).schedules).toEqual({ 1: "enabled" });
});
