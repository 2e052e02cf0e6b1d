import { baseUrlOf } from "../api/session.ts";
import { readToken } from "../api/token.ts";
import { checkWriteFlags } from "../apply/write-settings.ts";
import { fingerprintOf, loadConfigNow } from "../files/config-files.ts";
import { descriptorOf } from "../files/read-bytes.ts";
import type { WatchFlags } from "../flags/flags.ts";
import { checkWanted } from "../plan/narrow.ts";
import { refuse } from "../plan/reconcile.ts";
import type { Io } from "../process/io.ts";
import type { Context, Verb } from "../verb/context.ts";
import { RunError } from "../verb/run-error.ts";

const watchVerb: Verb<WatchFlags> = async (context, flags) => {
  checkUsage(flags);
  await checkWriteFlags(context, { ...flags, yes: true });
  const fingerprint = await fingerprintOf(context, flags.file);
  const config = await loadConfigNow(context, flags);
  if (config.problems.length > 0) return refuse(context, flags, config);
  checkWanted(config.desired, flags.workspace);
  baseUrlOf(context, flags);
  const settled = await settleToken(context, flags);
  const { watch } = await import("../watch/watch.ts");
  return watch(settled.context, settled.flags, { config, fingerprint });
};

function checkUsage({ file = [], correct, override = [] }: WatchFlags): void {
  const once = file.find((path) => path === "-" || descriptorOf(path) !== null);
  if (once !== undefined) {
    throw new RunError("usage", `-f ${once}: watch reads its files again and again`, "Name files that stay.");
  }
  if (override.length > 0 && !correct) {
    throw new RunError("usage", "--override goes with --correct: watch alone writes nothing", "Leave --override out.");
  }
}

/** Verifies the token. A token file is read again for every sweep, so that it can be replaced; stdin can be read once. */
async function settleToken(
  context: Context,
  flags: WatchFlags,
): Promise<{ readonly context: Context; readonly flags: WatchFlags }> {
  const token = await readToken(context, flags.tokenFile);
  if (flags.tokenFile !== "-") return { context, flags };
  const env = { ...context.io.env, SKYVIA_TOKEN: token };
  const { tokenFile: _, ...rest } = flags;
  return { context: { ...context, io: Object.create(context.io, { env: { value: env } }) as Io }, flags: rest };
}

export default watchVerb;
