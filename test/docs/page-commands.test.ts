import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { allFlags, checkCommand, commandsIn } from "./commands.ts";
import { fences } from "./fences.ts";

// Verbs, flags and scripts of package.json that the pages mention in their text exist, too.

const root = new URL("../../", import.meta.url).pathname;
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const pages = globSync(["*.md", "docs/**/*.md", "packages/*/README.md", "examples/**/*.md"], {
  cwd: root,
  exclude: (name) => name === "node_modules",
});
const proseOf = (page: string): string => read(page).replaceAll(/^```[^]*?^```$/gm, "");

/** Flags of other programs, one that we say does not exist, and the end of a file name. */
const ofOthers: readonly string[] = [
  ...[
    "--debug",
    "--diff",
    "--generate-code",
    "--logtostderr",
    "--refresh",
    "--run-program",
    "--secret",
    "--show-secrets",
    "--target",
  ], // Pulumi
  ...["-generate-config-out", "-parallelism"], // Terraform
  "--force",
  "-arm",
];

test.each(pages)("%s names verbs, flags and scripts that exist", (page) => {
  const prose = proseOf(page);
  for (const command of commandsIn(prose)) checkCommand(command, page);
  for (const [, flag = ""] of prose.matchAll(/`(--?[a-z][a-z-]*)/g))
    expect([...allFlags, ...ofOthers], `${page}: ${flag}`).toContain(flag);
  const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: object };
  const known = [...Object.keys(scripts), "changeset", "install"];
  for (const [, script = ""] of prose.matchAll(/`npx -y pnpm@12 ([a-z][\w:-]*)/g))
    expect(known, `${page}: ${script}`).toContain(script);
});

/** Lines to type that no test of the documents runs: the test that runs them, and what it has of them. */
const runBy: readonly (readonly [line: RegExp, file: string, marker: string])[] = [
  [
    /^pulumi plugin install resource skyvia \S+ --file /,
    "test/engine/plugin-install.test.ts",
    "plugin install resource",
  ],
  [/^python3 -m venv venv$/, "scripts/engine/place-python.ts", "venv"],
  [/^venv\/bin\/pip install |^\. venv\/bin\/activate$/, "test/engine/python.ts", "pip"],
  [/^pulumi import skyvia:index:/, "test/engine/languages/import.test.ts", "import skyvia:index:"],
  [/^pulumi stack init emulator$/, "test/engine/plugin-examples.test.ts", "stack init emulator"],
  [/^pulumi (up|destroy)( --refresh)?( --yes)?$/, "test/engine/plugin-examples.test.ts", "up --refresh --yes"],
  [/^pulumi preview( --refresh)?( --diff)?$/, "test/engine/plugin-examples.test.ts", "preview --refresh --diff"],
  [/^pulumi config set --secret skyvia:token$/, "test/engine/plugin-install.test.ts", "config set --secret"],
  [/^pulumi stack init live$/, "test/engine/stage.ts", "stack init"],
  [/^export( (SKYVIA|PULUMI)_\w+=\S+)+$/, "test/engine/example.test.ts", 'line.startsWith("export ")'],
  [/^npx -y skyvia-schedules emulator --port 8086 --seed seed\.yaml$/, "test/docs/docs.test.ts", "serves(command)"],
  [/^go mod (tidy$|edit -replace )/, "test/engine/plugin-sdks.test.ts", "pulumi-go"],
  [/^npm install( .*)?$/, "test/release/installers.ts", '"npm", "install"'],
  [/^npx skyvia-schedules (demo|init|plan|apply)$/, "test/release/packages.test.ts", "installer.commandLine"],
];

describe("each line to type on a page whose commands are run elsewhere is run by a test", () => {
  const elsewhere = [
    "docs/pulumi.md",
    "docs/pulumi-plugin.md",
    "docs/pulumi-python.md",
    "packages/cli/README.md",
    "packages/provider/README.md",
    "examples/pulumi/README.md",
    "examples/pulumi-go/README.md",
    "examples/pulumi-python/README.md",
    "examples/pulumi-yaml/README.md",
  ];

  test.each(elsewhere)("%s", (page) => {
    const lines = fences(read(page)).flatMap(({ language, lines: typed }) => (language === "sh" ? typed : []));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => !runBy.some(([pattern]) => pattern.test(line)))).toEqual([]);
  });

  test.each(runBy)("%s: %s", (_, file, marker) => {
    expect(existsSync(join(root, file)), file).toBe(true);
    expect(read(file)).toContain(marker);
  });
});
