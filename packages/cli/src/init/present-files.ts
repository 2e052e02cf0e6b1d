import { lstat, readFile } from "node:fs/promises";
import { posix } from "node:path";
import { loadDesired } from "@skyvia-schedules/core/yaml";
import type { DesiredWorkspace } from "@skyvia-schedules/core";
import { filesBelow } from "../files/find-files.ts";
import { absolutePath } from "../process/absolute-path.ts";
import type { Context } from "../verb/context.ts";

/** The YAML files that exist in the folder. */
export interface PresentFiles {
  /** Their paths, sorted. */
  readonly paths: readonly string[];
  /** The first file that lists a workspace, with its desired state, by workspace id. */
  readonly workspaces: ReadonlyMap<number, { readonly path: string; readonly workspace: DesiredWorkspace }>;
  /** The first file with problems that may list a workspace which was not found in it. undefined: there is none. */
  readonly mayList: (workspaceId: number) => string | undefined;
}

/** There are no files. */
export const noFiles: PresentFiles = { paths: [], workspaces: new Map(), mayList: () => undefined };

/** Reads the files of the folder. Of a broken file it takes the part that can be read. */
export async function readPresentFiles({ io, interruption }: Context, folder: string): Promise<PresentFiles> {
  const isThere = await lstat(absolutePath(io, folder)).then(
    () => true,
    () => false,
  );
  if (!isThere) return noFiles;
  const paths = await filesBelow(folder, { cwd: io.cwd, signal: interruption.over });
  const workspaces = new Map<number, { readonly path: string; readonly workspace: DesiredWorkspace }>();
  const broken: { readonly path: string; readonly text: string }[] = [];
  for (const path of paths) {
    const bytes = await readFile(absolutePath(io, path)).catch(() => Buffer.alloc(0));
    const { desired, problems } = loadDesired([{ file: path, bytes }]);
    if (problems.length > 0) broken.push({ path: posix.join(path), text: bytes.toString("latin1") });
    for (const workspace of desired.workspaces) {
      if (!workspaces.has(workspace.id)) workspaces.set(workspace.id, { path, workspace });
    }
  }
  const mayList = (id: number): string | undefined =>
    broken.find(({ text }) => new RegExp(`\\bid["']?\\s*:\\s*${id}\\b`).test(text))?.path;
  return { paths: paths.map((path) => posix.join(path)), workspaces, mayList };
}
