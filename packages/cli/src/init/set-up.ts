import { readFile } from "node:fs/promises";
import { posix } from "node:path";
import type { SkyviaClient } from "@skyvia-schedules/client";
import { isDefined, renderImport, type ImportedWorkspace } from "@skyvia-schedules/core/yaml";
import { checkOutputFile, exists } from "../files/output-file.ts";
import { readFailure } from "../files/read-failure.ts";
import { rewriteFiles } from "../files/rewrite-files.ts";
import { schemaTexts } from "../files/schemas.generated.ts";
import { writeNewFiles, type NewFile } from "../files/write-new-files.ts";
import { fileNames } from "../import/file-names.ts";
import { readWorkspaces } from "../import/read-workspace.ts";
import { absolutePath } from "../process/absolute-path.ts";
import { tool } from "../process/version.ts";
import { visible } from "../render/escape.ts";
import type { Context } from "../verb/context.ts";
import type { InitFile, InitOutcome } from "../verb/outcome.ts";
import { ciFiles, ciNotes, type Ci } from "./ci-files.ts";
import { tokensUsed } from "./ci-tokens.ts";
import { nothingToPlan, planFiles } from "./first-plan.ts";
import { ignoreBlock } from "./ignore-block.ts";
import { ignoreFile, yamlFolder, type InitFlags } from "./init-settings.ts";
import { noFiles, readPresentFiles, type PresentFiles } from "./present-files.ts";
import { programNotes, pulumiProgram } from "./pulumi-program.ts";

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
  const missing = setup.workspaces.filter(({ id }) => !present.workspaces.has(id));
  const fresh = missing
    .filter(({ id }) => present.mayList(id) === undefined)
    .map((workspace) => ({ ...workspace, tokenFrom }));
  const read = await readWorkspaces(context, client, fresh);
  const tokens = tokensUsed([
    ...[...present.workspaces.values()].map(({ workspace }) => workspace.tokenFrom?.variable ?? null),
    ...fresh.map((workspace) => workspace.tokenFrom),
  ]);
  const names = fileNames(fresh, (name) => holdsAnother(present, posix.join(folder, name)));
  const yaml = read.map((workspace) => ({
    path: posix.join(yamlFolder, names.get(workspace.id) ?? ""),
    text: renderImport([workspace], { schema: `../${schemaFile}`, explainNames: true }),
  }));
  const wanted = [{ path: schemaFile, text: schemaTexts.yaml }, ...yaml, ...ciFiles(ci, tokens)];
  const { files, ignored } = await writeAll(context, dir, wanted);
  const kept = files.flatMap(({ path, action }) => (action === "kept" ? [path] : []));
  const others = present.paths.filter((path) => !kept.includes(path));
  const isEmpty = yaml.length === 0 && present.paths.length === 0;
  const known = setup.workspaces.flatMap(({ id }) => (present.workspaces.has(id) ? [id] : []));
  const planned = isEmpty
    ? nothingToPlan
    : await planFiles(context, flags, folder, known).catch((error: unknown) => {
        noteWritten(context, files);
        throw error;
      });
  const unclear = missing.flatMap(({ id }) => {
    const path = present.mayList(id);
    return path === undefined
      ? []
      : [
          `${path} has problems and may list workspace ${id}, so no other file was written for it: correct the file, and run init again.`,
        ];
  });
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
      workspaces: setup.workspaces.map((workspace) => countsOf(workspace, read, present, planned.left)),
      plan: planned.summary,
    },
    notes: [
      ...unclear,
      ...shadowed,
      ...planned.notes,
      ...ciNotes(
        ci,
        kept.map((path) => path.slice(posix.join(dir, "x").length - 1)),
        tokens,
      ),
    ],
  };
}

async function setUpProgram(context: Context, client: SkyviaClient, setup: Setup): Promise<InitOutcome> {
  const read = await readWorkspaces(context, client, setup.workspaces);
  const files = await writeMissing(context, setup.flags.dir, pulumiProgram(read, tool().version));
  return {
    kind: "init",
    data: { files, workspaces: read.map((workspace) => countsOf(workspace, read, noFiles, new Map())), plan: null },
    notes: programNotes(files, setup.flags),
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
  left: ReadonlyMap<number, number>,
): InitOutcome["data"]["workspaces"][number] {
  const integrations = read.find((workspace) => workspace.id === id)?.integrations;
  if (integrations === undefined) {
    const entries = present.workspaces.get(id)?.workspace.entries.length ?? 0;
    return { id, name, entries, left: left.get(id) ?? 0 };
  }
  const entries = integrations.filter(isDefined).length;
  return { id, name, entries, left: integrations.length - entries };
}

/** Says which files were written, where what follows ends the run. */
function noteWritten({ io }: Context, files: readonly InitFile[]): void {
  const written = files.flatMap(({ path, action }) => (action === "written" ? [path] : []));
  if (written.length > 0) io.stderr.write(`notice: these files were written: ${visible(written.join(", "))}\n`);
}
