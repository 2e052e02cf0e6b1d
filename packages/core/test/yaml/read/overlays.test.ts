import { describe, expect, it } from "vitest";
import { loadDesired, type DesiredRead } from "../../../src/yaml/index.ts";
import { told } from "../config-builder.ts";

const now = Date.parse("2026-11-26T12:00:00Z");
const day = 86_400_000;

function load(...texts: readonly string[]): DesiredRead {
  const files = texts.map((text, index) => ({ file: `${"ab"[index]}.yaml`, bytes: new TextEncoder().encode(text) }));
  return loadDesired(files, { now, maxHold: 30 * day });
}

const workspaces = `version: 1
workspaces:
  - id: 7
    integrations:
      - { id: 1, schedule: enabled, tags: [finance] }
      - { name: Orders, schedule: enabled, owner: ana }
      - { match: "*", schedule: enabled, tags: [rest] }
`;

/** A hold of integration 1 for some days, with other values of some keys; "" leaves a key out. It begins at line 9. */
function hold(rest: Readonly<Record<string, string>> = {}): string {
  const keys = {
    workspace: "7",
    select: "{ id: 1 }",
    schedule: "disabled",
    until: "2026-12-01T06:00:00Z",
    reason: "INC-1",
    owner: "ana",
    ...rest,
  };
  return item(keys);
}

/** A freeze of one day, with other values of some keys; "" leaves a key out. It begins at line 9. */
function freeze(rest: Readonly<Record<string, string>> = {}): string {
  return item({ name: "close", from: "2026-12-31T18:00:00+01:00", until: "2027-01-01T18:00:00+01:00", ...rest });
}

function nightly(rest: Readonly<Record<string, string>> = {}): string {
  return item({ name: "night", cron: '"0 1 * * *"', duration: "2h", timeZone: "Europe/Berlin", ...rest });
}

function item(keys: Readonly<Record<string, string>>): string {
  const lines = Object.entries(keys).flatMap(([key, value]) => (value === "" ? [] : [`${key}: ${value}`]));
  return `  - ${lines.join("\n    ")}\n`;
}

const holds = (...items: readonly string[]): string => `${workspaces}holds:\n${items.join("")}`;
const freezes = (...items: readonly string[]): string => `${workspaces}freezes:\n${items.join("")}`;

describe("holds and freezes that are right", () => {
  it("are read with the places of their first keys", () => {
    const { desired, problems } = load(`${holds(hold())}freezes:\n${freeze({ select: "{ tag: [finance, x] }" })}`);
    expect(problems).toEqual([]);
    expect(desired.overlays.holds[0]).toEqual({
      workspaceId: 7,
      select: { id: [1] },
      schedule: "disabled",
      from: null,
      until: Date.parse("2026-12-01T06:00:00Z"),
      reason: "INC-1",
      owner: "ana",
      overridesFreeze: false,
      timeZone: "UTC",
      source: { file: "a.yaml", line: 9, column: 5 },
    });
    expect(desired.overlays.freezes[0]).toMatchObject({
      name: "close",
      workspaceId: null,
      select: { tag: ["finance", "x"] },
      time: { kind: "once", from: Date.parse("2026-12-31T17:00:00Z"), until: Date.parse("2027-01-01T17:00:00Z") },
      timeZone: "+01:00",
    });
  });

  it.each([
    [
      "a local time with a zone",
      freezes(freeze({ from: "2026-12-31T18:00:00", until: "2027-01-01T18:00", timeZone: "Europe/Berlin" })),
    ],
    ["a duration that is as long as the period", freezes(nightly({ duration: "24h" }))],
    ["a hold that is over", holds(hold({ from: "2026-10-01T06:00:00Z", until: "2026-10-02T06:00:00Z" }))],
    ["a hold of exactly 30 days", holds(hold({ from: "2026-12-01T06:00:00Z", until: "2026-12-31T06:00:00Z" }))],
    ["holds that agree", holds(hold(), hold({ reason: "INC-2" }))],
    [
      "holds that touch",
      holds(hold(), hold({ schedule: "enabled", from: "2026-12-01T06:00:00Z", until: "2026-12-02T06:00:00Z" })),
    ],
    [
      "holds that disagreed in the past",
      holds(
        hold({ from: "2026-10-01T06:00:00Z", until: "2026-10-02T06:00:00Z" }),
        hold({ from: "2026-10-01T06:00:00Z", until: "2026-10-02T06:00:00Z", schedule: "enabled" }),
      ),
    ],
    ["holds that only names show to overlap", holds(hold({ select: "{ match: a* }" }), hold({ schedule: "enabled" }))],
    ["a hold that overrides freezes", holds(hold({ overrides: "freeze" }))],
    ["no hold at all", `${workspaces}holds: []\n`],
  ])("%s is allowed", (_, text) => {
    expect(told(load(text))).toEqual([]);
  });

  it("may be in a file without workspaces", () => {
    expect(told(load(workspaces, `version: 1\nholds:\n${hold()}`))).toEqual([]);
  });

  it.each([
    [["owner: ana"], { owner: ["ana"] }],
    [["id: [1, 2]", 'match: "stg-*"'], { id: [1, 2], match: ["stg-*"] }],
    [["name: Orders"], { name: ["Orders"] }],
  ])("select %j", (keys, expected) => {
    const { desired } = load(holds(hold({ select: `{ ${keys.join(", ")} }` })));
    expect(desired.overlays.holds[0]?.select).toEqual(expected);
  });
});

