import { mkdirSync, renameSync, symlinkSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import type { Place } from "./place.ts";
import { openSteady, startWatch, type Watching } from "./watching.ts";
import { config } from "./world.ts";

/** The files ask for integration 2 to be on. */
const edited = config.replace("Hourly leads\n        schedule: disabled", "Hourly leads\n        schedule: enabled");
const broken = config.replace("schedule: disabled", "schedule: off");

/** Each wait is as long as watch asks for. */
const eachSecond = { longSleeps: 0 };

const events = (watching: Watching): readonly string[] => watching.log().map(({ event }) => event);

describe.concurrent("watch, when its files change", () => {
  test("loads them again within three seconds, and sweeps at once", async ({ expect }) => {
    await using place = await openSteady();
    const watching = startWatch(place, ["--correct", "--interval", "1h"], eachSecond);
    await watching.pass(5000);
    place.write("skyvia.yaml", edited);
    await watching.pass(3000);
    expect(watching.sweeps()).toEqual(["full start", "light files"]);
    expect(place.writes()).toEqual(["POST /v1/workspaces/7/integrations/2/schedule/enable"]);
    await watching.stop();
  });

  test("does not sweep if nothing changed", async ({ expect }) => {
    await using place = await openSteady();
    const watching = startWatch(place, ["--interval", "1h"], eachSecond);
    await watching.pass(30_000);
    expect(events(watching)).toEqual(["started", "sweep"]);
    await watching.stop();
  });

  test("notices a file that is added to its folder, and one that is removed", async ({ expect }) => {
    await using place = await openSteady();
    mkdirSync(join(place.folder, "more"));
    renameSync(join(place.folder, "skyvia.yaml"), join(place.folder, "more/a.yaml"));
    const watching = startWatch(place, ["-f", "more", "--interval", "1h"], eachSecond);
    await watching.pass(1);
    place.write(
      "more/b.yaml",
      "version: 1\nworkspaces:\n  - id: 9\n    integrations:\n      - id: 1\n        schedule: enabled\n",
    );
    await watching.pass(3000);
    unlinkSync(join(place.folder, "more/b.yaml"));
    await watching.pass(3000);
    const managed = watching.log().flatMap(({ summary }) => (summary === undefined ? [] : [summary]));
    expect(managed).toMatchObject([{ unchanged: 4 }, { unchanged: 5 }, { unchanged: 4 }]);
    await watching.stop();
  });

  test("notices a checkout that is swapped by its symbolic link", async ({ expect }) => {
    await using place = await openSteady();
    const release = (name: string, content: string): void => {
      mkdirSync(join(place.folder, name));
      place.write(`${name}/skyvia.yaml`, content);
    };
    release("one", config);
    release("two", edited);
    symlinkSync("one", join(place.folder, "current"));
    const watching = startWatch(place, ["-f", "current/skyvia.yaml", "--correct", "--interval", "1h"], eachSecond);
    await watching.pass(1);
    symlinkSync("two", join(place.folder, "next"));
    renameSync(join(place.folder, "next"), join(place.folder, "current"));
    await watching.pass(3000);
    expect(watching.sweeps()).toEqual(["full start", "light files"]);
    expect(place.emulator.world.schedule(7, 2)).toBe("enabled");
    await watching.stop();
  });

  test("notices a ConfigMap, whose files are links into a folder that is swapped", async ({ expect }) => {
    await using place = await openSteady();
    const mount = (file: string): string => join(place.folder, "config", file);
    mkdirSync(mount("..v1"), { recursive: true });
    mkdirSync(mount("..v2"));
    place.write("config/..v1/skyvia.yaml", config);
    place.write("config/..v2/skyvia.yaml", edited);
    symlinkSync("..v1", mount("..data"));
    symlinkSync("..data/skyvia.yaml", mount("skyvia.yaml"));
    const watching = startWatch(place, ["-f", "config", "--correct", "--interval", "1h"], eachSecond);
    await watching.pass(1);
    expect(watching.log().at(-1)).toMatchObject({ summary: { unchanged: 4 } });
    symlinkSync("..v2", mount("..next"));
    renameSync(mount("..next"), mount("..data"));
    await watching.pass(3000);
    expect(place.emulator.world.schedule(7, 2)).toBe("enabled");
    await watching.stop();
  });
});

describe.concurrent("watch, when its files are broken", () => {
  test.for<[what: string, breakIt: (place: Place) => void, message: RegExp]>([
    ["YAML that cannot be read", (place) => place.write("skyvia.yaml", "version: ["), /skyvia.yaml:1:/],
    ["a value that is not allowed", (place) => place.write("skyvia.yaml", broken), /skyvia.yaml:12:19: .*`off`/],
    ["a file that is gone", (place) => unlinkSync(join(place.folder, "skyvia.yaml")), /./],
    ["a file that is empty", (place) => place.write("skyvia.yaml", ""), /skyvia.yaml/],
  ])(
    "%s: it compares with the last valid files, reports that, and writes nothing",
    async ([, breakIt, message], { expect }) => {
      await using place = await openSteady();
      const watching = startWatch(place, ["--correct", "--interval", "1m"], eachSecond);
      await watching.pass(1);
      breakIt(place);
      place.emulator.world.enable(7, 2);
      await watching.pass(3000);
      await watching.pass(60_000);
      expect(place.writes()).toEqual([]);
      expect(place.emulator.world.schedule(7, 2)).toBe("enabled");
      const errors = watching.log().filter(({ level }) => level === "error");
      expect(errors.map(({ event }) => event)).toEqual(expect.arrayContaining(["file-problem", "files-broken"]));
      expect(errors[0]?.message).toMatch(message);
      expect(events(watching)).toContain("drift");
      expect((await watching.get("/metrics")).text).toContain("\nskyvia_config_ok 0\n");
      expect((await watching.stop()).code).toBe(0);
    },
  );

  test("every sweep reports it again, until they are valid: then it corrects at once", async ({ expect }) => {
    await using place = await openSteady();
    const watching = startWatch(place, ["--correct", "--interval", "1m"], eachSecond);
    await watching.pass(1);
    place.write("skyvia.yaml", broken);
    place.emulator.world.enable(7, 2);
    await watching.pass(125_000);
    expect(events(watching).filter((event) => event === "files-broken")).toHaveLength(4);
    place.write("skyvia.yaml", config);
    await watching.pass(3000);
    expect(watching.log().find(({ event }) => event === "files-loaded")?.message).toBe(
      "the files are valid again and were loaded",
    );
    expect(place.writes()).toEqual(["POST /v1/workspaces/7/integrations/2/schedule/disable"]);
    expect((await watching.get("/metrics")).text).toContain("\nskyvia_config_ok 1\n");
    await watching.stop();
  });

  test("holds of the last valid files still begin and end, but only in reports", async ({ expect }) => {
    await using place = await openSteady();
    const held =
      "holds:\n  - { workspace: 7, select: { id: 2 }, schedule: enabled, from: 2026-11-24T12:01:00Z, until: 2026-11-24T13:00:00Z, reason: r, owner: o }\n";
    place.write("skyvia.yaml", config + held);
    const watching = startWatch(place, ["--correct", "--interval", "1h"], eachSecond);
    await watching.pass(1);
    place.write("skyvia.yaml", broken);
    await watching.pass(61_000);
    expect(watching.sweeps()).toEqual(["full start", "light files", "light transition"]);
    expect(watching.log().findLast(({ event }) => event === "drift")?.message).toContain(
      "is disabled, desired enabled",
    );
    expect(place.writes()).toEqual([]);
    await watching.stop();
  });
});
