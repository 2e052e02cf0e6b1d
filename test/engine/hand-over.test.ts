import { describe } from "vitest";
import { test } from "./engine-test.ts";
import { shareStage } from "./stage.ts";

/** A deploy of a hand-over: schedule 12 must be on after it. */
interface Deploy {
  /** What this deploy hands over, or what it makes ready for the next one. */
  readonly title: string;
  readonly program: string;
  /** The options of `up`. Default: `--skip-preview`. */
  readonly options?: string;
}

const single = (name: string, more = "", id = 12): string =>
  `new skyvia.IntegrationSchedule("${name}", { workspaceId: 1, integrationId: ${id}, enabled: true, onDelete: "disable" }${more});`;
const bulk = (name: string, what = `schedules: { 12: "enabled" }`, more = ""): string =>
  `new skyvia.WorkspaceSchedules("${name}", { workspaceId: 1, ${what}, onDelete: "disable" }${more});`;
const two = `schedules: { 11: "enabled", 12: "enabled" }`;
const accounts = `
  const east = new skyvia.Provider("east");
  const west = new skyvia.Provider("west");`;
const inEast = ", { provider: east }";
const inWest = ", { provider: west }";
const replaced = ", { deleteBeforeReplace: true }";
const urnOfB = "urn:pulumi:dev::stage::pulumi-nodejs:dynamic/skyvia:IntegrationSchedule::b";

/** Deploys that follow each other on one stack; the last owner of schedule 12 switches it off when it is destroyed. */
interface Chain {
  readonly chain: string;
  readonly deploys: readonly Deploy[];
  readonly destroy: string;
}

const chains: readonly Chain[] = [
  {
    chain: "between singles and bulks",
    deploys: [
      { title: "a single", program: single("a") },
      { title: "a single, beside a bulk", program: single("a") + bulk("all") },
      { title: "from the single to the bulk", program: bulk("all") },
      { title: "the bulk, beside a single", program: bulk("all") + single("a"), options: "--refresh --parallel 1" },
      {
        title: "from the bulk back to the single, after a preview by the same command",
        program: single("a"),
        options: "",
      },
      { title: "the single, beside another", program: single("a") + single("b") },
      { title: "from a single to another", program: single("b") },
    ],
    destroy: "--run-program",
  },
  {
    chain: "with steps in an order of their own",
    deploys: [
      { title: "a bulk of two", program: bulk("all", two) },
      {
        title: "the bulk, and long after it a single",
        program: `const all = ${bulk("all", two)}${single("a", ", { dependsOn: all }")}`,
      },
      {
        title: "a key of the bulk to the single that comes long after it",
        program: `const all = ${bulk("all", `schedules: { 11: "enabled" }`)}${single("a", ", { dependsOn: all }")}`,
      },
      {
        title: "the single, to be deleted before it is replaced, and one after it",
        program: `const a = ${single("a", replaced)} ${single("b", ", { dependsOn: a }")}`,
      },
      {
        title: "the replaced single, deleted before the schedule's next owner is looked at",
        program: `const a = ${single("a", replaced, 13)} ${single("b", ", { dependsOn: a }")}`,
      },
      { title: "the single, beside a bulk", program: single("b") + bulk("all") },
      {
        title: "from the single to a bulk that is no target",
        program: bulk("all"),
        options: `--skip-preview --target ${urnOfB}`,
      },
    ],
    destroy: "",
  },
  {
    chain: "between two providers for the same account",
    deploys: [
      { title: "a single of one", program: accounts + single("a", inEast) },
      { title: "beside a bulk of the other", program: accounts + single("a", inEast) + bulk("all", undefined, inWest) },
      { title: "from the single to the bulk", program: accounts + bulk("all", undefined, inWest) },
      { title: "beside a single of the one", program: accounts + bulk("all", undefined, inWest) + single("b", inEast) },
      { title: "from the bulk to the single", program: accounts + single("b", inEast) },
      { title: "beside a single of the other", program: accounts + single("b", inEast) + single("a", inWest) },
      { title: "from the single to that of the other", program: accounts + single("a", inWest) },
    ],
    destroy: "",
  },
];

describe("a hand-over over several deploys leaves a schedule on", () => {
  describe.each(chains)("$chain", ({ deploys, destroy }) => {
    const stage = shareStage();

    test.for(deploys)("$title", async ({ program, options = "--skip-preview" }, { expect }) => {
      stage().program(program);
      await stage().succeed(`up --yes ${options}`.trim());
      expect(stage().emulator.world.schedule(1, 12)).toBe("enabled");
    });

    test("a destroy at the end switches it off", async ({ expect }) => {
      await stage().succeed(`destroy --yes --skip-preview ${destroy}`.trim());
      expect(stage().emulator.world.schedule(1, 12)).toBe("disabled");
    });
  });
});
