import { attemptText, createRedactor, isDebug, waitText, type ClientOptions } from "@skyvia-schedules/client";
import { instantText } from "@skyvia-schedules/core/instant";
import { createWaitReporter, notice } from "../process/notice.ts";
import type { Context } from "../verb/context.ts";

/**
 * The notices about the calls of a run, on stderr: each wait of more than 2 s, and with `--verbose` or `SKYVIA_LOG=debug` a line for each attempt. No notice
 * contains one of the tokens.
 */
export function callNotices(context: Context, tokens: readonly string[]): Pick<ClientOptions, "onWait" | "onAttempt"> {
  const { io } = context;
  const redact = createRedactor(...tokens);
  const report = createWaitReporter(io);
  const onWait: ClientOptions["onWait"] = (wait) => report(wait.ms, redact(waitText(wait)));
  const isLogged = logsAttempts(context);
  if (!isLogged && context.onAttempt === undefined) return { onWait };
  const onAttempt: ClientOptions["onAttempt"] = (attempt) => {
    context.onAttempt?.(attempt);
    if (isLogged) notice(io, redact(`${instantText(io.now())} ${attemptText(attempt)}`));
  };
  return { onWait, onAttempt };
}

function logsAttempts({ io, isVerbose }: Context): boolean {
  const isLogged = isDebug(io.env);
  if (isLogged === null) notice(io, "note: SKYVIA_LOG is ignored: its only value is `debug`");
  return isVerbose || isLogged === true;
}
