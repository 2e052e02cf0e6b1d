import { isSkyviaError } from "@skyvia-schedules/client";
import type { ListingStep, LiveIntegration } from "@skyvia-schedules/core";
import type { Api } from "./patience.ts";

/** Finds integrations for many callers one by one, with few calls: they share pages of the listing. */
export interface Directory {
  /** The integration, or null if it does not exist. `own` makes the calls that are for this one alone. */
  find(own: Api, workspaceId: number, integrationId: number): Promise<LiveIntegration | null>;
}

export interface DirectoryOptions {
  /** An API for a listing that is begun. */
  readonly openListing: () => Api;
  /** ms from any start, by a clock that never jumps. */
  readonly monotonic: () => number;
}

/** How long a listing counts as current, in ms: about as long as a refresh of hundreds of resources takes. */
const freshFor = 30_000;

/** A directory that has read nothing yet. */
export function createDirectory({ openListing, monotonic }: DirectoryOptions): Directory {
  const listings = new Map<number, { readonly listing: SharedListing; readonly begunAt: number }>();
  const listingOf = (workspaceId: number): SharedListing => {
    const known = listings.get(workspaceId);
    if (known !== undefined && monotonic() - known.begunAt < freshFor) return known.listing;
    const listing = new SharedListing(openListing(), workspaceId);
    listings.set(workspaceId, { listing, begunAt: monotonic() });
    return listing;
  };
  return {
    find: async (own, workspaceId, integrationId) => {
      try {
        const listed = await listingOf(workspaceId).find(integrationId);
        if (listed !== null) return listed;
      } catch (error) {
        listings.delete(workspaceId);
        if (!isNotFound(error)) throw error;
      }
      return findAlone(own, workspaceId, integrationId);
    },
  };
}

/** Requests one integration alone. */
async function findAlone(own: Api, workspaceId: number, integrationId: number): Promise<LiveIntegration | null> {
  try {
    return await own.getIntegration(workspaceId, integrationId);
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

/** A listing that is read further only while that costs no more calls than a request for each integration alone. */
class SharedListing {
  readonly #steps: AsyncIterator<ListingStep>;
  readonly #found = new Map<number, LiveIntegration>();
  #asked = 0;
  #pages = 0;
  #ended = false;
  #reading: Promise<void> | null = null;

  constructor(api: Api, workspaceId: number) {
    this.#steps = api.integrationPages(workspaceId)[Symbol.asyncIterator]();
  }

  /** null: it is not in the pages that were read. */
  async find(integrationId: number): Promise<LiveIntegration | null> {
    this.#asked++;
    for (;;) {
      const integration = this.#found.get(integrationId);
      if (integration !== undefined) return integration;
      if (this.#ended || (this.#reading === null && this.#pages >= this.#asked)) return null;
      this.#reading ??= this.#readOn();
      await this.#reading;
    }
  }

  async #readOn(): Promise<void> {
    try {
      const { done, value } = await this.#steps.next();
      if (done === true) this.#ended = true;
      else if (value.kind === "restarted") this.#found.clear();
      else {
        this.#pages++;
        for (const integration of value.items) this.#found.set(integration.id, integration);
      }
    } finally {
      this.#reading = null;
    }
  }
}

function isNotFound(error: unknown): boolean {
  return isSkyviaError(error) && error.code === "not-found";
}
