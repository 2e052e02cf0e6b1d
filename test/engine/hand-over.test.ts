import { describe } from "vitest";
import { test } from "./engine-test.ts";
import { openStage } from "./stage.ts";

/** A hand-over over several deploys, after which schedule 12 must be on. */
interface HandOver {
  readonly title: string;
  /** The programs, one after the other. */
  readonly deploys: readonly string[];
  /** Options of the last `up`. */
  readonly last?: string;
  /** Options of the `destroy` after it, which must switch the schedule off. */
  readonly destroy?: string;
}

const single = (name: string, more = "", id = 12): string =>
  `new skyvia.IntegrationSchedule("${name}", { workspaceId: 1, integrationId: ${id}, enabled: true, onDelete: "disable" }${more});`;
const bulk = (name: string, what = `schedules: { 12: "enabled" }`, more = ""): string =>
  `new skyvia.WorkspaceSchedules("${name}", { workspaceId: 1, ${what}, onDelete: "disable" }${more});`;
const accounts = `
  const east = new skyvia.Provider("east");
  const west = new skyvia.Provider("west");`;
const urnOfA = "urn:pulumi:dev::stage::pulumi-nodejs:dynamic/skyvia:IntegrationSchedule::a";

const rows: readonly HandOver[] = [
  {
    title: "a single to a bulk, over two deploys",
    deploys: [single("a"), single("a") + bulk("all"), bulk("all")],
  },
  {
    title: "a single to a bulk, after a preview of the same command",
    deploys: [single("a"), single("a") + bulk("all"), bulk("all")],
    last: "preview",
  },
  {
    title: "a single to another, which a destroy that runs the program switches off",
    deploys: [single("a"), single("a") + single("b"), single("b")],
    destroy: " --run-program",
  },
  {
    title: "a key of a bulk to a single that comes long after it",
    deploys: [
      bulk("all", `schedules: { 11: "enabled", 12: "enabled" }`),
      `const all = ${bulk("all", `schedules: { 11: "enabled", 12: "enabled" }`)}` + single("a", `, { dependsOn: all }`),
      `const all = ${bulk("all", `schedules: { 11: "enabled" }`)}` + single("a", `, { dependsOn: all }`),
    ],
  },
  {
    title: "a bulk to a single, and back",
    deploys: [bulk("all"), bulk("all") + single("a"), single("a"), bulk("all") + single("a"), bulk("all")],
    last: "--refresh --parallel 1",
  },
  {
    title: "a replaced single, deleted before the schedule's next owner is looked at",
    deploys: [
      `const a = ${single("a", ", { deleteBeforeReplace: true }")}`,
      `const a = ${single("a", ", { deleteBeforeReplace: true }")} ${single("b", ", { dependsOn: a }")}`,
      `const a = ${single("a", ", { deleteBeforeReplace: true }", 13)} ${single("b", ", { dependsOn: a }")}`,
    ],
  },
  {
    title: "a single to a bulk that is no target",
    deploys: [single("a"), single("a") + bulk("all"), bulk("all")],
    last: `--target ${urnOfA}`,
  },
  {
    title: "a single to a bulk of another provider for the same account",
    deploys: [
      accounts + single("a", ", { provider: east }"),
      accounts + single("a", ", { provider: east }") + bulk("all", undefined, ", { provider: west }"),
      accounts + bulk("all", undefined, ", { provider: west }"),
    ],
  },
  {
    title: "a single to another of another provider for the same account",
    deploys: [
      accounts + single("a", ", { provider: east }"),
      accounts + single("a", ", { provider: east }") + single("b", ", { provider: west }"),
      accounts + single("b", ", { provider: west }"),
    ],
  },
];

describe("a hand-over over several deploys leaves a schedule on", () => {
  test.for(rows)("$title", async ({ deploys, last = "", destroy = "" }, { engine, expect }) => {
    await using stage = await openStage(engine);
    for (const [index, program] of deploys.entries()) {
      stage.program(program);
      const isLast = index === deploys.length - 1;
      const how = isLast && last === "preview" ? "" : `--skip-preview${isLast && last !== "" ? ` ${last}` : ""}`;
      await stage.succeed(`up --yes ${how}`.trim());
    }
    expect(stage.emulator.world.schedule(1, 12)).toBe("enabled");
    expect(await stage.succeed("up --yes --skip-preview --refresh")).not.toContain("updated");
    await stage.succeed(`destroy --yes --skip-preview${destroy}`);
    expect(stage.emulator.world.schedule(1, 12)).toBe("disabled");
  });
});
