import { realpath, stat } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { absolutePath } from "../process/absolute-path.ts";
import type { Io } from "../process/io.ts";
import { tool } from "../process/version.ts";

/** The schema of this version on the web, for editors that have nothing installed. */
export function schemaUrl(): string {
  const { name, version } = tool();
  return `https://unpkg.com/${name}@${version}/schema.json`;
}

/**
 * What the schema line of a new file says: the path to the nearest `.skyvia/schema.json` from the file's folder up to the
 * top of the git repository, else the URL. Outside of a repository, folders up to the working directory are searched.
 */
export async function schemaFor(io: Pick<Io, "cwd">, file: string): Promise<string> {
  const folder = await realpath(dirname(absolutePath(io, file)));
  for (const above of await searchedFolders(io, folder)) {
    const schema = join(above, ".skyvia/schema.json");
    if (await isFile(schema)) {
      const path = relative(folder, schema).replaceAll("\\", "/");
      return path.startsWith(".") && !path.startsWith(".skyvia") ? path : `./${path}`;
    }
  }
  return schemaUrl();
}

async function searchedFolders(io: Pick<Io, "cwd">, folder: string): Promise<readonly string[]> {
  const folders = [folder];
  for (let above = folder; above !== dirname(above);) {
    above = dirname(above);
    folders.push(above);
  }
  for (const [index, above] of folders.entries())
    if (await exists(join(above, ".git"))) return folders.slice(0, index + 1);
  const cwd = await realpath(io.cwd);
  return folders.includes(cwd) ? folders.slice(0, folders.indexOf(cwd) + 1) : [folder];
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
