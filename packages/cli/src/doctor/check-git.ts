import { createGit, GitRefusal } from "../drift/git.ts";
import type { Context } from "../verb/context.ts";
import { ok, warn, type Finding } from "./check.ts";

/** Whether git can be asked about the working directory, as `drift` does. */
export async function checkGit(context: Context): Promise<Finding> {
  const git = createGit(context, context.io.cwd);
  try {
    const top = (await git(["rev-parse", "--show-toplevel"])).toString().trimEnd();
    return ok(top);
  } catch (error) {
    if (!(error instanceof GitRefusal)) throw error;
    return warn(error.message, nextStep(error.message, context.io.cwd));
  }
}

function nextStep(message: string, folder: string): string {
  const [, owned] = /dubious ownership in repository at '(.*)'/.exec(message) ?? [];
  if (owned !== undefined || message.includes("dubious ownership")) {
    return `Trust it, if it is yours: \`git config --global --add safe.directory ${owned ?? folder}\`.`;
  }
  if (message.includes("no git command")) return "Install git: `drift` asks it for the files that were applied last.";
  return "Run `git init` in the folder of the files, or run doctor in their repository.";
}
