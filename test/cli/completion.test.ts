import { execFile, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import { bin } from "./binary.ts";
import { openPlace, type Place } from "./place.ts";
import { typeInTerminal } from "./pty.ts";

const hostile = "My \"Prod\" $(touch pwned) `touch pwned` 'x'; touch pwned";
const config = `version: 1
workspaces:
  - id: 7
    name: ${JSON.stringify(hostile)}
    defaults: { owner: ana }
    integrations:
      - { id: 101, name: "Nightly orders", schedule: enabled, tags: [finance] }
      - { id: 102, name: "Hourly $(touch pwned)", schedule: enabled }
      - { name: "By name", schedule: enabled }
      - { id: 103, name: "a\\tb\\nc", schedule: enabled }
  - id: 8
    integrations:
      - { id: 201, schedule: enabled }
`;

/** A place with the tool on the PATH, as an install puts it there. */
async function open(text: string = config): Promise<Place> {
  const place = await openPlace();
  mkdirSync(join(place.folder, "bin"));
  place.write("bin/skyvia-schedules", `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`);
  chmodSync(join(place.folder, "bin/skyvia-schedules"), 0o755);
  place.write("skyvia.yaml", text);
  return place;
}

const missing = (shell: string): string | null => {
  const isThere = spawnSync(shell, ["--version"], { stdio: "ignore" }).error === undefined;
  return isThere ? null : `${shell} is not installed`;
};

/** Runs a shell without a network address or a token to use: stdout, and stderr behind it. */
async function outputOf({ folder }: Place, command: string, args: readonly string[]): Promise<string> {
  const env = { PATH: `${join(folder, "bin")}:${process.env["PATH"]}`, HOME: folder, LC_ALL: "C.UTF-8" };
  return new Promise((resolve) => {
    execFile(command, [...args], { cwd: folder, env }, (_, stdout, stderr) => resolve(stdout + stderr));
  });
}

/** What each shell offers for a line; `complete` gives a shell's own answer, a word a line. */
const cases: readonly (readonly [line: string, expected: readonly string[]])[] = [
  ["skyvia-schedules pla", ["plan"]],
  ["skyvia-schedules plan --detailed", ["--detailed-exitcode"]],
  ["skyvia-schedules list --format m", ["markdown"]],
  ["skyvia-schedules explain 10", ["101", "102", "103"]],
  ["skyvia-schedules enable -w 8 ", ["201"]],
  ["skyvia-schedules plan --select tag:", ["tag:finance"]],
  ["skyvia-schedules plan --exclude owner:a", ["owner:ana"]],
  ["skyvia-schedules drift --accept a", ["all"]],
  ["skyvia-schedules drift --accept 101,20", ["101,201"]],
  ["skyvia-schedules schema l", ["ledger"]],
  ["skyvia-schedules explain -f none.yaml 1", []],
  ["skyvia-schedules nope ", []],
];

describe.concurrent("completion", () => {
  test.for(["bash", "zsh", "fish", "pwsh"])("prints the script for %s, and sends nothing", async (name, { expect }) => {
    await using place = await openPlace();
    const { code, stdout, stderr } = await place.run(["completion", name], { env: { SKYVIA_TOKEN: undefined } });
    expect([code, stderr, stdout]).toEqual([0, "", expect.stringContaining("__complete")]);
    expect(place.emulator.requests()).toEqual([]);
  });

  test.for<readonly string[]>([["completion"], ["completion", "tcsh"], ["completion", "BASH"]])(
    "%j is 5",
    async (args, { expect }) => {
      await using place = await openPlace();
      expect((await place.run(args)).code).toBe(5);
    },
  );

  test.for([
    ["broken files", "version: 2\n"],
    ["a file that is no YAML", "\u0000"],
  ])("%s give no ids, nothing on stderr, and 0", async ([, text = ""], { expect }) => {
    await using place = await open(text);
    const ended = await place.runBinary(["__complete", "zsh", "explain", ""], { env: { SKYVIA_TOKEN: undefined } });
    expect(ended).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(place.emulator.requests()).toEqual([]);
  });

  test("names are descriptions of ids, and a name with a tab or a line break is no candidate", async ({ expect }) => {
    await using place = await open();
    const { stdout } = await place.runBinary(["__complete", "fish", "explain", ""]);
    expect(stdout.split("\n")).toEqual([
      "101\tNightly orders",
      "102\tHourly $(touch pwned)",
      "103\ta\\u{9}b\\u{a}c",
      "201\t",
      "Nightly orders\t101",
      "Hourly $(touch pwned)\t102",
      "By name\t",
      "",
    ]);
  });

  test.skipIf(missing("bash") !== null)("in bash", async ({ expect }) => {
    await using place = await open();
    place.write(
      "ask.bash",
      `source <(skyvia-schedules completion bash)
try() {
  COMP_LINE=$1 COMP_POINT=\${#1} COMP_TYPE=9
  _skyvia_schedules skyvia-schedules "\${1##* }"
  printf '%s\n' "\${COMPREPLY[@]}"
}
try "$1"
`,
    );
    const ask = async (line: string): Promise<readonly string[]> =>
      (await outputOf(place, "bash", ["ask.bash", line])).split("\n").filter((word) => word !== "");
    for (const [line, expected] of cases) {
      // bash breaks words at colons, and replaces what follows the last one
      const words = expected.map((word) => word.replace(/^.*:/, ""));
      expect([line, await ask(line)]).toEqual([line, words]);
    }
    expect(await ask("skyvia-schedules plan -w My")).toEqual([hostile.replaceAll(/["$()`'; ]/g, "\\$&")]);
    expect(await ask('skyvia-schedules plan -w "My')).toEqual([hostile.replaceAll(/["$`]/g, "\\$&")]);
    expect(await ask("skyvia-schedules plan -f sky")).toEqual(["skyvia.yaml"]);
    expect(place.files()).not.toContain("pwned");
  });

  test.skipIf(missing("bash") !== null)("at a terminal of bash, without bash-completion", async ({ expect }) => {
    await using place = await open();
    const env = { PATH: `${join(place.folder, "bin")}:${process.env["PATH"]}`, PS1: "ready> " };
    const { stdout, stderr } = await typeInTerminal(
      ["bash", "--norc", "--noprofile", "-i"],
      { cwd: place.folder, env },
      [
        [/ready> $/, "source <(skyvia-schedules completion bash)\r"],
        [/ready> $/, "skyvia-schedules explain 1\t\t\t"],
        [/102 {2}\(Hourly/, "\u0015exit\r"], // a Ctrl-C would take what is typed after it away
      ],
    );
    expect([stderr, stdout]).toEqual(["", expect.stringContaining("101  (Nightly orders)")]);
    expect(place.files()).not.toContain("pwned");
  });

  test.skipIf(missing("zsh") !== null)(
    `in zsh${missing("zsh") === null ? "" : `: skipped, ${missing("zsh")}`}`,
    async ({ expect }) => {
      await using place = await open();
      const env = { PATH: `${join(place.folder, "bin")}:${process.env["PATH"]}`, PS1: "ready> ", LC_ALL: "C.UTF-8" };
      const { stdout, stderr } = await typeInTerminal(["zsh", "-f", "-i"], { cwd: place.folder, env }, [
        [/ready> /, "source <(skyvia-schedules completion zsh)\r"],
        [/ready> /, "skyvia-schedules explain 10\t\t"],
        [/103 +-- /, "\u0015skyvia-schedules plan -w M\t"],
        [/My\\ /, "\u0015exit\r"],
      ]);
      expect([stderr, stdout]).toEqual(["", expect.stringContaining("101  -- Nightly orders")]);
      expect(place.files()).not.toContain("pwned");
    },
  );

  test.skipIf(missing("fish") !== null)(
    `in fish${missing("fish") === null ? "" : `: skipped, ${missing("fish")}`}`,
    async ({ expect }) => {
      await using place = await open();
      place.write("ask.fish", "skyvia-schedules completion fish | source\ncomplete -C $argv[1]\n");
      for (const [line, expected] of cases) {
        const words = (await outputOf(place, "fish", ["--no-config", "ask.fish", line]))
          .split("\n")
          .map((one) => one.split("\t")[0]);
        expect([line, words.filter((word) => word !== "")]).toEqual([line, expected]);
      }
      expect(place.files()).not.toContain("pwned");
    },
  );

  test.skipIf(missing("pwsh") !== null)(
    `in pwsh${missing("pwsh") === null ? "" : `: skipped, ${missing("pwsh")}`}`,
    async ({ expect }) => {
      await using place = await open();
      for (const [line, expected] of cases) {
        const ask = `skyvia-schedules completion pwsh | Out-String | Invoke-Expression; [System.Management.Automation.CommandCompletion]::CompleteInput('${line}', ${line.length}, $null).CompletionMatches | ForEach-Object { $_.ListItemText }`;
        const words = (await outputOf(place, "pwsh", ["-NoProfile", "-Command", ask])).split(/\r?\n/);
        if (expected.length > 0) expect([line, words.filter((word) => word !== "")]).toEqual([line, expected]);
      }
    },
  );
});
