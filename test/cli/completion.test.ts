import { execFile, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, test } from "vitest";
import { bin } from "./binary.ts";
import { openPlace, type Place } from "./place.ts";
import { typeInTerminal, type TerminalSurroundings, type Typed } from "./pty.ts";
import { openShellCommand, type ShellCommand } from "./shell-command.ts";

const hostile = "My \"Prod\" $(touch pwned) `touch pwned` 'x'; touch pwned";
const config = `version: 1
workspaces:
  - id: 7
    name: ${JSON.stringify(hostile)}
    defaults: { owner: ana@example.com }
    integrations:
      - { id: 101, name: "Nightly orders", schedule: enabled, tags: [finance] }
      - { id: 102, name: "Hourly $(touch pwned)", schedule: enabled }
      - { name: "By name", schedule: enabled }
      - { id: 103, name: "a\\tb\\nc", schedule: enabled }
  - id: 8
    integrations:
      - { id: 201, schedule: enabled }
`;

/** A place with the tool in its folder `bin`, as an install puts it there. */
async function open(text: string = config): Promise<Place> {
  const place = await openPlace();
  mkdirSync(join(place.folder, "bin"));
  place.write("bin/skyvia-schedules", `#!/bin/sh\nexec '${process.execPath}' '${bin}' "$@"\n`);
  chmodSync(join(place.folder, "bin/skyvia-schedules"), 0o755);
  place.write("skyvia.yaml", text);
  return place;
}

/** The environment of a shell in a place. By default its PATH has the installed tool; it has no API and no token. */
const surroundings = ({ folder }: Place, tool = join(folder, "bin")): TerminalSurroundings => ({
  cwd: folder,
  env: { PATH: `${tool}:${process.env["PATH"]}`, HOME: folder, LC_ALL: "C.UTF-8" },
});

const missing = (shell: string): boolean => spawnSync(shell, ["--version"], { stdio: "ignore" }).error !== undefined;
const skipped = {
  bash: missing("bash"),
  zsh: missing("zsh"),
  fish: missing("fish"),
  pwsh: missing("pwsh"),
};
const skipReason = (shell: keyof typeof skipped): string =>
  skipped[shell] ? `: skipped, ${shell} is not installed` : "";

/** Runs a shell. Resolves to stdout followed by stderr. */
async function outputOf(place: Place, command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(command, [...args], surroundings(place), (_, stdout, stderr) => resolve(stdout + stderr));
  });
}

/** The text typed before the Tab key, and the last word of the line after it, as the shell reads it. */
const typed: readonly (readonly [line: string, word: string])[] = [
  ["pla", "plan"],
  ["plan --detailed", "--detailed-exitcode"],
  ["list --format m", "markdown"],
  ["list --format=m", "--format=markdown"],
  ["enable -w 8 ", "201"],
  ["explain By", "By name"],
  ["explain 'By", "By name"],
  ["plan -w My", hostile],
  ['plan -w "My', hostile],
  ["plan --select tag:f", "tag:finance"],
  ["plan --select owner:ana@e", "owner:ana@example.com"],
  ['plan --select="name:By', "--select=name:By name"],
  ["drift --accept 101,20", "101,201"],
  ["plan -f sky", "skyvia.yaml"],
  ["plan --file=sky", "--file=skyvia.yaml"],
  ["explain -f none.yaml 1", "1"],
];

/** What a shell runs at its start: Ctrl-T notes the last word of the line in a file, says so, and empties the line. */
const shells = {
  bash: {
    command: ["bash", "--noprofile", "--rcfile", "start.bash", "-i"],
    file: "start.bash",
    start: `source <(skyvia-schedules completion bash)
seen() { eval "set -- $READLINE_LINE"; printf '%s\\n' "\${!#}" >> words; READLINE_LINE= READLINE_POINT=0; echo "noted $((++noted)) "; }
bind -x '"\\C-t": seen'
PS1='ready> '
`,
  },
  zsh: {
    command: ["zsh", "-d", "-i"],
    file: ".zshrc",
    start: `PS1='ready> '
source <(skyvia-schedules completion zsh)
seen() { print -r -- "\${(Q)\${(z)BUFFER}[-1]}" >> words; BUFFER=; zle -M "noted $((++noted)) " }
zle -N seen
bindkey '^T' seen
`,
  },
  fish: {
    command: ["fish", "--no-config", "--init-command", "source start.fish"],
    file: "start.fish",
    start: `function fish_prompt; echo -n 'ready> '; end
skyvia-schedules completion fish | source
set -g noted 0
function seen
    eval "set -l words "(commandline | string collect)
    string join -- \\n $words[-1] >> words
    set noted (math $noted + 1)
    commandline ''
    echo "noted $noted "
    commandline -f repaint
end
bind \\ct seen
`,
  },
} as const;

