import { baseUrlOf } from "../api/session.ts";
import { readTokens } from "../api/tokens.ts";
import { checkWriteFlags } from "../apply/write-settings.ts";
import { fingerprintOf, loadConfigNow } from "../files/config-files.ts";
import { descriptorOf } from "../files/read-bytes.ts";
import type { WatchFlags } from "../flags/watch-flags.ts";
import { checkWanted, workspacesOfRun } from "../plan/narrow.ts";
import { refuse } from "../plan/reconcile.ts";
import type { Verb } from "../verb/context.ts";
import { RunError } from "../verb/run-error.ts";

const watchVerb: Verb<WatchFlags> = async (context, flags) => {
  checkUsage(flags);
  await checkWriteFlags(context, { ...flags, yes: true });
  const fingerprint = await fingerprintOf(context, flags.file);
  const config = await loadConfigNow(context, flags);
  if (config.problems.length > 0) return refuse(context, flags, config);
  checkWanted(config.desired, flags.workspace);
  baseUrlOf(context, flags);
  // Every sweep reads a token file again, so that it can be replaced. What can be read only once is kept.
  const keeping = { ...context, keptTokens: new Map<number, string>() };
  await readTokens(keeping, flags, workspacesOfRun(config.desired, flags));
  const { watch } = await import("../watch/watch.ts");
  return watch(keeping, flags, { config, fingerprint });
};

function checkUsage({ file = [], correct, override = [] }: WatchFlags): void {
  const once = file.find((path) => path === "-" || descriptorOf(path) !== null);
  if (once !== undefined) {
    throw new RunError(
      "usage",
      `-f ${once} can be read only once, and watch reads its files again and again`,
      "Name files or folders.",
    );
  }
  if (override.length > 0 && !correct) {
    throw new RunError("usage", "--override needs --correct: watch alone writes nothing", "Leave --override out.");
  }
}

export default watchVerb;
