import { readFile } from "node:fs/promises";
import { posix } from "node:path";
import type { SkyviaClient } from "@skyvia-schedules/client";
import {
  everything,
  guardPlan,
  nextRecord,
  noOverlays,
  place,
  plan,
  refresh,
  summarize,
  type DesiredState,
  type Summary,
} from "@skyvia-schedules/core";
import { isDefined, renderImport, type ImportedWorkspace } from "@skyvia-schedules/core/yaml";
import { withSession } from "../api/session.ts";
import { loadConfig } from "../files/config-files.ts";
import { checkOutputFile, exists } from "../files/output-file.ts";
import { readFailure } from "../files/read-failure.ts";
import { rewriteFiles } from "../files/rewrite-files.ts";
import { schemaTexts } from "../files/schemas.generated.ts";
import { writeNewFiles, type NewFile } from "../files/write-new-files.ts";
import { fileNames } from "../import/file-names.ts";
import { readWorkspaces } from "../import/read-workspace.ts";
import { absolutePath } from "../process/absolute-path.ts";
import { tool } from "../process/version.ts";
import type { Context } from "../verb/context.ts";
import { ProblemsFound, RunError } from "../verb/run-error.ts";
import type { InitFile, InitOutcome } from "../verb/outcome.ts";
import { ciFiles, ciNotes, type Ci } from "./ci-files.ts";
import { ignoreBlock } from "./ignore-block.ts";
import { ignoreFile, yamlFolder, type InitFlags } from "./init-settings.ts";
import { readPresentFiles, type PresentFiles } from "./present-files.ts";
import { pulumiProgram } from "./pulumi-program.ts";

/** What is to be set up. */
export interface Setup {
  readonly flags: InitFlags;
  readonly workspaces: readonly { readonly id: number; readonly name: string | null }[];
  readonly ci: Ci;
}

const schemaFile = ".skyvia/schema.json";

/** Reads everything, then writes everything that is not there yet. The outcome ends with the plan of all files. */
export async function setUp(context: Context, client: SkyviaClient, setup: Setup): Promise<InitOutcome> {
  return setup.flags.pulumi ? setUpProgram(context, client, setup) : setUpFiles(context, client, setup);
}

async function setUpFiles(context: Context, client: SkyviaClient, setup: Setup): Promise<InitOutcome> {
  const { flags, ci } = setup;
  const { dir, tokenFrom = null } = flags;
  const folder = posix.join(dir, yamlFolder);
  const present = await readPresentFiles(context, folder);
  const fresh = setup.workspaces
    .filter(({ id }) => !present.workspaces.has(id))
    .map((workspace) => ({ ...workspace, tokenFrom }));
  const read = await readWorkspaces(context, client, fresh);
  const names = fileNames(fresh, (name) => holdsAnother(present, posix.join(folder, name)));
  const yaml = read.map((workspace) => ({
    path: posix.join(yamlFolder, names.get(workspace.id) ?? ""),
    text: renderImport([workspace], { schema: `../${schemaFile}`, explainNames: true }),
  }));
  const wanted = [{ path: schemaFile, text: schemaTexts.yaml }, ...yaml, ...ciFiles(ci)];
  const { files, ignored } = await writeAll(context, dir, wanted);
  const kept = files.flatMap(({ path, action }) => (action === "kept" ? [path] : []));
  const others = present.paths.filter((path) => !kept.includes(path));
  const isEmpty = yaml.length === 0 && present.paths.length === 0;
  const { summary, notes } = isEmpty ? nothingToPlan : await planOf(context, flags, folder);
  const shadowed = read.flatMap(({ id }, index) => {
    const path = posix.join(dir, yaml[index]?.path ?? "");
    return kept.includes(path)
      ? [`${path} is kept, so workspace ${id} was not written: move the file, and run init again.`]
      : [];
  });
  return {
    kind: "init",
    data: {
      files: [...files, ...others.map((path): InitFile => ({ path, action: "kept" })), ignored],
      workspaces: setup.workspaces.map((workspace) => countsOf(workspace, read, present)),
      plan: summary,
    },
    notes: [
      ...shadowed,
      ...notes,
      ...ciNotes(
        ci,
        kept.map((path) => path.slice(posix.join(dir, "x").length - 1)),
      ),
    ],
  };
}

async function setUpProgram(context: Context, client: SkyviaClient, setup: Setup): Promise<InitOutcome> {
  const read = await readWorkspaces(context, client, setup.workspaces);
  const files = await writeMissing(context, setup.flags.dir, pulumiProgram(read, tool().version));
  const nothing: PresentFiles = { paths: [], workspaces: new Map() };
  return {
    kind: "init",
    data: { files, workspaces: read.map((workspace) => countsOf(workspace, read, nothing)), plan: null },
    notes: ["Install the packages, and look at the preview: `npm install`, `pulumi stack init dev`, `pulumi preview`."],
  };
}

