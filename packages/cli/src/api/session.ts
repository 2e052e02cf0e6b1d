import { disguiseNote } from "@skyvia-schedules/core/look-alike";
import {
  baseUrlText,
  checkBaseUrl,
  createClient,
  defaultBaseUrl,
  isSkyviaError,
  type SkyviaClient,
} from "@skyvia-schedules/client";
import type { Context } from "../verb/context.ts";
import type { ApiFlags } from "../flags/flags.ts";
import { RunError } from "../verb/run-error.ts";
import { callNotices } from "./call-notices.ts";
import { readToken } from "./token.ts";

/** An open way to the API for one run. */
export interface ApiSession {
  readonly client: SkyviaClient;
  /** As it is used: without a slash at its end. */
  readonly baseUrl: string;
}

/** Where the API is: `--base-url`, else `SKYVIA_BASE_URL`, else the vendor's; without a slash at its end. A file never decides it. */
export function baseUrlOf({ io }: Context, { baseUrl }: Pick<ApiFlags, "baseUrl">): string {
  const source = baseUrl === undefined ? "SKYVIA_BASE_URL" : "--base-url";
  const given = baseUrl ?? io.env["SKYVIA_BASE_URL"] ?? defaultBaseUrl;
  try {
    return baseUrlText(checkBaseUrl(given));
  } catch (error) {
    if (!isSkyviaError(error)) throw error;
    throw new RunError("base-url", `${source}: ${error.message}${disguiseNote(given)}`, error.next);
  }
}

/** Opens the API, lets `work` use it, and closes it whatever happens. Throws a `RunError` for a setting that is missing or wrong. */
export async function withSession<T>(
  context: Context,
  flags: ApiFlags,
  work: (session: ApiSession) => Promise<T>,
): Promise<T> {
  const baseUrl = baseUrlOf(context, flags);
  const token = await readToken(context, flags.tokenFile);
  const { io, interruption } = context;
  const client = createClient({
    baseUrl,
    token,
    concurrency: flags.concurrency,
    requestTimeout: flags.requestTimeout,
    readOnly: flags.readOnly,
    signal: interruption.signal,
    env: io.env,
    now: () => io.now(),
    monotonic: () => io.monotonic(),
    random: () => io.random(),
    sleep: async (milliseconds, signal) => io.sleep(milliseconds, signal),
    ...callNotices(context, token),
    deadline: interruption.deadline,
  });
  try {
    return await work({ client, baseUrl });
  } finally {
    await client.close();
  }
}
