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
}

/** Reads the files of the folder. Of a broken file it takes the part that can be read. */
export async function readPresentFiles({ io, interruption }: Context, folder: string): Promise<PresentFiles> {
  const isThere = await lstat(absolutePath(io, folder)).then(
    () => true,
    () => false,
  );
  if (!isThere) return { paths: [], workspaces: new Map() };
  const paths = await filesBelow(folder, { cwd: io.cwd, signal: interruption.over });
  const workspaces = new Map<number, { readonly path: string; readonly workspace: DesiredWorkspace }>();
  for (const path of paths) {
    const bytes = await readFile(absolutePath(io, path)).catch(() => Buffer.alloc(0));
    for (const workspace of loadDesired([{ file: path, bytes }]).desired.workspaces) {
      if (!workspaces.has(workspace.id)) workspaces.set(workspace.id, { path, workspace });
    }
  }
  return { paths: paths.map((path) => posix.join(path)), workspaces };
}