/** Whether a file of this name lists other workspaces, so that the name is taken. */
function holdsAnother({ workspaces }: PresentFiles, path: string): boolean {
  return [...workspaces.values()].some((found) => posix.join(found.path) === path);
}

/** Writes the files that do not exist, `.gitignore` too, to which it appends first where it exists. */
async function writeAll(
  context: Context,
  dir: string,
  wanted: readonly NewFile[],
): Promise<{ readonly files: readonly InitFile[]; readonly ignored: InitFile }> {
  const present = await appendIgnored(context, dir);
  if (present !== null) {
    const written = present.action === "appended" ? [present.path] : [];
    return { files: await writeMissing(context, dir, wanted, written), ignored: present };
  }
  const all = await writeMissing(context, dir, [...wanted, { path: ignoreFile, text: ignoreBlock("") ?? "" }]);
  return { files: all.slice(0, -1), ignored: { path: posix.join(dir, ignoreFile), action: "written" } };
}

/** Writes the files that do not exist; the others are kept, whatever they contain. `written`: what this run wrote before. */
async function writeMissing(
  { io }: Context,
  dir: string,
  wanted: readonly NewFile[],
  written: readonly string[] = [],
): Promise<readonly InitFile[]> {
  const files: { readonly file: NewFile; readonly isThere: boolean }[] = [];
  for (const { path, text } of wanted) {
    const file = { path: posix.join(dir, path), text };
    files.push({ file, isThere: await exists(io, file.path) });
  }
  const missing = files.flatMap(({ file, isThere }) => (isThere ? [] : [file]));
  await writeNewFiles(io, missing, written);
  return files.map(({ file, isThere }) => ({ path: file.path, action: isThere ? "kept" : "written" }));
}

/** null: there is no such file. */
async function appendIgnored({ io }: Context, dir: string): Promise<InitFile | null> {
  const path = posix.join(dir, ignoreFile);
  if (!(await exists(io, path))) return null;
  await checkOutputFile(io, path);
  const before = await readFile(absolutePath(io, path)).catch(async (error: unknown) => {
    throw await readFailure({ io }, path, error);
  });
  const block = ignoreBlock(before.toString("latin1"));
  if (block === null) return { path, action: "kept" };
  await rewriteFiles(io, [{ file: path, before, text: before.toString("utf8") + block }]);
  return { path, action: "appended" };
}

function countsOf(
  { id, name }: Setup["workspaces"][number],
  read: readonly ImportedWorkspace[],
  present: PresentFiles,
): InitOutcome["data"]["workspaces"][number] {
  const integrations = read.find((workspace) => workspace.id === id)?.integrations;
  if (integrations === undefined) {
    return { id, name, entries: present.workspaces.get(id)?.workspace.entries.length ?? 0, left: 0 };
  }
  const entries = integrations.filter(isDefined).length;
  return { id, name, entries, left: integrations.length - entries };
}

const nothingToPlan = { summary: null, notes: ["The token sees no workspace, so there is no YAML file yet."] };

/** A file that cannot be read is a problem of the plan alone: init keeps it as it is. */
function asProblem(error: unknown): { desired: DesiredState; problems: readonly { source: null; message: string }[] } {
  if (!(error instanceof RunError)) throw error;
  return { desired: { workspaces: [], overlays: noOverlays }, problems: [{ source: null, message: error.message }] };
}

interface FirstPlan {
  readonly summary: Summary | null;
  readonly notes: readonly string[];
}

/**
 * The plan of all files of the folder, each workspace with its own token. Where the files have problems, or a token of
 * another account is not at hand, the notes say so, and there is no plan.
 */
async function planOf(context: Context, flags: InitFlags, folder: string): Promise<FirstPlan> {
  const { desired, problems } = await loadConfig(context, [folder]).catch(asProblem);
  if (problems.length > 0) {
    const lines = problems.map(({ source, message }) => `${source === null ? "" : `${place(source)}: `}${message}`);
    return {
      summary: null,
      notes: [`There is no plan, because the files have problems:\n    ${lines.join("\n    ")}`],
    };
  }
  const { tokenFrom: _, ...ofFiles } = flags;
  try {
    return await withSession(context, ofFiles, ({ client }) => planWith(context, client, desired), desired.workspaces);
  } catch (error) {
    if (!(error instanceof ProblemsFound)) throw error;
    const lines = error.problems.map(({ message }) => message);
    return { summary: null, notes: [`There is no plan, because of the tokens:\n    ${lines.join("\n    ")}`] };
  }
}

async function planWith(context: Context, client: SkyviaClient, desired: DesiredState): Promise<FirstPlan> {
  const at = context.io.now();
  const live = await refresh(client, desired, { at });
  const planned = guardPlan(desired, plan(desired, live, everything, at));
  const pending = planned.problems.map(({ message }) => `The plan reports: ${message}`);
  const summary = summarize(planned);
  return { summary: { ...summary, next: nextRecord(summary.next) }, notes: pending };
}
