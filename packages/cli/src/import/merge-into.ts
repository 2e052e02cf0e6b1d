import type { Problem } from "@skyvia-schedules/core";
import { parseId } from "@skyvia-schedules/core/id";
import { mergeImport, variablesThatDiffer, type ConfigFile, type ImportedWorkspace } from "@skyvia-schedules/core/yaml";
import { loadConfigNow, readFileBytes, usualPlaces, type Config } from "../files/config-files.ts";
import { identityOf } from "../files/file-roles.ts";
import { rewriteFiles } from "../files/rewrite-files.ts";
import type { Context } from "../verb/context.ts";
import type { Outcome } from "../verb/outcome.ts";

/** What `import --merge` needs of its flags. */
export interface MergeFlags {
  readonly out: string;
  readonly workspace?: readonly string[];
  readonly tokenFrom?: string;
  readonly file?: readonly string[];
  /** Milliseconds. */
  readonly maxHold?: number;
}

/** The configuration before the merge. */
export interface BeforeMerge {
  /** The files beside the one that is written. null: there are none. */
  readonly others: Config | null;
  /** What shows in flags and files alone. If there is one, no call is made. */
  readonly problems: readonly Problem[];
}

export const nothingToMerge: BeforeMerge = { others: null, problems: [] };

/**
 * Reads the other files of the configuration and, if `isThere`, the file to add to. Reports what would prevent the merge
 * with any integrations: broken files, and a workspace of `-w` that cannot get its `tokenFrom`.
 */
export async function readForMerge(context: Context, flags: MergeFlags, isThere: boolean): Promise<BeforeMerge> {
  const others = await otherFiles(context, flags);
  if (others !== null && others.problems.length > 0) return { others, problems: others.problems };
  const named = namedWorkspaces(flags);
  if (isThere) {
    const file = { file: flags.out, bytes: await readFileBytes(context, flags.out) };
    return { others, problems: mergeImport(file, named, others?.files).problems };
  }
  return { others, problems: others === null ? [] : variablesThatDiffer(named, others.desired) };
}

/** Adds what is new to a file, which is read again. */
export async function mergeInto(
  context: Context,
  out: string,
  workspaces: readonly ImportedWorkspace[],
  others: readonly ConfigFile[],
): Promise<Outcome> {
  const bytes = await readFileBytes(context, out);
  const { text, added, keyed, problems } = mergeImport({ file: out, bytes }, workspaces, others);
  if (problems.length > 0) return { kind: "problems", problems, error: null };
  if (added.length > 0 || keyed.length > 0) await rewriteFiles(context.io, [{ file: out, before: bytes, text }]);
  return { kind: "imported", file: out, added: added.length, merged: true, keyed };
}

/** The workspaces whose ids are known without a call. */
function namedWorkspaces({ workspace = [], tokenFrom }: MergeFlags): ImportedWorkspace[] {
  const ids = new Set(workspace.map(parseId));
  return [...ids].flatMap((id) =>
    id === null ? [] : [{ id, name: null, tokenFrom: tokenFrom ?? null, integrations: [] }],
  );
}

/** The files of the configuration beside the one that is written. null: no other place is read. */
async function otherFiles(context: Context, { file: given, maxHold, out }: MergeFlags): Promise<Config | null> {
  if (given === undefined && (await usualPlaces(context.io)).length === 0) return null;
  const config = await loadConfigNow(context, { file: given, ...(maxHold === undefined ? {} : { maxHold }) });
  const own = await identityOf(context.io, out);
  const identities = await Promise.all(
    config.files.map(async ({ file }) => (file === "-" ? null : identityOf(context.io, file))),
  );
  const files = config.files.filter((_, index) => identities[index] !== own);
  return { ...config, files };
}
