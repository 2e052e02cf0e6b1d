import { PassThrough, type Readable } from "node:stream";
import { run } from "skyvia-schedules/run";
import type { Seed } from "@skyvia-schedules/emulator";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { verbNames } from "../../packages/cli/src/command-line/verb-names.ts";
import { runs } from "../laws/runs.ts";
import { testIo } from "./in-process.ts";
import { openPlace, type Place } from "./place.ts";
import { config } from "./world.ts";

/** A person at a terminal: the answers, and the output. */
interface Seen {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line with a terminal as stdin, stdout and stderr. The clock moves a second each time it is read. */
async function atTerminal(
  { folder, emulator }: Place,
  args: readonly string[],
  {
    answer = "",
    env = {},
    columns = 100,
  }: {
    readonly answer?: string | null;
    readonly env?: Readonly<Record<string, string>>;
    readonly columns?: number;
  } = {},
): Promise<Seen> {
  const written = { stdout: "", stderr: "" };
  const stdin: Readable & { isTTY?: boolean } = new PassThrough();
  stdin.isTTY = true;
  const output = (stream: "stdout" | "stderr") => ({
    isTerminal: true,
    columns,
    failure: null,
    flush: async () => {},
    write: (text: string): void => {
      written[stream] += text;
      if (text.endsWith("[y/N] ")) (stdin as PassThrough).end(answer === null ? "" : `${answer}\n`);
    },
  });
  let now = Date.parse("2026-11-25T12:00:00Z");
  const io = testIo(written, {
    cwd: folder,
    stdout: output("stdout"),
    stderr: output("stderr"),
    stdin,
    env: { SKYVIA_TOKEN: emulator.token, SKYVIA_BASE_URL: emulator.url, TERM: "xterm-256color", ...env },
    now: () => (now += 1000),
    monotonic: () => (now += 1000),
  });
  const { exitCode } = await run(args, io);
  return { exitCode, ...written };
}

async function configured(): Promise<Place> {
  const place = await openPlace();
  place.write("skyvia.yaml", config);
  return place;
}

describe("confirmation on a terminal", () => {
  test.each(["y", "Y", "yes"])("%j applies what was shown", async (answer) => {
    await using place = await configured();
    const { exitCode, stderr } = await atTerminal(place, ["apply"], { answer });
    expect(exitCode).toBe(0);
    expect(stderr, "the plan is shown before the question").toMatch(/2 to disable[\s\S]*\[y\/N\] /);
    expect(place.writes()).toHaveLength(3);
  });

  test.each(["", "n", "no", "yep", "apply", null])("%j applies nothing (null: the input ends)", async (answer) => {
    await using place = await configured();
    const { exitCode, stderr } = await atTerminal(place, ["apply"], { answer });
    expect(exitCode).toBe(1);
    expect(stderr).toContain("the changes were not confirmed, nothing was written");
    expect(place.writes()).toEqual([]);
  });

  test("is not asked with --yes, nor if there is nothing to do", async () => {
    await using place = await configured();
    expect((await atTerminal(place, ["apply", "--yes"])).stderr).not.toContain("[y/N]");
    expect(await atTerminal(place, ["apply"])).toMatchObject({ exitCode: 0 });
  });
});

describe("colour", () => {
  const escapes = /\u001b\[\d+m/;

  test("distinguishes on and off on a terminal", async () => {
    await using place = await configured();
    const { stdout } = await atTerminal(place, ["plan"]);
    expect(stdout).toContain("\u001b[36m  + enable\u001b[39m");
    expect(stdout).toContain("\u001b[35m  - disable\u001b[39m");
  });

  test.each([{ NO_COLOR: "1" }, { TERM: "dumb" }])("is left out with %o", async (env) => {
    await using place = await configured();
    expect((await atTerminal(place, ["plan"], { env })).stdout).not.toMatch(escapes);
  });
});

describe("rows fit the terminal", () => {
  const widest = (text: string): number =>
    Math.max(
      ...text
        .replaceAll(/\u001b\[\d*[mK]|[^\n]*\r/g, "")
        .split("\n")
        .map((line) => line.length),
    );

  test.each([
    ["plan", "--all"],
    ["status"],
    ["drift"],
    ["apply", "--yes"],
    ["list", "-w", "7"],
    ["get", "1", "-w", "7"],
    ["executions", "1", "-w", "7"],
    ["workspaces"],
    ["explain", "2", "-w", "7"],
    ["validate"],
  ])("%s", async (...args) => {
    for (const columns of [40, 120]) {
      await using place = await configured();
      const { stdout, stderr } = await atTerminal(place, args, { columns });
      expect(widest(stdout)).toBeLessThanOrEqual(columns);
      expect(widest(stderr)).toBeLessThanOrEqual(columns);
    }
  });

  const wideNames = [
    "夜間注文レプリケーション（本番）から倉庫へ毎晩二時に実行 🌙🌙🌙 nightly orders",
    "Nightly orders from QuickBooks Online to the MySQL warehouse of the finance department (do not touch)",
    "👍🏽🇩🇪 e\u0301te\u0301 привет שלום",
    "x".repeat(300),
  ];
  const wideWorld: Seed = {
    workspaces: [
      {
        id: 7,
        name: "本番環境ワークスペース — the production of everything that the finance department needs in the morning",
        integrations: wideNames.map((name, index) => ({
          id: index + 1,
          name,
          schedule: "enabled",
          executions: [{ date: "2026-11-25T02:00:00Z", state: "Failed" }],
        })),
      },
    ],
  };
  const wideConfig = `version: 1
workspaces:
  - id: 7
    name: ${wideWorld.workspaces?.[0]?.name}
    integrations:
      - { id: 1, schedule: disabled, reason: "夜間バッチは移行期間中停止します。詳細はインシデント4711を参照してください。夜間バッチは移行期間中停止します。", owner: データ基盤チーム }
      - { id: 2, schedule: disabled, reason: "The finance department needs these numbers each morning before nine o'clock, see ticket FIN-4711" }
      - { id: 3, schedule: disabled, tags: [few] }
      - { id: 4, schedule: enabled }
      - { id: 5, schedule: enabled, tags: [few] }
`;

  const longFile = "a-long-name-of-a-file-of-the-finance-department.yaml";
  test.each([
    [`plan --all -f ${longFile}`, wideNames[1]],
    [`plan --select tag:few -f ${longFile}`, wideNames[2]],
    [`status --hygiene -f ${longFile}`, wideNames[1]],
    [`drift -f ${longFile}`, wideNames[1]],
    [`explain 1 -w 7 -f ${longFile}`, wideNames[0]],
    [`apply --yes --max-disable 100% -f ${longFile}`, wideNames[1]],
    ["list -w 7", wideNames[1]],
    ["executions 1 -w 7", "2026-11-25T02:00:00.000Z"],
    ["workspaces", wideWorld.workspaces?.[0]?.name],
  ])("%s with long and wide names: no line is wider, no word is broken", async (line, shown = "") => {
    for (const columns of [60, 80]) {
      await using place = await openPlace({ seed: wideWorld });
      place.write(longFile, wideConfig);
      const { stdout, stderr } = await atTerminal(place, line.split(" "), { columns, env: { NO_COLOR: "1" } });
      const lines = `${stdout}${stderr}`.replaceAll(/[^\n]*\r/g, "").split("\n");
      expect(lines.filter((one) => stringWidth(one) > columns)).toEqual([]);
      const words = new Set(stdout.split(/\s+/));
      expect(shown.split(" ").filter((word) => /^[\w:.-]+$/.test(word) && !words.has(word))).toEqual([]);
    }
  });

  /** A command line for each verb. Missing are those that serve, and those that print a script, a schema or files. */
  const ofEveryVerb: Readonly<Record<string, readonly string[]>> = {
    validate: ["", "-f none.yaml"],
    plan: ["--all", "--with-history", "--select tag:few", "--at 2020-01-01T00:00:00+01:00", "-w 9"],
    apply: ["--yes --max-disable 100%", "--yes", "none.json --yes"],
    show: ["plan.json"],
    drift: ["", "--accept 1"],
    status: ["", "--hygiene"],
    report: ["--out report.html"],
    explain: ["1 -w 7", "4", "99 -w 7"],
    calendar: [""],
    init: ["--yes --all", "--all"],
    import: ["-w 7 --out all.yaml", "-w 9"],
    workspaces: ["", "7"],
    list: ["-w 7"],
    get: ["1 -w 7", "4 -w 7", "99 -w 7"],
    executions: ["1 -w 7", "1 --active -w 7"],
    run: ["4 -w 7"],
    cancel: ["4 -w 7"],
    kill: ["4 -w 7"],
    enable: ["4 -w 7", "99 -w 7"],
    disable: [
      "4 -w 7",
      `1 -w 7 --for 4h --reason ${"why".repeat(50)}`,
      "1 -w 7 --for 4h --reason x -f skyvia.yaml",
      "1 -w 7 --read-only",
    ],
    freeze: [`-w 7 --snapshot new.json --reason ${"why".repeat(50)} --yes`],
    thaw: ["--snapshot before.json --yes", "--snapshot none.json --yes"],
    undo: ["--last --ledger ledger.jsonl --yes", "--last --ledger none.jsonl --yes"],
    doctor: ["", "-f none.yaml"],
    completion: ["tcsh"],
    schema: ["tcsh"],
    version: [""],
    help: ["", ...verbNames],
    aply: ["", "--format tcsh"],
  };
  const freeze = [
    "freeze",
    "-w",
    "7",
    "--snapshot",
    "before.json",
    "--reason",
    "x",
    "--ledger",
    "ledger.jsonl",
    "--yes",
  ];

  /** What is run before a verb, mostly to write the files that it reads. */
  const preparations: Readonly<Record<string, readonly (readonly string[])[]>> = {
    show: [["plan", "--out", "plan.json"]],
    thaw: [freeze],
    undo: [freeze],
    drift: [freeze], // the diff of --accept is not broken: here it has nothing to accept
  };
  const notTried = ["watch", "emulator", "demo"];

  test("a command line of every verb is tried", () => {
    expect([...Object.keys(ofEveryVerb), ...notTried].filter((verb) => verb !== "aply").toSorted()).toEqual(
      [...verbNames].toSorted(),
    );
  });

  /** Texts that are never wrapped: a command to type, a line of YAML to copy, and a word without a place to break, such as a URL. */
  function isWhole(line: string): boolean {
    return /^ *(?:skyvia-schedules |\w+: \S+$)/.test(line) || !line.trim().includes(" ");
  }

  /** In CI all of them. */
  const widths = [40, 80, 60, 120].slice(0, Math.max(2, runs(4).numRuns));

  test.each(Object.entries(ofEveryVerb))(
    "%s with hostile names: no line is wider than the terminal",
    async (verb, variants) => {
      await using place = await openPlace({ seed: wideWorld });
      place.write("skyvia.yaml", wideConfig);
      for (const prepared of preparations[verb] ?? []) await place.run(prepared);
      for (const columns of widths) {
        for (const variant of variants) {
          const args = [verb, ...variant.split(" ").filter((word) => word !== "")];
          const { stdout, stderr } = await atTerminal(place, args, {
            columns,
            env: { NO_COLOR: "1", COLUMNS: `${columns}` },
          });
          const lines = `${stdout}${stderr}`.replaceAll(/[^\n]*\r/g, "").split("\n");
          expect(
            lines.filter((one) => stringWidth(one) > columns && !isWhole(one)),
            `${args.join(" ")} at ${columns}`,
          ).toEqual([]);
        }
      }
    },
  );

  test("problems too, their next step below", async () => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config.replace("Hourly leads", "No such integration"));
    const { stderr } = await atTerminal(place, ["plan"], { columns: 60, env: { NO_COLOR: "1" } });
    expect(widest(stderr)).toBeLessThanOrEqual(60);
    expect(stderr).toMatch(/skyvia.yaml:11:15: error: .*\n    named [^\n]*\n {2}Correct the name/);
  });

  test("with --wide a row is one line, in the same words", async () => {
    await using place = await configured();
    const env = { NO_COLOR: "1" };
    const [narrow, wide] = [
      await atTerminal(place, ["plan", "--all"], { columns: 40, env }),
      await atTerminal(place, ["plan", "--all", "--wide"], { columns: 40, env }),
    ];
    expect(wide.stdout).toMatch(/^ {2}- disable {2}2 {2}Hourly leads .* skyvia.yaml:12:19$/m);
    expect(narrow.stdout.split(/\s+/)).toEqual(wide.stdout.split(/\s+/));
  });
});

test("progress is a bar that goes away again", async () => {
  await using place = await configured();
  const { stdout, stderr } = await atTerminal(place, ["plan"]);
  expect(stderr).toMatch(/\r\[#+-*\] reading schedules: \d+ of \d+, [\d.]+\/s, \d+ s left/);
  expect(stderr.endsWith("\r\u001b[K")).toBe(true);
  expect(stdout).not.toContain("reading schedules");
});
