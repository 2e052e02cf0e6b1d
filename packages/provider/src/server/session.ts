import { createClient } from "@skyvia-schedules/client";
import type { DesiredWorkspace, Pause } from "@skyvia-schedules/core";
import { findAccount, type Account } from "../account.ts";
import { describeError, withSetting } from "../describe-error.ts";
import { parseNotes, type ResourceKind } from "../notes.ts";
import { userAgent } from "../user-agent.ts";
import { createClaims, type Claims } from "./claims.ts";
import { createDirectory, type Directory } from "./api/directory.ts";
import type { ProviderConfig } from "./dynamic-provider.ts";
import type { Host } from "./host.ts";
import { createPatience, type Api, type Patience } from "./api/patience.ts";
import { createRetryMemory } from "./api/retry-memory.ts";

/** What one call of the engine works with. */
export interface Work {
  readonly api: Api;
  readonly directory: Directory;
  readonly claims: Claims;
  readonly pause: Pause;
  /**
   * What the program manages by the notes of this run, at the API of this account. While a program is destroyed
   * (`--run-program`) its notes are those of the resources that go: then those of the kind `deleted` do not count.
   */
  readonly noted: (deleted: ResourceKind | null) => DesiredWorkspace[];
  /** A failed call's next step, with the setting that it depends on. */
  readonly next: (code: string, next: string) => string;
}

/** All that a provider process keeps from call to call. */
export interface Session {
  /** One for all calls: a process serves one account. */
  readonly claims: Claims;
  configure(config: ProviderConfig): void;
  /**
   * Finds the account of this call, lets `work` use the API, and ends what it left under way.
   * Rejects with a `ProviderError` for a failed call or a setting that is missing or wrong.
   */
  run<T>(work: (work: Work) => Promise<T>): Promise<T>;
}

/** A session without configuration. */
export function createSession({ env, now, sleep, readFile, readNotes }: Host): Session {
  let config: ProviderConfig | null = null;
  const claims = createClaims();
  const links = new Map<string, Link>();
  const linkOf = (account: Account): Link => {
    const key = `${account.baseUrl} ${account.token}`;
    const known = links.get(key);
    if (known !== undefined) return known;
    const { token, baseUrl } = account;
    const retries = createRetryMemory();
    const client = createClient({ token, baseUrl, requestTimeout: 12_000, userAgent, env, now, onRetry: retries.note });
    const patience = (): Patience => createPatience(client, { lastRetry: retries.last });
    const directory = createDirectory({ openListing: () => patience().api, now });
    const link = { patience, directory };
    links.set(key, link);
    return link;
  };
  return {
    claims,
    configure: (given) => {
      config = given;
    },
    run: async (work) => {
      const account = findAccount({ config: (key) => config?.get(key), env, readFile });
      const { patience, directory } = linkOf(account);
      const { api, close } = patience();
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
  readonly patience: () => Patience;
  readonly directory: Directory;
}
