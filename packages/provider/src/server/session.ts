import { attemptText, createClient, createRedactor, isDebug, type SkyviaClient } from "@skyvia-schedules/client";
import type { DesiredWorkspace, Pause } from "@skyvia-schedules/core";
import { concurrencyKey, findAccount, type Account } from "../account.ts";
import { describeError, withSetting } from "../describe-error.ts";
import type { Question } from "../functions/question.ts";
import { parseNotes, type ResourceKind } from "../notes.ts";
import { ProviderError } from "../provider-error.ts";
import { userAgent } from "../user-agent.ts";
import { createClaims, type Claims } from "./claims.ts";
import { createDirectory, type Directory } from "./api/directory.ts";
import type { Host } from "./host.ts";
import { canceledError } from "./api/canceled-error.ts";
import { findConcurrency } from "./api/concurrency.ts";
import { createPatience, longestCall, type Api, type Patience } from "./api/patience.ts";
import { createRetryMemory } from "./api/retry-memory.ts";
import type { EngineCall } from "./resource-provider.ts";

/** The configuration of the provider process: that of an explicit provider, else of the stack. */
export interface ProviderConfig {
  get(key: string): string | undefined;
}

/** The values and functions for one call of the engine. */
export interface Work {
  readonly api: Api;
  readonly directory: Directory;
  readonly claims: Claims;
  readonly pause: Pause;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** How many schedules are read or written at once. */
  readonly concurrency: number;
  /** Whether the run was canceled: no write may begin any more. */
  readonly isCanceled: () => boolean;
  /**
   * The schedules that the program manages by the notes of this run, at the API of this account. While a program is destroyed (`--run-program`), its notes are
   * about the resources that are deleted, so notes of the kind `deleted` do not count then.
   */
  readonly noted: (deleted: ResourceKind | null) => DesiredWorkspace[];
  /** A failed call's next step, with the setting that it depends on. */
  readonly next: (code: string, next: string) => string;
}

/** The memory of a provider process between calls. */
export interface Session {
  /** One for all calls: a process serves one account. */
  readonly claims: Claims;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  configure(config: ProviderConfig): void;
  /**
   * Finds the account of this call, passes the API to `work`, and ends calls that it left unfinished. Rejects with a `ProviderError` for a failed call or a
   * setting that is missing or wrong.
   */
  run<T>(work: (work: Work) => Promise<T>, call?: EngineCall): Promise<T>;
  /** Makes the API calls of a function. Rejects as `run` does. */
  ask<Args, T>(question: Question<Args, T>, args: Args): Promise<T>;
  /** From now on no write and no work begins. Writes in flight end, and are verified. */
  cancel(): void;
}

/** A session without configuration. */
export function createSession(host: Host): Session {
  const { env, now, monotonic, sleep, startTimer, random, readFile, readNotes, logAttempt } = host;
  let config: ProviderConfig | null = null;
  const claims = createClaims();
  const links = new Map<string, Link>();
  const canceled = new AbortController();
  const isCanceled = (): boolean => canceled.signal.aborted;
  const accountOf = (): Account => {
    if (isCanceled()) throw new ProviderError(canceledError().message, canceledError().next);
    return findAccount({ config: (key) => config?.get(key), env, readFile });
  };
  const linkOf = (account: Account): Link => {
    const key = `${account.baseUrl} ${account.token}`;
    const known = links.get(key);
    if (known !== undefined) return known;
    const { token, baseUrl } = account;
    const retries = createRetryMemory();
    const redact = createRedactor(token);
    const client = createClient({
      token,
      baseUrl,
      requestTimeout: 12_000,
      userAgent,
      env,
      now,
      monotonic,
      random,
      sleep,
      onRetry: retries.note,
      ...(isDebug(env) === true ? { onAttempt: (attempt) => logAttempt(redact(attemptText(attempt))) } : {}),
    });
    const concurrency = findConcurrency(config?.get(concurrencyKey));
    const patience = (timeout = longestCall): Patience =>
      createPatience(client, {
        concurrency,
        limit: Math.min(timeout, longestCall),
        lastRetry: retries.last,
        canceled: canceled.signal,
        monotonic,
        startTimer,
      });
    const directory = createDirectory({ openListing: () => patience().api, monotonic });
    const link = { client, concurrency, patience, directory };
    links.set(key, link);
    return link;
  };
  return {
    claims,
    now,
    configure: (given) => {
      config = given;
    },
    cancel: () => canceled.abort(),
    ask: async (question, args) => {
      const account = accountOf();
      try {
        return await question(linkOf(account).client, args, { signal: canceled.signal });
      } catch (error) {
        throw describeError(error, account);
      }
    },
    run: async (work, { timeout } = {}) => {
      const account = accountOf();
      const { concurrency, patience, directory } = linkOf(account);
      const { api, close } = patience(timeout);
      try {
        return await work({
          api,
          directory,
          claims,
          noted: (deleted) => {
            const { managed, isUpdate } = parseNotes(readNotes());
            return managed.flatMap(({ kind, baseUrl, workspace }) =>
              baseUrl === account.baseUrl && (kind !== deleted || isUpdate) ? [workspace] : [],
            );
          },
          concurrency,
          isCanceled,
          now,
          pause: (nth) => sleep(250 * 4 ** (nth - 1)),
          next: (code, next) => withSetting(code, next, account),
        });
      } catch (error) {
        throw describeError(error, account);
      } finally {
        close();
      }
    },
  };
}

interface Link {
  readonly client: SkyviaClient;
  readonly concurrency: number;
  readonly patience: (timeout?: number) => Patience;
  readonly directory: Directory;
}
