import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Seed } from "@skyvia-schedules/emulator";
import { describe, test } from "vitest";
import { bin } from "./binary.ts";
import { openPlace, type Place } from "./place.ts";

const count = 60;
const seed: Seed = {
  workspaces: [
    {
      id: 7,
      name: "Production",
      integrations: Array.from({ length: count }, (_, index) => {
        return { id: index + 1, name: `I${index + 1}`, type: "import", schedule: "disabled" } as const;
      }),
    },
  ],
};
const config = 'version: 1\nworkspaces:\n  - id: 7\n    integrations:\n      - match: "*"\n        schedule: enabled\n';

/** A monotonic clock on which 2 ms are 10 s: a line of progress on stderr comes all the time. */
const quickClock = `data:text/javascript,${encodeURIComponent(
  "const now = performance.now.bind(performance); performance.now = () => now() * 5000;",
)}`;

/** Places that a command line names: the full disk, and the files that the run writes. */
const apply =
  "TOOL apply --yes --request-timeout 3000m --concurrency 8 --max-enable 100% --ledger DISK/ledger --report-file DISK/report.md --format FORMAT";

/** Runs one shell command line that applies 60 changes. Resolves to the exit code of the tool. */
async function applied(place: Place, command: string, format: string, disk = "."): Promise<number> {
  place.write("skyvia.yaml", config);
  const env = {
    PATH: process.env["PATH"],
    HOME: place.folder,
    SKYVIA_BASE_URL: place.emulator.url,
    SKYVIA_TOKEN: place.emulator.token,
    NODE_OPTIONS: `--import=${quickClock}`,
  };
  const typed = command
    .replaceAll("TOOL", `"${process.execPath}" "${bin}"`)
    .replaceAll("DISK", disk)
    .replaceAll("FORMAT", format);
  const child = spawn("sh", ["-c", typed], { cwd: place.folder, env, stdio: "ignore" });
  await new Promise((resolve) => {
    child.on("close", resolve);
  });
  return Number(place.read("code"));
}

interface Line {
  readonly event: string;
  readonly exitCode?: number;
}

/** How many lines of each kind a ledger has, and the exit code in it. */
function ledgerOf(place: Place): { intent: number; result: number; exitCode: number | undefined } {
  const lines = place
    .read("ledger")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
  const of = (event: string): number => lines.filter((line) => line.event === event).length;
  return { intent: of("intent"), result: of("result"), exitCode: lines.at(-1)?.exitCode };
}

describe.skipIf(!existsSync("/dev/full")).concurrent("60 changes, and a stream that cannot be written", () => {
  test.for([
    ["stderr has no room from the first line on", `${apply} > out 2> /dev/full; echo $? > code`, "github", 3],
    ["neither has room", `${apply} > /dev/full 2> /dev/full; echo $? > code`, "text", 3],
    ["the reader of stderr goes", `{ ${apply} 2>&1 > out; echo $? > code; } | head -n 1 > /dev/null`, "json", 0],
  ] as const)(
    "$0, as $2: everything is written and recorded",
    { timeout: 60_000 },
    async ([, command, format, code], { expect }) => {
      await using place = await openPlace({ seed });
      expect(await applied(place, command, format)).toBe(code);
      expect(place.writes()).toHaveLength(count);
      expect(ledgerOf(place)).toEqual({ intent: count, result: count, exitCode: code });
      expect(place.read("report.md")).toContain("I60");
      if (command.includes("> out")) expect(place.read("out")).toContain(format === "github" ? "::notice" : "I60");
    },
  );
});

/** Runs a command with `small` as a separate disk with little room. */
function onSmallDisk(kilobytes: number, command: string): string {
  const script = `mount -t tmpfs -o size=${kilobytes}k none small && { ${command}; cp small/* kept; }`;
  return `unshare -rm sh -c '${script}'`;
}

const canMount = spawnSync("sh", ["-c", "unshare -rm true"]).status === 0;

describe.skipIf(!canMount).concurrent("60 changes, and a disk that becomes full in between", () => {
  test("the ledger: no write without its intent, and 3", { timeout: 60_000 }, async ({ expect }) => {
    await using place = await openPlace({ seed });
    mkdirSync(join(place.folder, "small"));
    mkdirSync(join(place.folder, "kept"));
    const line = apply.replace("--report-file DISK/report.md ", "");
    const code = await applied(place, onSmallDisk(16, `${line} > out 2> err; echo $? > code`), "text", "small");
    const written = readFileSync(join(place.folder, "kept/ledger"), "utf8");
    writeFileSync(join(place.folder, "ledger"), written.slice(0, written.lastIndexOf("\n") + 1));
    const { intent } = ledgerOf(place);
    expect([code, place.read("err")]).toEqual([
      3,
      expect.stringMatching(/ledger small\/ledger cannot be written \(ENOSPC\)/),
    ]);
    expect(place.writes().length).toBeGreaterThan(0);
    expect(place.writes().length).toBeLessThanOrEqual(intent);
    expect(intent).toBeLessThan(count);
  });

  test(
    "the report, and the reader of stdout goes: everything is written, and 3",
    { timeout: 60_000 },
    async ({ expect }) => {
      await using place = await openPlace({ seed });
      mkdirSync(join(place.folder, "small"));
      mkdirSync(join(place.folder, "kept"));
      const line = `{ ${apply.replace("DISK/ledger", "ledger")} 2> err; echo $? > code; } | head -c 0`;
      const code = await applied(place, onSmallDisk(4, line), "text", "small");
      expect([code, place.read("err")]).toEqual([
        3,
        expect.stringMatching(/^applying changes: [^]*small\/report\.md could not be written \(ENOSPC\)/m),
      ]);
      expect(place.writes()).toHaveLength(count);
      expect(ledgerOf(place)).toEqual({ intent: count, result: count, exitCode: 3 });
    },
  );
});
