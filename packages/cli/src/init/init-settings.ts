import { posix } from "node:path";
import { checkFolderPlace, checkOutputFile, exists, folderExists } from "../files/output-file.ts";
import type { ApiFlags, TokenFromFlags } from "../flags/api-flags.ts";
import type { Context } from "../verb/context.ts";
import { RunError } from "../verb/run-error.ts";
import { shellWord } from "../plan/shell-word.ts";
import { ciFolders, type Ci } from "./ci-files.ts";
import { isTracked, repositoryAbove } from "./repository.ts";

export type InitFlags = ApiFlags &
  TokenFromFlags & {
    readonly workspace?: readonly string[];
    readonly all: boolean;
    readonly dir: string;
    readonly ci?: Ci;
    readonly pulumi: boolean;
    readonly yes: boolean;
  };

/** The folder of the YAML files, below the one that `--dir` names. */
export const yamlFolder = "skyvia";

/** The file of git to which the names of plans and of the ledger are appended. */
export const ignoreFile = ".gitignore";

/** Whether `init` asks questions: at a terminal, unless `--yes` is given. Throws a `RunError` if the flags decide too little and nobody can be asked. */
export function asksAtTerminal(
  { io, format }: Context,
  { yes, all, workspace = [], tokenFile, pulumi, ci = "none" }: InitFlags,
): boolean {
  if (all && workspace.length > 0) {
    throw new RunError("usage", "-w and --all cannot be used together", "Leave one of the two out.");
  }
  if (pulumi && ci !== "none") {
    throw new RunError(
      "usage",
      `--ci ${ci} is for YAML files, but --pulumi writes a program`,
      "Leave one of the two out. For a program, CI runs `pulumi preview` and `pulumi up`.",
    );
  }
  if (yes && !all && workspace.length === 0) {
    throw new RunError("usage", "--yes needs the workspaces: -w or --all", "Name them with -w, or pass --all.");
  }
  if (yes) return false;
  const canAsk = io.stdin.isTTY === true && io.stdout.isTerminal && format === "text" && tokenFile !== "-";
  if (canAsk) return true;
  throw new RunError(
    "confirmation-missing",
    "there is no terminal to ask on",
    "Pass --yes with -w <workspace> or --all, and --ci github, gitlab or none.",
  );
}

/** Throws a `RunError` if the files of another layout are in the way, or if a folder cannot be made. */
export async function checkPlaces(context: Context, { dir, pulumi, ci = "none" }: InitFlags): Promise<void> {
  const { io } = context;
  await checkFolderPlace(io, dir);
  if (pulumi) return;
  for (const name of ["skyvia.yaml", "skyvia.yml"]) {
    const file = posix.join(dir, name);
    if (!(await exists(io, file))) continue;
    const folder = posix.join(dir, yamlFolder);
    throw new RunError(
      "files-ambiguous",
      `${file} exists, and init writes the folder ${folder}: without -f only one of them may exist`,
      `Move the file into the folder: ${await moveAdvice(context, dir, name)}. Then run init again.`,
    );
  }
  await checkTop(context, dir, ci);
  for (const folder of [yamlFolder, ".skyvia", ...ciFolders(ci)]) {
    await folderExists(io, posix.join(dir, folder), "Move what is there away, or pass another --dir.");
  }
  const ignored = posix.join(dir, ignoreFile);
  if (await exists(io, ignored)) await checkOutputFile(io, ignored); // it is appended to
}

/** The command that moves a file into the folder of the YAML files. Where git does not track the file, `git mv` fails. */
async function moveAdvice(context: Context, dir: string, name: string): Promise<string> {
  const [folder, file] = [posix.join(dir, yamlFolder), posix.join(dir, name)].map(shellWord);
  const move = `mv ${file} ${folder}/`;
  if (await isTracked(context, dir, name)) return `\`mkdir -p ${folder} && git ${move}\``;
  return `\`mkdir -p ${folder} && ${move}\` (git does not track it; of a file that it tracks, git ${move} keeps the history)`;
}

/** Throws a `RunError` if CI would not find its files. */
async function checkTop(context: Context, dir: string, ci: Ci): Promise<void> {
  const top = ci === "none" ? null : await repositoryAbove(context, dir);
  if (top === null) return;
  const reads = ci === "github" ? "GitHub reads .github" : "GitLab reads .gitlab-ci.yml";
  throw new RunError(
    "usage",
    `--ci ${ci}: ${reads} at the top of a repository only, and ${dir} is inside of the repository ${top}`,
    `Run init for the top of the repository (\`--dir ${shellWord(top)}\`), or without --ci.`,
  );
}
