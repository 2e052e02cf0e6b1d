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
import type { ApiFlags } from "../flags/api-flags.ts";
import { RunError } from "../verb/run-error.ts";
import { callNotices } from "./call-notices.ts";
import { routeCalls } from "./route-calls.ts";
import type { TokenFlags } from "./token.ts";
import { readTokens, type Tokens, type TokenUser } from "./tokens.ts";

/** An open way to the API for one run. */
export interface ApiSession {
  /** Makes each call with the token of its workspace. */
  readonly client: SkyviaClient;
  /** The variable with the token of a workspace. null: it uses the token of the run. */
  readonly tokenOf: (workspaceId: number) => string | null;
  /** Without a slash at its end. */
  readonly baseUrl: string;
}

export type SessionFlags = ApiFlags & TokenFlags;

/** The base URL of the API, without a slash at its end: `--base-url`, else `SKYVIA_BASE_URL`, else the vendor's. A file cannot set it. */
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

/**
 * Opens the API, lets `work` use it, and closes it whatever happens. Each of `workspaces` is called with its own token where
 * it has one; everything else with the token of the run, which is needed only where something uses it.
 * Throws a `RunError` for a setting that is missing or wrong, and a `ProblemsFound` for the tokens of workspaces.
 */
export async function withSession<T>(
  context: Context,
  flags: SessionFlags,
  work: (session: ApiSession) => Promise<T>,
  workspaces: readonly TokenUser[] = [],
): Promise<T> {
  const baseUrl = baseUrlOf(context, flags);
  const tokens = await readTokens(context, flags, workspaces);
  const clients = openClients(context, flags, baseUrl, tokens);
  const variables = new Map(workspaces.map(({ id, tokenFrom }) => [id, tokenFrom?.variable ?? null]));
  const variableOf = (workspaceId: number): string | null => variables.get(workspaceId) ?? null;
  const tokenOf = (workspaceId: number): string | null => variableOf(workspaceId) ?? flags.tokenFrom ?? null;
  const client = clientFor(clients, tokens, variableOf);
  try {
    return await work({ client, baseUrl, tokenOf });
  } finally {
    await client.close();
  }
}

/** One client for each token. Variables with the same token share a client. */
function openClients(
  context: Context,
  flags: SessionFlags,
  baseUrl: string,
  { ofRun, ofVariables }: Tokens,
): ReadonlyMap<string, SkyviaClient> {
  const { io, interruption } = context;
  const secrets = [...new Set([...(ofRun === null ? [] : [ofRun]), ...ofVariables.values()])];
  const notices = callNotices(context, secrets);
  const clients = secrets.map((token) => {
    const client = createClient({
      baseUrl,
      token,
      secrets,
      concurrency: flags.concurrency,
      requestTimeout: flags.requestTimeout,
      readOnly: flags.readOnly,
      signal: interruption.signal,
      env: io.env,
      now: () => io.now(),
      monotonic: () => io.monotonic(),
      random: () => io.random(),
      sleep: async (milliseconds, signal) => io.sleep(milliseconds, signal),
      ...notices,
      deadline: interruption.deadline,
    });
    return [token, client] as const;
  });
  return new Map(clients);
}

function clientFor(
  clients: ReadonlyMap<string, SkyviaClient>,
  { ofRun, ofVariables }: Tokens,
  variableOf: (workspaceId: number) => string | null,
): SkyviaClient {
  const all = [...clients.values()];
  const [only] = all;
  if (only !== undefined && all.length === 1) return only;
  return routeCalls(all, (workspaceId) => {
    const variable = variableOf(workspaceId);
    const client = clients.get((variable === null ? ofRun : ofVariables.get(variable)) ?? "");
    if (client === undefined) throw new TypeError(`the run has no token for workspace ${workspaceId}`);
    return client;
  });
}
