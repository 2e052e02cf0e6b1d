import { SkyviaError } from "../errors/skyvia-error.ts";
import type { ListingStep, Page } from "../api/types.ts";

/** How one list of the API is read. */
export interface Listing<T> {
  /** Asks for one page. */
  readonly page: (take: number, skip: number) => Promise<Page<T>>;
  readonly idOf: (item: T) => number;
  /** The name of the list for errors, as in "integrations of workspace 7". */
  readonly what: string;
  readonly path: string;
}

const take = 200;
/** Each page begins with the last item of the one before, so that a shift shows. */
const step = take - 1;
const largestWave = 8;
const maxRestarts = 3;
/** A million items. No list of the API is that long, so a longer list has no end. */
const maxPages = 5_000;

/**
 * Reads a whole list, page after page in order, asking for them in waves of 1, 2, 4, 8, 8, ... at once. A list that shifts between two pages is read again from
 * its start, at most three times: after a `restarted` step, the pages before it do not count.
 *
 * Every item that exists during the whole reading is in the pages since the last restart exactly once. Rejects with a `bad-answer` error when a page
 * contradicts itself or the list keeps changing.
 */
export async function* readPages<T>(listing: Listing<T>): AsyncGenerator<ListingStep<T>, void, undefined> {
  for (let restarts = 0; ; restarts++) {
    const shift = yield* readOnce(listing);
    if (shift === null) return;
    if (restarts === maxRestarts) {
      throw listingError(
        listing,
        `the list of ${listing.what} keeps changing: ${shift}`,
        "Try again when nobody is editing it.",
      );
    }
    yield { kind: "restarted" };
  }
}

/** Each item of a list once, also when the list had to be read again. */
export async function* readItems<T>(listing: Listing<T>): AsyncGenerator<T, void, undefined> {
  const seen = new Set<number>();
  for await (const next of readPages(listing)) {
    if (next.kind === "restarted") continue;
    for (const item of next.items) {
      const id = listing.idOf(item);
      if (seen.has(id)) continue;
      seen.add(id);
      yield item;
    }
  }
}

/** Returns how the list shifted, or null when it was read to its end. */
async function* readOnce<T>(listing: Listing<T>): AsyncGenerator<ListingStep<T>, string | null, undefined> {
  const join = createJoin(listing);
  let wave = ask(listing, 0, 1);
  for (let first = 0; ;) {
    const next = first + wave.length;
    let following: Wave<T> = [];
    for (const [n, asked] of wave.entries()) {
      const joined = join(await asked, first + n);
      if (typeof joined === "string") return joined;
      // Requested before the page is passed on, so that the next page is read while its items are used.
      if (joined.hasMore && first + n + 1 === next)
        following = ask(listing, next, Math.min(wave.length * 2, largestWave));
      if (joined.items.length > 0 || first + n === 0) yield { kind: "page", items: joined.items };
    }
    if (following.length === 0) return null;
    first = next;
    wave = following;
  }
}

type Wave<T> = readonly Promise<Page<T>>[];

function ask<T>(listing: Listing<T>, first: number, count: number): Wave<T> {
  if (first >= maxPages) throw listingError(listing, `the list of ${listing.what} has no end`, apiFault);
  return Array.from({ length: count }, (_, n) => {
    const page = listing.page(take, (first + n) * step);
    page.catch(() => {}); // reported when its turn comes; after a shift before that, it is dropped
    return page;
  });
}

/** The new items of a page, or how it shows that the list has shifted. */
type Join<T> = (page: Page<T>, index: number) => { readonly items: readonly T[]; readonly hasMore: boolean } | string;

/** Joins page after page, each checked against those before. */
function createJoin<T>(listing: Listing<T>): Join<T> {
  const { idOf } = listing;
  const seen = new Set<number>();
  let last: number | null = null;
  let ended = false;
  /** Nothing, or the last item alone where the last page was full: the next one would have begun with it. */
  const isBeyond = ({ data, hasMore }: Page<T>): boolean =>
    !hasMore && data.length <= 1 && data.every((item) => idOf(item) === last);
  return (page, index) => {
    const { data, hasMore } = page;
    if (ended) return isBeyond(page) ? nothing : `page ${index + 1} is beyond the end, but it is not empty`;
    checkPage(listing, page, index);
    const [first] = data;
    if (last !== null && (first === undefined || idOf(first) !== last)) {
      return `page ${index + 1} does not begin with the last item of the one before`;
    }
    const items = last === null ? data : data.slice(1);
    for (const item of items) {
      if (seen.has(idOf(item))) return `id ${idOf(item)} is on two pages`;
      seen.add(idOf(item));
    }
    last = items.length === 0 ? last : idOf(items[items.length - 1] as T);
    ended = !hasMore;
    return { items, hasMore };
  };
}

const nothing: { readonly items: readonly never[]; readonly hasMore: false } = { items: [], hasMore: false };

/** Throws for a page that no list, however it changes, can have. */
function checkPage<T>(listing: Listing<T>, { data, hasMore }: Page<T>, index: number): void {
  const refuse = (what: string): never => {
    throw listingError(listing, `page ${index + 1} of the ${listing.what} ${what}`, apiFault);
  };
  if (data.length > take) refuse(`has ${data.length} items where ${take} were asked for`);
  if (hasMore && data.length < take) refuse(`says that there is more after ${data.length} of ${take} items`);
  const ids = new Set(data.map(listing.idOf));
  if (ids.size < data.length) refuse("has an id twice");
}

const apiFault = "Try again later. If it happens again, the fault is on the side of the API.";

function listingError<T>({ path }: Listing<T>, message: string, next: string): SkyviaError {
  return new SkyviaError({ code: "bad-answer", message, next, method: "GET", path, status: 200, attempts: 1 });
}
