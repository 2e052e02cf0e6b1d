import { posix } from "node:path";
import type { SkyviaClient } from "@skyvia-schedules/client";
import {
  isDefined,
  renderImport,
  variablesThatDiffer,
  withoutCovered,
  type ImportedWorkspace,
} from "@skyvia-schedules/core/yaml";
import type { Verb } from "../verb/context.ts";
import type { ApiFlags, TokenFromFlags } from "../flags/api-flags.ts";
import type { Outcome } from "../verb/outcome.ts";
import { checkFolderPlace, checkNewFile, checkOutputFile, exists, writeNewFile } from "../files/output-file.ts";
import { fileNames } from "../import/file-names.ts";
import { mergeInto, nothingToMerge, readForMerge } from "../import/merge-into.ts";
import { noteFreezes } from "../import/note-freezes.ts";
import { readWorkspaces } from "../import/read-workspace.ts";
import { absolutePath } from "../process/absolute-path.ts";
import type { Io } from "../process/io.ts";
import { makeFolder } from "../files/make-folder.ts";
import { schemaFor, schemaUrl } from "../files/schema-place.ts";
import { writeFailure } from "../files/write-failure.ts";
import { writeNewFiles } from "../files/write-new-files.ts";
import { RunError } from "../verb/run-error.ts";
import { withSession } from "../api/session.ts";
import { findWorkspace } from "../api/workspace-argument.ts";

type Flags = ApiFlags &
  TokenFromFlags & {
    readonly workspace?: readonly string[];
    readonly all: boolean;
    readonly out?: string;
    readonly merge: boolean;
    readonly file?: readonly string[];
    /** Milliseconds. */
    readonly maxHold?: number;
  };

const importVerb: Verb<Flags> = async (context, flags) => {
  const { out, merge } = flags;
  checkUsage(flags);
  const intoFolder = flags.all && out !== undefined && out.endsWith("/");
  if (intoFolder) await checkFolderPlace(context.io, out);
  const merging = merge && out !== undefined && (await exists(context.io, out));
  if (out !== undefined && !intoFolder)
    await (merging ? checkOutputFile(context.io, out) : checkNewFile(context.io, out));
  const { others, problems } =
    merge && out !== undefined ? await readForMerge(context, { ...flags, out }, merging) : nothingToMerge;
  if (problems.length > 0) return { kind: "problems", problems, error: null };
  return withSession(context, flags, async ({ client }) => {
    const wanted = await wantedWorkspaces(client, flags);
    const names = fileNames(wanted);
    if (intoFolder) for (const file of names.values()) await checkFree(context.io, posix.join(out, file));
    const { tokenFrom = null } = flags;
    const workspaces = await readWorkspaces(
      context,
      client,
      wanted.map((one) => ({ ...one, tokenFrom })),
    );
    await noteFreezes(context, others, workspaces);
    const options = { explainNames: flags.all };
    if (out === undefined) return printed(renderImport(workspaces, { ...options, schema: schemaUrl() }));
    if (intoFolder) return writtenInto(context.io, out, workspaces, names);
    if (merging) return mergeInto(context, out, workspaces, others?.files ?? []);
    if (others === null) return written(context.io, out, workspaces, options);
    const differing = variablesThatDiffer(workspaces, others.desired);
    if (differing.length > 0) return { kind: "problems", problems: differing, error: null };
    return written(context.io, out, withoutCovered(workspaces, others.desired), options);
  });
};

function checkUsage({ workspace = [], all, out, merge, file }: Flags): void {
  if (all && workspace.length > 0) {
    throw new RunError("usage", "-w and --all cannot be used together", "Leave one of the two out.");
  }
  if (!all && workspace.length === 0) {
    throw new RunError("usage", "--workspace is missing", "Name a workspace with -w, or pass --all for all of them.");
  }
  if (merge && out === undefined) {
    throw new RunError("usage", "--merge needs --out, the file to add to", "Add --out, or leave --merge out.");
  }
  if (merge && out !== undefined && out.endsWith("/")) {
    throw new RunError("usage", "--merge needs one file, and --out names a folder", "Name a file with --out.");
  }
  if (file !== undefined && !merge) {
    throw new RunError(
      "usage",
      "-f needs --merge: it names the files that may list an integration already",
      "Add --merge, or leave -f out.",
    );
  }
}

interface Wanted {
  readonly id: number;
  readonly name: string | null;
}

/** The workspaces to import: those of `-w` in its order, or all of the token by id. */
async function wantedWorkspaces(client: SkyviaClient, { workspace = [], all }: Flags): Promise<readonly Wanted[]> {
  if (all) return allWorkspaces(client);
  const found: Wanted[] = [];
  for (const argument of new Set(workspace)) found.push(await findWorkspace(client, argument));
  return found;
}

/** Throws a `RunError` if there are none: a file without workspaces is refused by every other verb. */
async function allWorkspaces(client: SkyviaClient): Promise<readonly Wanted[]> {
  const live = await client.listWorkspaces();
  if (live.length > 0) return live.toSorted((a, b) => a.id - b.id);
  throw new RunError(
    "workspace-not-found",
    "the token sees no workspace, so there is nothing to import",
    "Check that it is the token of the right account, or name a workspace by its id with -w.",
  );
}

async function checkFree(io: Io, file: string): Promise<void> {
  if (await exists(io, file)) await checkNewFile(io, file);
}

function printed(yaml: string): Outcome {
  return { kind: "yaml", yaml };
}

async function written(
  io: Io,
  out: string,
  workspaces: readonly ImportedWorkspace[],
  options: { readonly explainNames: boolean },
): Promise<Outcome> {
  await writeNewFile(io, out, renderImport(workspaces, { ...options, schema: await schemaFor(io, out) }));
  const count = workspaces.reduce((sum, { integrations }) => sum + integrations.filter(isDefined).length, 0);
  return { kind: "imported", file: out, added: count, merged: false, keyed: [] };
}

/** A file for each workspace. */
async function writtenInto(
  io: Io,
  out: string,
  workspaces: readonly ImportedWorkspace[],
  names: ReadonlyMap<number, string>,
): Promise<Outcome> {
  await makeFolder(absolutePath(io, out)).catch((error: unknown) => {
    throw writeFailure(out, error, "; nothing was written");
  });
  const files = workspaces.map((workspace) => ({ workspace, path: posix.join(out, names.get(workspace.id) ?? "") }));
  const schema = await schemaFor(io, posix.join(out, "any.yaml"));
  await writeNewFiles(
    io,
    files.map(({ workspace, path }) => ({ path, text: renderImport([workspace], { schema, explainNames: true }) })),
  );
  const data = files.map(({ workspace, path }) => {
    return { file: path, added: workspace.integrations.filter(isDefined).length };
  });
  return { kind: "imported-files", files: data };
}

export default importVerb;
