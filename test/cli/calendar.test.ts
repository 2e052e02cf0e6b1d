import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../laws/runs.ts";
import { printed } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";

const file = `version: 1
workspaces:
  - id: 7
    integrations:
      - { id: 1, name: Orders, schedule: enabled, tags: [finance] }
      - { name: Leads, schedule: disabled }
      - { match: "stg-*", schedule: enabled }
holds:
  - workspace: 7
    select: { name: Leads }
    schedule: enabled
    until: 2026-11-28T12:00:00Z
    reason: "INC-1; double, again"
    owner: ana
freezes:
  - name: night
    select: { tag: finance }
    cron: "0 1 * * *"
    duration: 2h
    timeZone: Europe/Berlin
`;

async function open(text = file): Promise<Place> {
  const place = await openPlace();
  place.write("skyvia.yaml", text);
  return place;
}

/** Runs `calendar` without a token, at noon of the 26th of November. */
async function calendar(place: Place, ...args: readonly string[]): ReturnType<Place["run"]> {
  const env = { SKYVIA_NOW: "2026-11-26T12:00:00Z", SKYVIA_TOKEN: undefined, SKYVIA_BASE_URL: undefined };
  return place.run(["calendar", ...args], { env });
}

test("each entry is a row of spans without gaps, 14 days from now, and nothing is sent", async () => {
  await using place = await open();
  const { data } = printed(await calendar(place, "--format", "json")) as unknown as { data: CalendarData };
  expect(data.from.slice(0, 16)).toBe("2026-11-26T12:00");
  expect(data.to.slice(0, 16)).toBe("2026-12-10T12:00");
  expect(data.schedules.map(({ integrationId, name }) => [integrationId, name])).toEqual([
    [1, "Orders"],
    [null, "Leads"],
    [null, "stg-*"],
  ]);
  for (const { spans } of data.schedules) {
    expect(spans.map(({ from }) => from)).toEqual([data.from, ...spans.slice(0, -1).map(({ to }) => to)]);
    expect(spans.at(-1)?.to).toBe(data.to);
  }
  const [orders, leads] = data.schedules;
  expect(orders?.spans.filter(({ by }) => by === "freeze")).toHaveLength(14);
  expect(leads?.spans).toMatchObject([
    { schedule: "enabled", by: "hold", to: "2026-11-28T12:00:00.000Z", reason: "INC-1; double, again", owner: "ana" },
    { schedule: "disabled", by: "base" },
  ]);
});

interface CalendarData {
  readonly from: string;
  readonly to: string;
  readonly schedules: readonly {
    readonly integrationId: number | null;
    readonly name: string | null;
    readonly spans: readonly { readonly from: string; readonly to: string; readonly by: string }[];
  }[];
}

test.each([40, 80, 200])("the text fits into %i columns", async (columns) => {
  await using place = await open();
  const env = { SKYVIA_NOW: "2026-11-26T12:00:00Z", COLUMNS: String(columns) };
  const { stdout, code } = await place.run(["calendar"], { env });
  expect(code).toBe(0);
  expect(Math.max(...stdout.split("\n").map((line) => Array.from(line).length))).toBeLessThanOrEqual(columns);
});

test("the text shows short windows, and lists what begins and ends", async () => {
  await using place = await open();
  const { stdout } = await calendar(place, "--from", "2026-11-26T12:00:00Z", "--to", "2026-12-10T12:00:00Z");
  expect(stdout).toMatchInlineSnapshot(`
    "Calendar in UTC  2026-11-26 12:00 to 2026-12-10 12:00

                  27 Nov    29 Nov    1 Dec     3 Dec    5 Dec     7 Dec     9 Dec
      1 Orders  ━━f━━━━f━━━━f━━━━f━━━ff━━━ff━━━f━━━━f━━━━f━━━━f━━━━f━━━ff━━━ff━━━f━━
      Leads     HHHHHHHHHH··························································
      stg-*     ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━

      ━ on  · off  h held off  H held on  f frozen

      until 2026-11-28T12:00Z  hold "INC-1; double, again": 1 entry on, ana
      2026-11-27T00:00Z to 2026-11-27T02:00Z, 14 times  freeze "night": 1 entry off
    "
  `);
});

test("--select and -w choose the rows", async () => {
  await using place = await open();
  const chosen = printed(await calendar(place, "--select", "tag:finance", "--format", "json"));
  expect((chosen as unknown as { data: CalendarData }).data.schedules).toHaveLength(1);
  expect((await calendar(place, "-w", "8")).code).toBe(5);
});

