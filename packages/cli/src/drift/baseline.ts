import { stat } from "node:fs/promises";
import type { Baseline, DesiredState, LedgerLine } from "@skyvia-schedules/core";
import { loadDesired } from "@skyvia-schedules/core/yaml";
import type { Config } from "../files/config-files.ts";
import { absolutePath } from "../process/absolute-path.ts";
import { parseInstant } from "../process/instant.ts";
import { configHash } from "../plan/config-hash.ts";
import type { Context } from "../verb/context.ts";
import { openGitVersions, type GitVersions } from "./git-versions.ts";

/** How many commits are looked through for the one that was applied last. */
const searched = 100;

/**
 * What is known of the last apply. What was asked for then is found by the config hash of the ledger's last line among
 * the commits of the files; without a ledger it is what was committed last.
 */
export async function readBaseline(
  context: Context,
  paths: readonly string[] | undefined,
  config: Config,
  ledger: readonly LedgerLine[],
): Promise<Baseline> {
  const git = await openGitVersions(context, paths ?? config.paths, config.files);
  const current = configHash(config.desired);
  const applied = ledger.findLast((line) => line.configHash !== null)?.configHash ?? null;
  const decidedAt = await decisionTime(context, git, config, ledger);
  if (applied === current) return { sameConfig: true, desired: null, ledger, decidedAt };
  if (applied !== null) return { sameConfig: false, desired: await findVersion(git, applied), ledger, decidedAt };
  const committed = git === null ? null : await versionAt(git, "HEAD");
  const sameConfig = committed === null ? null : configHash(committed) === current;
  return { sameConfig, desired: committed, ledger, decidedAt };
}

async function findVersion(git: GitVersions | null, hash: string): Promise<DesiredState | null> {
  for (const commit of (await git?.commits(searched)) ?? []) {
    const desired = git === null ? null : await versionAt(git, commit);
    if (desired !== null && configHash(desired) === hash) return desired;
  }
  return null;
}

/** null: the files were not there, or had problems. */
async function versionAt(git: GitVersions, commit: string): Promise<DesiredState | null> {
  const files = await git.filesAt(commit);
  if (files.length === 0) return null;
  const { desired, problems } = loadDesired(files);
  return problems.length === 0 ? desired : null;
}

/** When the files were last committed or applied, whichever is later; where neither is known, when they were written. */
async function decisionTime(
  { io }: Pick<Context, "io">,
  git: GitVersions | null,
  { files }: Config,
  ledger: readonly LedgerLine[],
): Promise<number | null> {
  const committed = (await git?.lastCommitAt()) ?? null;
  const applied = ledger.at(-1);
  const known = [
    ...(committed === null ? [] : [committed]),
    ...(applied === undefined ? [] : [parseInstant(applied.at)]),
  ];
  if (known.length > 0) return Math.max(...known);
  const written = await Promise.all(files.map(async ({ file }) => stat(absolutePath(io, file)).catch(() => null)));
  const times = written.flatMap((stats) => (stats === null ? [] : [stats.mtimeMs])); // what came by a pipe has none
  return times.length === 0 ? null : Math.max(...times);
}
