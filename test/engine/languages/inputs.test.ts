import { integrationSchedule, types, workspaceSchedules } from "@skyvia-schedules/pulumi/inner";
import { describe } from "vitest";
import { test } from "../engine-test.ts";
import { languages, openIn } from "./language.ts";
import { bulk, single, type Inputs } from "./program.ts";

const up = "up --yes --skip-preview";
const window = { from: "2026-12-31T18:00:00", until: "2027-01-02T08:00:00", timeZone: "Europe/Berlin" };
const said = { reason: "INC-4711", owner: "ana" };
const selected = { id: [12], name: ["Hourly leads"], match: "Hourly*", tag: "leads", owner: ["ana", "ben"] };
const hold = { ...window, ...said, schedule: "enabled", overrides: "freeze" };
const freezes = [
  { ...window, ...said, name: "close", workspace: 1, select: { match: ["*"] }, except: selected },
  { name: "nights", cron: "0 22 * * *", duration: "2h", timeZone: "Europe/Berlin" },
];

/** Every input. */
const one: Inputs = {
  workspaceId: 1,
  integrationId: 14,
  enabled: false,
  name: "By hand",
  onDelete: "restore",
  holds: [hold],
  freezes: freezes.slice(1),
  at: "2026-12-30T12:00:00Z",
  maxHold: "60d",
};
const all: Inputs = {
  workspaceId: 1,
  name: "Production",
  schedules: { 11: "enabled" },
  names: { 11: "Nightly orders" },
  entries: [
    { name: "Hourly leads", schedule: "disabled", mode: "enforce", protected: true, tags: ["leads"], owner: "ana" },
    { id: 13, schedule: "enabled" },
    { match: "Nobody *", schedule: "disabled", mode: "observe" },
  ],
  unmanaged: "report",
  limits: { disable: 5, enable: "50%" },
  onDelete: "restore",
  holds: [{ ...hold, workspace: 1, select: selected }],
  freezes,
  at: "2026-12-30T12:00:00Z",
  maxHold: "60d",
};

const keysOf = (values: unknown): string[] =>
  [...new Set((values as readonly object[]).flatMap((value) => Object.keys(value)))].toSorted();
const declared = (type: keyof typeof types): string[] => {
  const found = types[type];
  return "properties" in found ? Object.keys(found.properties).toSorted() : [];
};

test("these are all inputs that there are", ({ expect }) => {
  expect(keysOf([one])).toEqual(Object.keys(integrationSchedule.inputs).toSorted());
  expect(keysOf([all])).toEqual(Object.keys(workspaceSchedules.inputs).toSorted());
  expect(keysOf(all["entries"])).toEqual(declared("ScheduleEntry"));
  expect(keysOf(all["holds"])).toEqual(declared("Hold"));
  expect(keysOf(all["freezes"])).toEqual(declared("Freeze"));
  expect(keysOf([selected])).toEqual(declared("Select"));
  expect(keysOf([all["limits"]])).toEqual(declared("Limits"));
});

describe.each(languages)("a program in $name", (language) => {
  test("every input arrives as it is written, and a second update is unchanged", async ({ engine, expect, skip }) => {
    await using stage = await openIn(language, engine, skip);
    stage.want({ resources: [single("one", one), bulk("all", all)] });
    await stage.succeed(up);
    expect([stage.resource("one")?.inputs, stage.resource("all")?.inputs]).toEqual([one, all]);
    expect(await stage.succeed(`${up} --refresh`)).toContain("3 unchanged");
  });
});