describe("holds and freezes that are wrong", () => {
  it.each([
    [
      "until before from",
      freezes(freeze({ until: "2026-12-30T18:00:00Z" })),
      "a.yaml:11:12: until-not-after-from: `until` must be after `from`",
    ],
    [
      "until at from",
      holds(hold({ from: "2026-12-01T06:00:00Z" })),
      "a.yaml:12:12: until-not-after-from: `until` must be after `from`",
    ],
    [
      "a bare local time",
      holds(hold({ until: "2026-12-01T06:00:00" })),
      "a.yaml:12:12: bad-instant: `until` is a local time without a zone: `2026-12-01T06:00:00`",
    ],
    [
      "a date alone",
      holds(hold({ until: "2026-12-01" })),
      "a.yaml:12:12: bad-instant: `until` must be an instant such as 2026-12-31T18:00:00+01:00, not `2026-12-01`",
    ],
    [
      "no seconds",
      holds(hold({ until: "2026-12-01T06:00Z" })),
      "a.yaml:12:12: bad-instant: `until` must be an instant such as 2026-12-31T18:00:00+01:00, not `2026-12-01T06:00Z`",
    ],
    [
      "a number",
      holds(hold({ until: "12" })),
      "a.yaml:12:12: bad-instant: `until` must be an instant such as 2026-12-31T18:00:00+01:00, not `12`",
    ],
    [
      "a local time that the clock skips",
      freezes(freeze({ from: "2027-03-28T02:30:00", until: "2027-03-29T02:30:00", timeZone: "Europe/Berlin" })),
      "a.yaml:10:11: local-time-skipped: `from` does not exist in Europe/Berlin: the clocks skip `2027-03-28T02:30:00`",
    ],
    [
      "a local time that the clock shows twice",
      freezes(freeze({ from: "2027-10-31T02:30:00", until: "2027-11-01T02:30:00", timeZone: "Europe/Berlin" })),
      "a.yaml:10:11: local-time-doubled: `from` happens twice in Europe/Berlin: the clocks show `2027-10-31T02:30:00` two times",
    ],
    [
      "an unknown zone",
      freezes(nightly({ timeZone: "Europe/Bonn" })),
      "a.yaml:12:15: bad-time-zone: `timeZone` must be an IANA name such as Europe/Berlin, not `Europe/Bonn`",
    ],
    [
      "an offset as zone",
      freezes(nightly({ timeZone: '"+01:00"' })),
      'a.yaml:12:15: bad-time-zone: `timeZone` must be an IANA name such as Europe/Berlin, not `"+01:00"`',
    ],
    [
      "cron without a zone",
      freezes(nightly({ timeZone: "" })),
      "a.yaml:9:5: freeze-time: a freeze has either `from` and `until`, or `cron`, `duration` and `timeZone`",
    ],
    [
      "from and cron",
      freezes(nightly({ from: "2026-12-01T06:00:00Z" })),
      "a.yaml:9:5: freeze-time: a freeze has either `from` and `until`, or `cron`, `duration` and `timeZone`",
    ],
    [
      "no time at all",
      freezes(item({ name: "close" })),
      "a.yaml:9:5: freeze-time: a freeze has either `from` and `until`, or `cron`, `duration` and `timeZone`",
    ],
    [
      "the 30th of February",
      freezes(nightly({ cron: '"0 0 30 2 *"' })),
      "a.yaml:10:11: bad-cron: `cron` has no start within 40 years",
    ],
    ["four fields", freezes(nightly({ cron: '"0 1 * *"' })), "a.yaml:10:11: bad-cron: `cron` has 4 fields, not 5"],
    ["a nickname", freezes(nightly({ cron: '"@daily"' })), "a.yaml:10:11: bad-cron: `cron` has 1 field, not 5"],
    ["a number as cron", freezes(nightly({ cron: "5" })), "a.yaml:10:11: bad-cron: `cron` must be text, not `5`"],
    [
      "a duration longer than its period",
      freezes(nightly({ duration: "25h" })),
      "a.yaml:11:15: freeze-longer-than-period: a duration of 25h is longer than the period of `cron`, which is 1d",
    ],
    [
      "a duration of 0",
      freezes(nightly({ duration: "0h" })),
      "a.yaml:11:15: bad-duration: a duration is a whole number above 0 with the unit s, m, h or d, not `0h`",
    ],
    [
      "a duration without a unit",
      freezes(nightly({ duration: "4" })),
      "a.yaml:11:15: bad-duration: a duration is a whole number above 0 with the unit s, m, h or d, not `4`",
    ],
    [
      "two freezes of one name",
      freezes(freeze(), nightly({ name: "close" })),
      'a.yaml:12:11: duplicate-entry: the freeze "close" is listed twice, first at a.yaml:9:11',
    ],
    [
      "a hold of more than 30 days",
      holds(hold({ from: "2026-12-01T06:00:00Z", until: "2026-12-31T06:00:01Z" })),
      "a.yaml:12:12: hold-too-long: this hold ends 30d 1m after its `from`, the limit is 30d",
    ],
    [
      "a hold without from, from the clock",
      holds(hold({ until: "2026-12-27T12:00:00Z" })),
      "a.yaml:12:12: hold-too-long: this hold ends 31d after now, the limit is 30d",
    ],
    [
      "a workspace that no file manages",
      holds(hold({ workspace: "8" })),
      "a.yaml:9:16: overlay-workspace-unknown: this hold is for workspace 8, which no file manages",
    ],
    [
      "a freeze of a workspace that no file manages",
      freezes(freeze({ workspace: "8" })),
      "a.yaml:12:16: overlay-workspace-unknown: this freeze is for workspace 8, which no file manages",
    ],
    ["a hold without a reason", holds(hold({ reason: "" })), "a.yaml:9:5: missing-key: a hold has no `reason`"],
    ["a hold without an owner", holds(hold({ owner: "" })), "a.yaml:9:5: missing-key: a hold has no `owner`"],
    ["a hold without until", holds(hold({ until: "" })), "a.yaml:9:5: missing-key: a hold has no `until`"],
    ["a freeze without a name", freezes(freeze({ name: "" })), "a.yaml:9:5: missing-key: a freeze has no `name`"],
    ["an empty select", holds(hold({ select: "{}" })), "a.yaml:10:13: select-empty: `select` is empty"],
    ["an empty list in a select", holds(hold({ select: "{ id: [] }" })), "a.yaml:10:19: select-empty: `id` is empty"],
    [
      "an unknown key of a select",
      holds(hold({ select: "{ tags: x }" })),
      "a.yaml:10:15: unknown-key: `select` has no key `tags`; did you mean `tag`?",
    ],
    [
      "a wrong id in a select",
      holds(hold({ select: "{ id: [1, x] }" })),
      "a.yaml:10:23: bad-id: an id is a whole number from 1 to 2147483647 in decimal digits, not `x`",
    ],
    [
      "another override",
      holds(hold({ overrides: "all" })),
      "a.yaml:15:16: unknown-word: `overrides` is `freeze`, not `all`",
    ],
    ["an unknown key of a hold", holds(hold({ note: "x" })), "a.yaml:15:5: unknown-key: a hold has no key `note`"],
    [
      "a mapping in place of the list",
      `${workspaces}holds: {}\n`,
      "a.yaml:8:8: wrong-type: `holds` must be a list, not a mapping",
    ],
    [
      "holds that overlap and disagree",
      holds(hold(), hold({ schedule: "enabled", select: "{ tag: finance }" })),
      "a.yaml:15:5: holds-overlap: this hold asks for enabled and the hold at a.yaml:9:5 asks for disabled, for integration 1 at the same time",
    ],
    [
      "holds of one id that only a glob covers",
      holds(hold({ select: "{ id: 5 }" }), hold({ schedule: "enabled", select: "{ id: [4, 5] }" })),
      "a.yaml:15:5: holds-overlap: this hold asks for enabled and the hold at a.yaml:9:5 asks for disabled, for integration 5 at the same time",
    ],
    [
      "holds of an entry by name",
      holds(hold({ select: "{ owner: ana }" }), hold({ schedule: "enabled", select: "{ name: Orders }" })),
      'a.yaml:15:5: holds-overlap: this hold asks for enabled and the hold at a.yaml:9:5 asks for disabled, for the integration named "Orders" at the same time',
    ],
  ])("%s", (_, text, expected) => {
    expect(told(load(text))).toEqual([expected]);
  });

  it("no file lists a workspace", () => {
    expect(told(load(`version: 1\nholds:\n${hold()}`))).toEqual([
      "a.yaml:1:1: workspaces-missing: no file lists a workspace: holds and freezes alone ask for nothing",
    ]);
  });

  it("a file with neither workspaces nor holds nor freezes lacks workspaces", () => {
    expect(told(load("version: 1\n"))).toEqual(["a.yaml:1:1: missing-key: the file has no `workspaces`"]);
  });

  it("a hold that is wrong in several ways is reported with all of them", () => {
    expect(told(load(freezes(nightly({ cron: '"x"', duration: "0", timeZone: "Nowhere" }))))).toHaveLength(3);
  });
});

it("advises about the date if no date matches a cron expression, and about the fields if they are wrong", () => {
  const nextOf = (cron: string): unknown => load(freezes(nightly({ cron }))).problems.map(({ next }) => next);
  expect(nextOf('"0 0 30 2 *"')).toEqual(["Such a date does not exist: correct the day of month or the month."]);
  expect(nextOf('"0 0 * *"')).toEqual([expect.stringContaining("Write five fields")]);
});
