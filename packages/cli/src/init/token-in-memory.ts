import { baseUrlOf, type SessionFlags } from "../api/session.ts";
import { readToken } from "../api/token.ts";
import type { Context } from "../verb/context.ts";

/** A context and flags with the token of the run in memory, so that a second session can be opened: stdin can be read only once. */
export async function withTokenInMemory<F extends SessionFlags>(
  context: Context,
  flags: F,
): Promise<{ readonly context: Context; readonly flags: F }> {
  baseUrlOf(context, flags);
  const token = await readToken(context, flags);
  if (flags.tokenFrom !== undefined) return { context, flags };
  const { tokenFile: _, ...rest } = flags;
  return { context: withVariable(context, "SKYVIA_TOKEN", token), flags: rest as F };
}

/** The same context with an environment variable, in memory alone. */
export function withVariable(context: Context, variable: string, value: string): Context {
  const env = { ...context.io.env, [variable]: value };
  return { ...context, io: Object.create(context.io, { env: { value: env } }) as Context["io"] };
}
