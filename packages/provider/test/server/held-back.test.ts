import { describe, expect, test } from "vitest";
import { failureOf } from "../called.ts";
import { openStage } from "./stage.ts";

const twoOn = { workspaceId: 1, schedules: { 102: "enabled", 103: "enabled" } };

describe("limits", () => {
  test.each([
    ["a count", 1, "1"],
    ["a share", "50%", "50 %"],
    ["none at all", "0%", "0 %"],
  ])("%s: an update with more changes writes nothing, and reports the numbers", async (_, enable, told) => {
    await using stage = await openStage();
    const { message } = await failureOf(stage.provider.create({ ...twoOn, limits: { enable } }));
    expect(message).toBe(
      `the update would enable 2 of 2 schedules of workspace 1 (100 %), the limit is ${told}
  Raise \`limits.enable\` to 2 for this one update. Nothing of the workspace was written.`,
    );
    expect(stage.takeWrites()).toEqual([]);
  });

  test("as many as it allows are written; without a limit there is none", async () => {
    await using stage = await openStage();
    await stage.provider.create({ ...twoOn, limits: { enable: 2, disable: 0 } });
    expect(stage.takeWrites()).toEqual(["enable 102", "enable 103"]);
    await using other = await openStage();
    await other.provider.create(twoOn);
    expect(other.takeWrites()).toEqual(["enable 102", "enable 103"]);
  });

  test("raised by the next update, everything is written; a change of the limit alone needs no call", async () => {
    await using stage = await openStage();
    const { outs } = await stage.provider.create({
      workspaceId: 1,
      schedules: { 101: "enabled" },
      limits: { enable: 0 },
    });
    const news = { ...twoOn, schedules: { 101: "enabled", ...twoOn.schedules }, limits: { enable: 0 } };
    expect((await failureOf(stage.provider.update("1", outs, news))).message).toContain("would enable 2 of 3");
    stage.takeCalls();
    const raised = await stage.provider.update("1", outs, { ...news, limits: { enable: 2 } });
    expect(stage.takeWrites()).toEqual(["enable 102", "enable 103"]);
    expect(await stage.provider.diff("1", raised, { ...news, limits: { enable: 5 } })).toMatchObject({ changes: true });
    await stage.provider.update("1", raised, { ...news, limits: { enable: 5 } });
    expect(stage.takeCalls()).toEqual([]);
  });

  test.each([-1, 1.5, "101%", "abc", "5", true])("%j is not a limit, and check reports it", async (disable) => {
    await using stage = await openStage();
    const { failures } = await stage.provider.check({ ...twoOn, limits: { disable, enabel: 3 } });
    expect(failures.toSorted()).toEqual([
      expect.stringContaining(`limits.disable must be a count such as 25 or a whole percentage such as "10%"`),
      "|limits.enabel is not a property; did you mean enable?",
    ]);
    expect(stage.takeCalls()).toEqual([]);
  });
});

describe("protected", () => {
  const entries = [
    { id: 101, schedule: "disabled", protected: true },
    { name: "Hourly leads", schedule: "enabled" },
  ];

  test("a protected change is reported, and nothing in the workspace is written", async () => {
    await using stage = await openStage();
    const { message } = await failureOf(stage.provider.create({ workspaceId: 1, schedules: {}, entries }));
    expect(message).toBe(
      `integration 101 "Nightly orders" is protected, but would be disabled
  Remove \`protected\` from its entry for this one update. Nothing of the workspace was written.`,
    );
    expect(stage.takeWrites()).toEqual([]);
  });

  test("a schedule that already has its state is not a change", async () => {
    await using stage = await openStage();
    const [first, ...rest] = entries;
    await stage.provider.create({
      workspaceId: 1,
      schedules: {},
      entries: [{ ...first, schedule: "enabled" }, ...rest],
    });
    expect(stage.takeWrites()).toEqual(["enable 102"]);
  });
});

test("every guard is reported, and the other problems with it, each by its place in the file", async () => {
  await using stage = await openStage();
  const inputs = {
    workspaceId: 1,
    schedules: { 102: "enabled", 104: "enabled" },
    names: { 102: "Leads" },
    entries: [{ id: 101, schedule: "disabled", protected: true }],
    limits: { disable: 0 },
    __sources: {
      102: "skyvia.yaml:6:9",
      104: "skyvia.yaml:8:9",
      "entries[0]": "skyvia.yaml:9:9",
      "limits.disable": "skyvia.yaml:4:15",
    },
  };
  const { message } = await failureOf(stage.provider.create(inputs));
  expect(
    message
      .split("\n")
      .filter((line) => !line.startsWith(" "))
      .toSorted(),
  ).toEqual([
    expect.stringMatching(/^skyvia\.yaml:4:15: the update would disable 1 of 3 schedules/),
    expect.stringMatching(/^skyvia\.yaml:6:9: integration 102 is named "Hourly leads", not "Leads"/),
    expect.stringMatching(/^skyvia\.yaml:8:9: integration 104 "stg-hand" has no schedule to enable/),
    expect.stringMatching(/^skyvia\.yaml:9:9: integration 101 "Nightly orders" is protected/),
  ]);
  expect(stage.takeWrites()).toEqual([]);
});