test.each([
  ["another ending", ["--out", "calendar.png"]],
  ["no ending", ["--out", "calendar"]],
  ["a file that exists", ["--out", "there.svg"]],
  ["more than 400 days", ["--from", "2026-01-01T00:00:00Z", "--to", "2027-02-06T00:00:00Z"]],
  ["--to before --from", ["--from", "2026-01-02T00:00:00Z", "--to", "2026-01-01T00:00:00Z"]],
  ["a bare local time", ["--from", "2026-01-01T00:00:00"]],
])("%s is 5", async (_, args) => {
  await using place = await open();
  place.write("there.svg", "mine");
  expect((await calendar(place, ...args)).code).toBe(5);
  expect([place.read("there.svg"), place.files()]).toEqual(["mine", ["skyvia.yaml", "there.svg"]]);
});

test("the page contains the picture and a table, and loads nothing", async () => {
  await using place = await open();
  expect((await calendar(place, "--out", "calendar.html")).code).toBe(0);
  const page = place.read("calendar.html");
  expect(page).toContain("<svg ");
  expect(page).toContain("default-src 'none'");
  expect(page.match(/(?:src|href)=|url\(|@import/g)).toBeNull();
});

test("the picture in the README is what calendar draws of the story of docs/operations.md", async () => {
  const example = new URL("../../examples/yaml/skyvia/", import.meta.url);
  await using place = await open(readFileSync(new URL("production.yaml", example), "utf8"));
  const story = readFileSync(new URL("../../docs/operations.md", import.meta.url), "utf8");
  const [, yearEnd = ""] = /```yaml skyvia\/year-end\.yaml\n(.*?)```/s.exec(story) ?? [];
  place.write("year-end.yaml", yearEnd + hold);
  const range = ["--from", "2026-12-24T00:00:00Z", "--to", "2027-01-05T00:00:00Z"];
  const drawn = await calendar(place, "-f", "skyvia.yaml", "-f", "year-end.yaml", ...range, "--out", "picture.svg");
  expect(drawn.stderr.replace(/^note:.*\n/, "")).toBe("");
  await expect(place.read("picture.svg")).toMatchFileSnapshot("../../docs/images/calendar.svg");
});

const hold = `holds:
  - workspace: 123
    select: { id: 789 }
    schedule: disabled
    from: 2026-12-27T14:00:00Z
    until: 2026-12-29T06:00:00Z
    reason: "INC-4711: duplicate leads"
    owner: ana
`;

test("the file for calendars has one event for each time, with a UID that stays", async () => {
  await using place = await open();
  const at = ["--from", "2026-11-26T12:00:00Z", "--to", "2026-12-10T12:00:00Z"] as const;
  await calendar(place, ...at, "--out", "one.ics");
  await calendar(place, "--from", "2026-11-27T12:00:00Z", "--to", "2026-12-10T12:00:00Z", "--out", "two.ics");
  const [one, two] = ["one.ics", "two.ics"].map((name) => eventsOf(place.read(name)));
  expect(one).toHaveLength(15);
  expect(new Set(one?.map(({ uid }) => uid)).size).toBe(15);
  const known = new Set(one?.map(({ uid }) => uid));
  expect(two?.every(({ uid }) => known.has(uid))).toBe(true);
  expect(one?.find(({ summary }) => summary.startsWith("Hold"))).toMatchObject({
    summary: "Hold: INC-1; double, again (Leads on)",
    end: "2026-11-28T12:00:00Z",
  });
});

test("a reader of calendars gets all texts back, whatever they contain", async () => {
  const text = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 120 })
    .filter((one) => !/[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u{fffd}]/u.test(one));
  await using place = await open();
  let count = 0;
  await fc.assert(
    fc.asyncProperty(text, async (name) => {
      place.write(
        "skyvia.yaml",
        file.replace("name: night", () => `name: ${JSON.stringify(name)}`),
      );
      const out = `law-${++count}.ics`;
      const { code, stderr } = await calendar(place, "--out", out);
      expect([code, stderr.includes("error")]).toEqual([0, false]);
      const written = place.read(out);
      expect(eventsOf(written).some(({ summary }) => summary === `Freeze: ${name} (1 Orders off)`)).toBe(true);
      expect(Math.max(...written.split("\r\n").map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    }),
    runs(20),
  );
});

interface Event {
  readonly uid: string;
  readonly summary: string;
  readonly end: string;
}

function eventsOf(text: string): Event[] {
  const root = new ICAL.Component(ICAL.parse(text));
  return root.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return { uid: event.uid, summary: event.summary, end: event.endDate.toString() };
  });
}
