import { describe, test } from "vitest";
import { expectClean, printed } from "./laws.ts";
import { openPlace, type Place, type RunOptions } from "./place.ts";
import { config } from "./world.ts";

/** A way to end: what is prepared, what is typed, and the code. */
interface Ending {
  readonly code: number;
  readonly args: readonly string[];
  readonly prepare?: (place: Place) => void | Promise<void>;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const write = (text: string) => (place: Place) => place.write("skyvia.yaml", text);
const fail = (operation: "getSchedule" | "enableSchedule", status: number) => (place: Place) => {
  place.write("skyvia.yaml", config);
  place.emulator.addFault({ match: { operation }, fault: { type: "status", status } });
};
const savePlan =
  (then: (place: Place) => void, ...flags: readonly string[]) =>
  async (place: Place) => {
    place.write("skyvia.yaml", config);
    await place.run(["plan", "--out", "saved.json", ...flags]);
    then(place);
  };

const endings: Readonly<Record<string, Ending>> = {
  "a plan with changes": { code: 0, args: ["plan"], prepare: write(config) },
  "an apply that does all": { code: 0, args: ["apply", "--yes"], prepare: write(config) },
  "valid files": { code: 0, args: ["validate"], prepare: write(config) },
  "the live world disagrees": { code: 1, args: ["plan"], prepare: write(config.replace("id: 1\n", "id: 99\n")) },
  "the API fails": { code: 1, args: ["plan"], prepare: fail("getSchedule", 500) },
  "no server": { code: 1, args: ["workspaces"], env: { SKYVIA_BASE_URL: "http://127.0.0.1:1" } },
  "enable without a schedule": { code: 1, args: ["enable", "5", "-w", "7"] },
  "changes are pending": { code: 2, args: ["plan", "--detailed-exitcode"], prepare: write(config) },
  "drift is found": { code: 2, args: ["drift"], prepare: write(config) },
  "a limit is exceeded": { code: 4, args: ["apply", "--yes", "--max-disable", "1"], prepare: write(config) },
  "one of several fails": { code: 3, args: ["apply", "--yes"], prepare: fail("enableSchedule", 500) },
  "a live problem beside the work": {
    code: 3,
    args: ["apply", "--yes"],
    prepare: write(`${config}      - id: 99\n        schedule: enabled\n`),
  },
  "unmanaged: fail": {
    code: 4,
    args: ["apply", "--yes"],
    prepare: write(config.replace("name: Production", "unmanaged: fail")),
  },
  "a stale plan": {
    code: 4,
    args: ["apply", "saved.json", "--yes"],
    prepare: savePlan(({ emulator }) => emulator.world.undefineSchedule(7, 1)),
  },
  "files changed since the plan": {
    code: 4,
    args: ["apply", "saved.json", "-f", "skyvia.yaml", "--yes"],
    prepare: savePlan((place) => place.write("skyvia.yaml", config.replace("stg-*", "stg-o*"))),
  },
  "--read-only": { code: 4, args: ["disable", "1", "-w", "7", "--read-only"], prepare: enableByHand },
  "a wrong file": { code: 5, args: ["plan"], prepare: write("version: 2\n") },
  "no file": { code: 5, args: ["plan"] },
  "a wrong flag": { code: 5, args: ["plan", "--concurrency", "0"] },
  "nobody to confirm": { code: 5, args: ["apply"], prepare: write(config) },
  "an edited plan": {
    code: 5,
    args: ["apply", "saved.json", "--yes"],
    prepare: savePlan((place) => place.write("saved.json", place.read("saved.json").replace('"enable"', '"disable"'))),
  },
  "an unknown verb": { code: 5, args: ["plam"] },
  "a wrong token": { code: 6, args: ["plan"], prepare: write(config), env: { SKYVIA_TOKEN: "nobody" } },
  "short of a scope": { code: 6, args: ["enable", "1", "-w", "7"], env: { SKYVIA_TOKEN: "reader-token" } },
  "no token": { code: 6, args: ["plan"], prepare: write(config), env: { SKYVIA_TOKEN: undefined } },
};

function enableByHand({ emulator }: Place): void {
  emulator.world.enable(7, 1);
}

const writers = new Set([0, 3]);

/** The last ending of each code, which needs little time. The built binary only passes on the code of `run`; that it ends with 0, 1 and 3 is in streams.test.ts. */
const ofBinary = new Set(
  [2, 4, 5, 6].map((code) => Object.keys(endings).findLast((name) => endings[name]?.code === code)),
);

/** How an error with its next step looks in each format. */
const stopped: Readonly<Record<string, RegExp>> = {
  text: /error: .+\n +\S/,
  markdown: /^(\*\*.*exit code \d|Exit code \d|Blocked, exit code 4|### Problems)[^]*(Next step|\| ``?.+``? \|$)/m,
  github: /^::error .*title=[\w-]+::.+%0A\S/m,
};

describe.concurrent.each(Object.entries(endings))("%s", (name, { code, args, prepare, env = {} }) => {
  test.for(["text", "json", "markdown", "github"])(`${code}, as %s`, async (format, { expect }) => {
    await using place = await openPlace();
    await prepare?.(place);
    place.emulator.clearRequests();
    const typed = [...args, "--format", format];
    const ended = await (format === "json" && ofBinary.has(name)
      ? place.runBinary(typed, { env })
      : place.run(typed, { env }));
    expectClean(ended);
    const told = `${ended.stdout}${ended.stderr}`;
    expect([ended.code, told]).toEqual([code, expect.any(String)]);
    if (format === "json") {
      expect(printed(ended).exitCode).toBe(code);
      if (code === 1 || code > 3) expect(printed(ended).error?.next).not.toBe("");
    } else if (code === 1 || code > 3) {
      expect(told, "an error, and what to do next").toMatch(stopped[format] ?? "");
    }
    if (!writers.has(code))
      expect(place.writes().filter((line) => line.includes("/schedule/"))).toEqual(attempts(told));
  });
});

/** A refused write was sent; nothing else was. */
function attempts(told: string): readonly unknown[] {
  return told.includes("answered 403") && told.includes("POST")
    ? ["POST /v1/workspaces/7/integrations/1/schedule/enable"]
    : [];
}

/** A stream in which nothing can be written. */
function fullStream(): NonNullable<RunOptions["stdout"]> {
  let failure: string | null = null;
  return {
    isTerminal: false,
    columns: 80,
    get failure() {
      return failure;
    },
    write: () => {
      failure = "ENOSPC";
    },
    flush: async () => {},
  };
}

describe.concurrent("every verb says on stderr that stdout has no room, and ends with 1", () => {
  test.for([
    ["plan", "error: the result could not be printed on stdout (ENOSPC); here it is\nWorkspace 7"],
    ["validate --format json", '"error"'],
    ["--help", "error: stdout could not be written (ENOSPC)\n"],
    ["", "error: stdout could not be written (ENOSPC)\n"],
    ["help plan", "error: stdout could not be written (ENOSPC)\n"],
  ] as const)("%s", async ([typed, said], { expect }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config);
    const args = typed.split(" ").filter((word) => word !== "");
    const { code, stderr } = await place.run(args, { stdout: fullStream() });
    expect([code, stderr]).toEqual([1, expect.stringContaining(said)]);
  });
});

test("problems that stderr has no room for are printed on stdout", async ({ expect }) => {
  await using place = await openPlace();
  const { code, stdout } = await place.run(["validate", "-f", "none.yaml"], { stderr: fullStream() });
  expect([code, stdout]).toEqual([1, expect.stringContaining("error: stderr could not be written (ENOSPC)\nerror: ")]);
});
