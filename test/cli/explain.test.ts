import { describe, test } from "vitest";
import { printed, seen } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";
import { config } from "./world.ts";

const more = `version: 1
workspaces:
  - id: 7
    limits: { disable: 10% }
    integrations:
      - id: 3
        schedule: disabled
        protected: true
        reason: kept for the audit
      - match: "stg-o*"
        schedule: enabled
        mode: observe
      - name: Twin
        schedule: disabled
`;
const files = ["-f", "skyvia.yaml", "-f", "more.yaml"];

async function open(): Promise<Place> {
  const place = await openPlace();
  place.write("skyvia.yaml", config);
  place.write("more.yaml", more);
  return place;
}

const explain = (place: Place, what: string, ...args: readonly string[]) =>
  place.run(["explain", what, "-w", "7", ...files, ...args]);

describe.concurrent("explain", () => {
  test("every entry that matches, which one wins and why, live, protection, limits, and what apply would do", async ({
    expect,
  }) => {
    await using place = await open();
    expect(seen(await explain(place, "3"))).toMatchInlineSnapshot(`
      "Integration 3 stg-orders in workspace 7 Production

        * id 3            disabled  decides: an entry by id takes precedence over names and globs; its reason: kept for the audit  more.yaml:6:13
          match "stg-*"   disabled  not used: an entry by id takes precedence over globs                                           skyvia.yaml:14:16
          match "stg-o*"  enabled   not used: an entry by id takes precedence over globs                                           more.yaml:10:16

        live       enabled, the integration was last modified 2026-03-01T12:00:00.000Z
        mode       enforce
        protected  yes, at more.yaml:8:20
        limits     disable 10 % (more.yaml:4:24), where stricter than 25 %, at least 5, never all of a workspace

      Now \`apply\` would be stopped: integration 3 "stg-orders" is protected, but would be disabled.
      more.yaml:8:20: error: integration 3 "stg-orders" is protected, but would be disabled
        Pass \`--override protected:3 --reason "..."\` to allow this one change.
      "
    `);
    expect(place.writes()).toEqual([]);
  });

  test("by name, with the last lines of the ledger", async ({ expect }) => {
    await using place = await open();
    const ledger = ["--ledger", "ledger.jsonl"];
    const env = { GITHUB_ACTOR: "ana" };
    await place.run(["disable", "2", "-w", "7", ...ledger, "--reason", "INC-4711"], { env });
    await place.run(["enable", "2", "-w", "7", ...ledger], { env });
    const told = seen(await explain(place, "Hourly leads", ...ledger));
    expect(told.replaceAll(/2026-11-\S+Z|20\d\d-\d\d-\d\dT[\d:.]+Z/g, "THEN")).toMatchInlineSnapshot(`
      "Integration 2 Hourly leads in workspace 7 Production

        * name "Hourly leads"  disabled  decides: an entry by name takes precedence over globs; its reason: replaced by 1  skyvia.yaml:11:15

        live       enabled, the integration was last modified THEN
        mode       enforce
        protected  no
        limits     disable 10 % (more.yaml:4:24), where stricter than 25 %, at least 5, never all of a workspace

        THEN  disable by ana: done  INC-4711
        THEN  enable by ana: done   asked for by \`enable\`

      Now \`apply\` would be stopped: the run would disable 1 of 6 (17 %), the limit is 10 %: pass --max-disable 1 to allow this run.
      more.yaml:4:24: error: the run would disable 1 of 6 (17 %), the limit is 10 %: pass --max-disable 1 to allow this run
        Look at the changes of workspace 7 first: the flag applies to every workspace of the run.
      "
    `);
  });

  test("as JSON", async ({ expect }) => {
    await using place = await open();
    const { data, changes, problems, exitCode } = printed(await explain(place, "4", "--format", "json"));
    expect([exitCode, problems]).toEqual([0, []]);
    expect(changes).toMatchObject([{ integrationId: 4, action: "keep", before: "disabled" }]);
    expect(data).toMatchObject({
      workspace: { id: 7, name: "Production" },
      integration: { id: 4, name: "stg-leads", modified: "2026-03-01T12:00:00.000Z" },
      live: "disabled",
      entries: [
        {
          selector: { kind: "match", glob: "stg-*" },
          schedule: "disabled",
          mode: "enforce",
          protected: false,
          drain: "none",
          source: { file: "skyvia.yaml", line: 14, column: 16 },
          decides: true,
          why: "decides: it is the first glob that matches",
        },
      ],
      limits: { disable: { limit: "10%", source: { file: "more.yaml", line: 4 } }, enable: null },
      ledger: [],
    });
  });

  test.for<[string, string, string]>([
    ["one that no entry matches", "5", "No entry matches it: it is unmanaged."],
    ["one of two with the name that an entry selects by", "6", '2 integrations of workspace 7 are named "Twin": 6, 8'],
    [
      "one that is to be enabled",
      "1",
      "Now `apply` would enable it, within the limits: desired enabled, live is disabled.",
    ],
  ])("%s", async ([, id, expected], { expect }) => {
    await using place = await open();
    const ended = await explain(place, id);
    expect([ended.code, ended.stdout]).toEqual([0, expect.stringContaining(expected)]);
  });

  test("one whose entry asks for a drain", async ({ expect }) => {
    await using place = await open();
    place.write("more.yaml", more.replace("mode: observe", "drain: wait"));
    place.write("skyvia.yaml", config.replace('match: "stg-*"', 'match: "stg-l*"'));
    const { data } = printed(await explain(place, "3", "--format", "json"));
    expect(data).toMatchObject({ entries: [{ drain: "none" }, { drain: "wait" }] });
    place.write("more.yaml", more.replace("protected: true", "drain: cancel"));
    expect((await explain(place, "3")).stdout).toContain("  drain      cancel\n");
  });

  test("one that is only observed", async ({ expect }) => {
    await using place = await open();
    place.write("more.yaml", more.replace("- id: 3", "- id: 33"));
    place.write("skyvia.yaml", config.replace('match: "stg-*"', 'match: "stg-l*"'));
    place.emulator.world.disable(7, 3);
    expect((await explain(place, "3")).stdout).toContain("Now `apply` would report it and write nothing");
  });

  test.for<[string, string, number]>([
    ["an id that is not there", "99", 1],
    ["a name that nobody has", "Nobody", 1],
    ["a name that two have", "Twin", 1],
  ])("%s is reported", async ([, what, code], { expect }) => {
    await using place = await open();
    const ended = printed(await explain(place, what, "--format", "json"));
    expect(ended.exitCode).toBe(code);
  });

  test("a workspace that no file lists, or no workspace: 5", async ({ expect }) => {
    await using place = await open();
    expect((await place.run(["explain", "1", "-w", "9", ...files])).code).toBe(5);
    expect((await place.run(["explain", "1", ...files])).code).toBe(5);
  });

  test("makes no more calls than it needs", async ({ expect }) => {
    await using place = await open();
    const calls = async (...args: readonly string[]): Promise<number> => {
      place.emulator.clearRequests();
      await place.run(["explain", ...args]);
      return place.emulator.requests().length;
    };
    place.write("plain.yaml", config.replace("    name: Production\n", ""));
    expect(await calls("1", "-w", "7", "-f", "plain.yaml"), "integration and schedule").toBe(2);
    expect(await calls("1", "-w", "7", "-f", "skyvia.yaml"), "and the asserted name of the workspace").toBe(3);
    expect(await calls("2", "-w", "7", "-f", "plain.yaml"), "an entry by name must be the only one: the listing").toBe(
      3,
    );
    expect(await calls("Hourly leads", "-w", "7", "-f", "plain.yaml"), "listing and schedule").toBe(2);
  });
});
