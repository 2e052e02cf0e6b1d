import { readFile } from "node:fs/promises";
import type { Integration, SkyviaClient } from "@skyvia-schedules/client";
import { createWorkQueue } from "@skyvia-schedules/core";
import {
  isDefined,
  mergeImport,
  renderImport,
  withoutCovered,
  type ConfigFile,
  type ImportedIntegration,
  type ImportedWorkspace,
} from "@skyvia-schedules/core/yaml";
import type { Context, Verb } from "../verb/context.ts";
import type { ApiFlags } from "../flags/flags.ts";
import type { Outcome } from "../verb/outcome.ts";
import { identityOf, loadConfig, usualPlaces, type Config } from "../files/config-files.ts";
import { checkNewFile, checkOutputFile, exists, writeNewFile } from "../files/output-file.ts";
import { absolutePath } from "../process/absolute-path.ts";
import type { Io } from "../process/io.ts";
import { rewriteFiles } from "../files/rewrite-files.ts";
import { schemaFor, schemaUrl } from "../files/schema-place.ts";
import { startProgress } from "../process/progress.ts";
import { RunError } from "../verb/run-error.ts";
import { withSession } from "../api/session.ts";
import { findWorkspace } from "../api/workspace-argument.ts";

type Flags = ApiFlags & {
  readonly workspace: readonly string[];
  readonly out?: string;
  readonly merge: boolean;
  readonly file?: readonly string[];
};

const importVerb: Verb<Flags> = async (context, flags) => {
  const { out, merge } = flags;
  checkUsage(flags);
  const merging = merge && out !== undefined && (await exists(context.io, out));
  if (out !== undefined) await (merging ? checkOutputFile(context.io, out) : checkNewFile(context.io, out));
  const others = merge && out !== undefined ? await otherFiles(context, flags.file, out) : nothing;
  if (others.problems.length > 0) return { kind: "problems", problems: others.problems, error: null };
  return withSession(context, flags, async ({ client }) => {
    const workspaces: ImportedWorkspace[] = [];
    for (const argument of new Set(flags.workspace)) {
      workspaces.push(await readWorkspace(context, client, await findWorkspace(client, argument)));
    }
    if (out === undefined) return printed(renderImport(workspaces, { schema: schemaUrl() }));
    if (merging) return merged(context.io, out, workspaces, others.files);
    return written(context.io, out, merge ? withoutCovered(workspaces, others.desired) : workspaces);
  });
};

function checkUsage({ out, merge, file }: Flags): void {
  if (merge && out === undefined) {
    throw new RunError(
      "usage",
      "--merge goes with --out: it needs the file to add to",
      "Add --out, or leave --merge out.",
    );
  }
  if (file !== undefined && !merge) {
    throw new RunError(
      "usage",
      "-f goes with --merge: it names the files that may list an integration already",
      "Add --merge, or leave -f out.",
    );
  }
}

const nothing: Config = { desired: { workspaces: [] }, problems: [], paths: [], files: [] };

/** The files of the configuration beside the one that is written, with the problems of all of them. */
async function otherFiles(context: Context, given: readonly string[] | undefined, out: string): Promise<Config> {
  if (given === undefined && (await usualPlaces(context.io)).length === 0) return nothing;
  const config = await loadConfig(context, given);
  const own = await identityOf(context, out);
  const identities = await Promise.all(config.files.map(async ({ file }) => identityOf(context, file)));
  return { ...config, files: config.files.filter((_, index) => identities[index] !== own) };
}

/** The listing and every schedule of it: only a read of each tells disabled from undefined. */
async function readWorkspace(
  { io }: Context,
  client: SkyviaClient,
  { id, name }: { readonly id: number; readonly name: string | null },
): Promise<ImportedWorkspace> {
  const progress = startProgress(io, "reading schedules");
  const integrations: ImportedIntegration[] = [];
  let listed = 0;
  const reads = createWorkQueue<Integration>(async (integration) => {
    const schedule = await client.getSchedule(id, integration.id);
    integrations.push({ id: integration.id, name: integration.name, schedule });
    progress.update(integrations.length, listed);
  });
  try {
    for await (const integration of client.integrations(id)) {
      listed++;
      reads.add(integration);
    }
    await reads.done();
    return { id, name, integrations: integrations.toSorted((a, b) => a.id - b.id) };
  } finally {
    progress.stop();
  }
}

function printed(yaml: string): Outcome {
  return { kind: "yaml", yaml };
}

async function written(io: Io, out: string, workspaces: readonly ImportedWorkspace[]): Promise<Outcome> {
  await writeNewFile(io, out, renderImport(workspaces, { schema: await schemaFor(io, out) }));
  const count = workspaces.reduce((sum, { integrations }) => sum + integrations.filter(isDefined).length, 0);
  return { kind: "imported", file: out, added: count, merged: false };
}

async function merged(
  io: Io,
  out: string,
  workspaces: readonly ImportedWorkspace[],
  others: readonly ConfigFile[],
): Promise<Outcome> {
  const bytes = await readFile(absolutePath(io, out));
  const { text, added, problems } = mergeImport({ file: out, bytes }, workspaces, others);
  if (problems.length > 0) return { kind: "problems", problems, error: null };
  if (added.length > 0) await rewriteFiles(io, [{ file: out, before: bytes, text }]);
  return { kind: "imported", file: out, added: added.length, merged: true };
}

export default importVerb;