/** Types lines in a shell, each with a Tab and a Ctrl-T after it. Resolves to the last word of each line. */
async function wordsTyped(
  shell: keyof typeof shells,
  where: TerminalSurroundings,
  lines: readonly string[],
): Promise<readonly string[]> {
  const steps = lines.map((line, index): Typed[number] => [
    index === 0 ? /ready> / : new RegExp(`noted ${index} `),
    `skyvia-schedules ${line}\t\u0014`,
  ]);
  const { stderr } = await typeInTerminal(shells[shell].command, where, [
    ...steps,
    [new RegExp(`noted ${lines.length} `), "exit\r"],
  ]);
  if (stderr !== "") throw new Error(stderr);
  return readFileSync(join(where.cwd, "words"), "utf8").split("\n").slice(0, -1);
}

describe.concurrent("completion", () => {
  let command: ShellCommand;
  beforeAll(async () => {
    command = await openShellCommand();
  });
  afterAll(async () => command[Symbol.asyncDispose]());

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
    ["a file that is not YAML", "\u0000"],
  ])("%s give no ids, nothing on stderr, and 0", async ([, text = ""], { expect }) => {
    await using place = await open(text);
    const ended = await place.runBinary(["__complete", "zsh", "explain", ""], { env: { SKYVIA_TOKEN: undefined } });
    expect(ended).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(place.emulator.requests()).toEqual([]);
  });

  test("names are descriptions of ids, and a name with a tab or a line break is not a candidate", async ({
    expect,
  }) => {
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

  for (const shell of ["bash", "zsh", "fish"] as const) {
    test.skipIf(skipped[shell])(`typed in ${shell}${skipReason(shell)}`, async ({ expect }) => {
      await using place = await open();
      place.write(shells[shell].file, shells[shell].start);
      const lines = typed.map(([line]) => line);
      const words = await wordsTyped(shell, surroundings(place, command.folder), lines);
      expect(lines.map((line, index) => [line, words[index]])).toEqual(typed);
      expect(place.files()).not.toContain("pwned");
    });
  }

  test.skipIf(skipped.fish)(`in fish, with the installed tool${skipReason("fish")}`, async ({ expect }) => {
    await using place = await open();
    place.write(shells.fish.file, shells.fish.start);
    expect(await wordsTyped("fish", surroundings(place), ["enable -w 8 "])).toEqual(["201"]);
  });

  test.skipIf(skipped.zsh)(
    `in zsh, with the installed tool, kept in a folder of fpath: it completes from the first Tab${skipReason("zsh")}`,
    async ({ expect }) => {
      await using place = await open();
      mkdirSync(join(place.folder, "fpath"));
      place.write("fpath/_skyvia-schedules", (await place.run(["completion", "zsh"])).stdout);
      const { file, start } = shells.zsh;
      const load = "fpath+=($HOME/fpath)\nautoload -Uz compinit && compinit -u -D";
      place.write(file, start.replace("source <(skyvia-schedules completion zsh)", load));
      expect(await wordsTyped("zsh", surroundings(place), ["pla", "enable -w 8 "])).toEqual(["plan", "201"]);
    },
  );

  test.skipIf(skipped.bash)("at a terminal of bash, without bash-completion", async ({ expect }) => {
    await using place = await open();
    const { cwd, env } = surroundings(place, command.folder);
    const { stdout, stderr } = await typeInTerminal(
      ["bash", "--norc", "--noprofile", "-i"],
      { cwd, env: { ...env, PS1: "ready> " } },
      [
        [/ready> $/, "source <(skyvia-schedules completion bash)\r"],
        [/ready> $/, "skyvia-schedules explain 1\t\t\t"],
        [/102 {2}\(Hourly/, "\u0015exit\r"], // a Ctrl-C would take what is typed after it away
      ],
    );
    expect([stderr, stdout]).toEqual(["", expect.stringContaining("101  (Nightly orders)")]);
    expect(place.files()).not.toContain("pwned");
  });

  test.skipIf(skipped.bash)("in bash, where the tool is an alias, as in a clone", async ({ expect }) => {
    await using place = await open();
    const alias = `alias skyvia-schedules="'${process.execPath}' '${bin}'"\n`;
    place.write(shells.bash.file, alias + shells.bash.start);
    const onlyAlias = surroundings(place, place.folder); // the tool is not on the PATH
    expect(await wordsTyped("bash", onlyAlias, ["enable -w 8 "])).toEqual(["201"]);
    expect(place.files()).not.toContain("pwned");
  });

  test.skipIf(skipped.pwsh)(`in pwsh${skipReason("pwsh")}`, async ({ expect }) => {
    await using place = await open();
    const asked = typed.filter(([line, word]) => !/["'$]|\.yaml/.test(line + word));
    for (const [part, word] of asked) {
      const line = `skyvia-schedules ${part}`;
      const ask = `skyvia-schedules completion pwsh | Out-String | Invoke-Expression; [System.Management.Automation.CommandCompletion]::CompleteInput('${line}', ${line.length}, $null).CompletionMatches | ForEach-Object { $_.ListItemText }`;
      const words = (await outputOf(place, "pwsh", ["-NoProfile", "-Command", ask])).split(/\r?\n/);
      expect([line, words.filter((one) => one !== "")]).toEqual([line, [word]]);
    }
  });
});
