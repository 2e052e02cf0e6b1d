import { describe } from "vitest";
import { test } from "./engine-test.ts";
import { shareStage } from "./stage.ts";

/** A deploy of a hand-over: schedules 12 and 13 must be on after it. */
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
const accounts = `
  const east = new skyvia.Provider("east");
  const west = new skyvia.Provider("west");`;
const inEast = ", { provider: east }";
const inWest = ", { provider: west }";
const replaced = ", { deleteBeforeReplace: true }";
const urnOfB = "urn:pulumi:dev::stage::pulumi-nodejs:dynamic/skyvia:IntegrationSchedule::b";

/** Deploys that follow each other on one stack; the last owners switch their schedules off when they are destroyed. */
interface Chain {
  readonly chain: string;
  readonly deploys: readonly Deploy[];
  readonly destroy: string;
}

const chains: readonly Chain[] = [
  {
    chain: "between singles and bulks",
    deploys: [
      { title: "two singles", program: single("a") + single("c", "", 13) },
      {
        title: "one beside a bulk, one beside another single",
        program: single("a") + bulk("all") + single("c", "", 13) + single("d", "", 13),
      },
      { title: "from a single to a bulk, and from a single to another", program: bulk("all") + single("d", "", 13) },
      {
        title: "the bulk and the single, each beside a single",
        program: bulk("all") + single("a") + single("d", "", 13) + single("c", "", 13),
        options: "--refresh --parallel 1",
      },
      {
        title: "from the bulk back to the single, after a preview by the same command",
        program: single("a") + single("c", "", 13),
        options: "",
      },
    ],
    destroy: "--run-program",
  },
  {
    chain: "with steps in an order of their own",
    deploys: [
      {
        title: "a bulk of two, and long after it a single",
        program: `const all = ${bulk("all", `schedules: { 12: "enabled", 13: "enabled" }`)}${single("a", ", { dependsOn: all }")}`,
      },
      {
        title: "a key of the bulk to the single that comes long after it",
        program: `const all = ${bulk("all", `schedules: { 13: "enabled" }`)}${single("a", ", { dependsOn: all }")}`,
      },
      {
        title: "the single, to be deleted before it is replaced, and one after it; a single in place of the bulk",
        program: `const a = ${single("a", replaced)} ${single("b", ", { dependsOn: a }")} ${single("c", "", 13)}`,
      },
      {
        title: "the replaced single, deleted before the schedule's next owner is looked at",
        program: `const a = ${single("a", replaced, 11)} ${single("b", ", { dependsOn: a }")} ${single("c", "", 13)}`,
      },
      { title: "the single, beside a bulk", program: single("b") + bulk("all") + single("c", "", 13) },
      {
        title: "from the single to a bulk that is not a target",
        program: bulk("all") + single("c", "", 13),
        options: `--skip-preview --target ${urnOfB}`,
      },
    ],
    destroy: "",
  },
  {
    chain: "between two providers for the same account",
    deploys: [
      { title: "two singles of one", program: accounts + single("a", inEast) + single("c", inEast, 13) },
      {
        title: "one beside a bulk of the other, one beside a single of the other",
        program:
          accounts +
          single("a", inEast) +
          single("c", inEast, 13) +
          bulk("all", undefined, inWest) +
          single("d", inWest, 13),
      },
      {
        title: "from the singles to the bulk and the single of the other",
        program: accounts + bulk("all", undefined, inWest) + single("d", inWest, 13),
      },
    ],
    destroy: "",
  },
];

describe("a move over several deploys leaves a schedule on", () => {
  describe.each(chains)("$chain", ({ deploys, destroy }) => {
    const stage = shareStage();
    const live = (): string[] => [12, 13].map((id) => stage().emulator.world.schedule(1, id));

    test.for(deploys)("$title", async ({ program, options = "--skip-preview" }, { expect }) => {
      stage().program(program);
      await stage().succeed(`up --yes ${options}`.trim());
      expect(live()).toEqual(["enabled", "enabled"]);
    });

    test("a destroy at the end switches them off", async ({ expect }) => {
      await stage().succeed(`destroy --yes --skip-preview ${destroy}`.trim());
      expect(live()).toEqual(["disabled", "disabled"]);
    });
  });
});
