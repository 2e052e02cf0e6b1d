import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Builds every package, or with `--command-line` what the command line alone needs to run. A step is skipped if its inputs and outputs are byte for byte the
 * same as after its last run, so a build without changes starts no other process.
 */
interface Step {
  readonly name: string;
  /** Programs to run one after another, in the root folder. */
  readonly commands: readonly (readonly string[])[];
  /** Patterns of the files that the step reads. The lockfile, this script and the manifests belong to every step. */
  readonly inputs: readonly string[];
  /** Patterns of the files that the step writes. */
  readonly outputs: readonly string[];
  /** The command line runs without this step. */
  readonly isForOthers?: true;
}

const steps: readonly Step[] = [
  {
    name: "generated files",
    commands: [["node", "scripts/generate.ts"]],
    inputs: [
      "scripts/generate.ts",
      "packages/core/*schema.json",
      "packages/cli/*.schema.json",
      "packages/emulator/*.schema.json",
      "examples/github-actions/*.yml",
      "examples/gitlab-ci/.gitlab-ci.yml",
      "examples/gitlab-ci/*.mjs",
      "packages/emulator/page/*",
    ],
    outputs: ["packages/*/src/**/*.generated.ts", "packages/cli/{schema,yaml,plan,output,ledger,seed}.json"],
  },
  {
    name: "types",
    commands: [["tsc", "-b", "packages/cli", "packages/action", "packages/provider", "packages/plugin"]],
    inputs: ["packages/*/src/**/*.{ts,json}", "packages/*/tsconfig.json", "tsconfig.base.json"],
    outputs: ["packages/*/dist/**/*", "packages/*/tsconfig.tsbuildinfo"],
    isForOthers: true,
  },
  {
    name: "command line",
    commands: [["node", "packages/cli/scripts/bundle.ts"]],
    inputs: [
      "packages/{cli,client,core,emulator}/src/**/*.{ts,json}",
      "packages/cli/scripts/bundle.ts",
      "scripts/licenses.ts",
    ],
    outputs: ["packages/cli/bundle/**/*"],
  },
];

const root = fileURLToPath(new URL("..", import.meta.url));
const stamps = join(root, "node_modules/.cache/build-stamps.json");
const ofEveryStep = ["pnpm-lock.yaml", "packages/*/package.json", "scripts/build.ts"];

process.chdir(root);
const isAll = !process.argv.includes("--command-line");
build(steps.filter(({ isForOthers = false }) => isAll || !isForOthers));

function build(wanted: readonly Step[]): void {
  const found = readStamps();
  for (const step of wanted) {
    if (found[step.name] === stamp(step)) continue;
    process.stderr.write(`Building: ${step.name}\n`);
    if (!step.commands.every(succeeds)) return void (process.exitCode = 1); // the program has printed why
    found[step.name] = stamp(step);
    writeStamps(found);
  }
}

function succeeds([program = "", ...args]: readonly string[]): boolean {
  const { status, error } = spawnSync(program, args, { stdio: "inherit" });
  if (error !== undefined) throw error;
  return status === 0;
}

/** A hash of the names and the contents of all files of a step. */
function stamp({ inputs, outputs }: Step): string {
  const hash = createHash("sha256");
  const files = globSync([...ofEveryStep, ...inputs, ...outputs], { withFileTypes: true });
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  for (const path of new Set(paths.toSorted())) hash.update(`${path}\n`).update(readFileSync(path));
  return hash.digest("hex");
}

function readStamps(): Record<string, string> {
  try {
    return JSON.parse(readFileSync(stamps, "utf8")) as Record<string, string>;
  } catch {
    return {}; // none, or cut off while it was written: everything is built
  }
}

function writeStamps(found: Readonly<Record<string, string>>): void {
  mkdirSync(dirname(stamps), { recursive: true });
  writeFileSync(stamps, JSON.stringify(found));
}
