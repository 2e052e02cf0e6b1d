import { realpath } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { createGit } from "../drift/git.ts";
import { exists } from "../files/output-file.ts";
import { absolutePath } from "../process/absolute-path.ts";
import type { Context } from "../verb/context.ts";

/** The top of the git repository that a folder is in. null: the folder is in none, or is the top itself. */
export async function repositoryAbove({ io }: Pick<Context, "io">, folder: string): Promise<string | null> {
  const given = absolutePath(io, folder);
  const start = await realpath(given).catch(async () => join(await realpath(dirname(given)), "new")); // it may not exist yet
  for (let above = start; ; above = dirname(above)) {
    if (await exists(io, join(above, ".git"))) return above === start ? null : above;
    if (above === dirname(above)) return null;
  }
}

/** Whether git tracks a file of a folder. */
export async function isTracked(context: Context, folder: string, name: string): Promise<boolean> {
  const git = createGit(context, absolutePath(context.io, posix.join(folder, ".")));
  return git(["ls-files", "--error-unmatch", "--", name]).then(
    () => true,
    () => false,
  );
}
