import { apply, plan, refresh } from "@skyvia-schedules/core";
import { loadDesired } from "@skyvia-schedules/core/yaml";
import { expect, test } from "vitest";
import { cast, entriesText, keyOf, type Member } from "./cast.ts";
import { portOf, Process, undisturbed, Workspaces } from "./memory.ts";

const half = 1_800_000;
const begin = Date.UTC(2011, 0, 1);
const end = Date.UTC(2012, 0, 1);

/** Freezes of an hour on Fridays, Saturdays and Sundays, each over one integration, at times that the clock of its zone skips or has twice. */
const nights = [
  { zone: "Europe/Berlin", at: "02:30", key: "7/1", selects: { workspace: 7, select: { id: 1 } } },
  { zone: "America/New_York", at: "01:30", key: "7/3", selects: { workspace: 7, select: { name: "Hourly leads" } } },
  { zone: "Australia/Lord_Howe", at: "02:00", key: "7/2", selects: { workspace: 7, select: { id: 2 } } },
  { zone: "Pacific/Apia", at: "03:30", key: "8/1", selects: { workspace: 8 } },
] as const;

test("a year of a workspace's time: a sweep at each transition that the plan shows meets every beginning and end, in Berlin, New York, on Lord Howe, and in Apia with its skipped day", async () => {
  const freezes = nights.map(({ zone, at, selects }) => {
    const [hour, minute] = at.split(":").map(Number);
    return { name: `${zone} ${at}`, ...selects, cron: `${minute} ${hour} * * 5-7`, duration: "1h", timeZone: zone };
  });
  const isOn = (member: Member): boolean => nights.some(({ key }) => key === keyOf(member));
  const states = cast.map((one) => (isOn(one) ? "enabled" : "disabled"));
  const text = [entriesText(states), JSON.stringify({ version: 1, freezes })];
  const files = text.map((one, index) => ({ file: `${index}.yaml`, bytes: Buffer.from(one) }));
  const { desired, problems } = loadDesired(files, { now: begin, maxHold: Infinity });
  expect(problems).toEqual([]);

  const workspaces = new Workspaces(
    cast.map((one, index) => [keyOf(one), states[index] ?? "disabled"]),
    "active",
  );
  const met = new Map<string, string[]>(nights.map(({ key }) => [key, []]));
  let now = begin;
  const write = (key: string, to: string): void => {
    met.get(key)?.push(`${new Date(now).toISOString()} ${to}`);
  };
  for (let sweeps = 0; now < end; sweeps++) {
    expect(sweeps, "no sweep is for nothing").toBeLessThan(2 * 160 * nights.length);
    const api = portOf(workspaces, new Process("apply", undisturbed), write);
    const found = plan(desired, await refresh(api, desired, { at: now }), undefined, now);
    await apply(api, found.changes, { kind: "fresh", concurrency: 8 });
    now = Date.parse(found.next?.at ?? "");
  }
  for (const { zone, at, key } of nights) {
    const expected = startsOf(zone, at).flatMap((start) => [
      [start, "disabled"] as const,
      [start + 2 * half, "enabled"] as const,
    ]);
    const within = expected.filter(([instant]) => instant >= begin && instant < end);
    const first = expected.some(([instant, to]) => instant < begin && to === "disabled" && instant + 2 * half > begin);
    const lines = within.map(([instant, to]) => `${new Date(instant).toISOString()} ${to}`);
    expect(met.get(key), `${zone} ${at}`).toEqual(
      first ? [`${new Date(begin).toISOString()} disabled`, ...lines] : lines,
    );
  }
});

test.each([
  ["a time that the clock skips: the first instant after it", "Europe/Berlin", "02:30", "2011-03-27T01:00Z"],
  ["a time that it has twice: the first one", "Europe/Berlin", "02:30", "2011-10-30T00:30Z"],
  ["twice, in the west", "America/New_York", "01:30", "2011-11-06T05:30Z"],
  ["a change by half an hour", "Australia/Lord_Howe", "02:00", "2011-10-01T15:30Z"],
  ["the day after the skipped one, which was a Friday", "Pacific/Apia", "03:30", "2011-12-30T13:30Z"],
])("the naive list has %s: %s at %s", (_, zone, at, instant) => {
  const starts = startsOf(zone, at);
  expect(starts).toContain(Date.parse(instant));
  const near = starts.filter((start) => Math.abs(start - Date.parse(instant)) < 20 * 2 * half);
  expect(near).toHaveLength(1);
});

/** Looks at a clock every half hour: the first time that it shows `at` on a day, or has just skipped it. */
function startsOf(zone: string, at: string): number[] {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  const starts = new Map<string, number>();
  let [lastDay, lastTime] = ["", ""];
  for (let instant = begin - 48 * half; instant < end; instant += half) {
    const [day = "", time = ""] = format.format(instant).split(" ");
    const isSkipped = day === lastDay && lastTime < at && at < time;
    const isDay = [0, 5, 6].includes(new Date(day).getUTCDay());
    if (isDay && (time === at || isSkipped) && !starts.has(day)) starts.set(day, instant);
    [lastDay, lastTime] = [day, time];
  }
  return [...starts.values()];
}
