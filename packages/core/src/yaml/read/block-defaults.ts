import type { Node } from "yaml";
import type { EntryEssence } from "../../model/essence.ts";
import type { DefaultKey, EntryDefault, Source } from "../../model/model.ts";

/** The keys that `defaults` may give, in the order in which they are reported. */
const keys: readonly DefaultKey[] = ["owner", "tags", "mode", "protected"];

/** The `defaults` of a workspace block. Its entries have these values if they do not write the key. */
export interface BlockDefaults {
  readonly values: DefaultValues;
  readonly sources: readonly { readonly key: DefaultKey; readonly source: Source }[];
}

/** The values of `defaults`; a key that is missing has none. */
export type DefaultValues = { readonly [K in DefaultKey]?: NonNullable<EntryEssence[K]> };

/** A block without defaults. */
export const noDefaults: BlockDefaults = { values: {}, sources: [] };

/** Reads `defaults`. `written` returns the node of a key's value, or null for a wrong value, which is left out. */
export function readDefaults(
  value: DefaultValues,
  written: (key: DefaultKey) => Node | null,
  placeOf: (node: Node) => Source,
): BlockDefaults {
  const found = keys.flatMap((key) => {
    const node = value[key] === undefined ? null : written(key);
    return node === null ? [] : [{ key, value: value[key], source: placeOf(node) }];
  });
  if (found.length === 0) return noDefaults;
  return {
    values: Object.fromEntries(found.map((one) => [one.key, one.value])),
    sources: found.map(({ key, source }) => ({ key, source })),
  };
}

/** The defaults that an entry uses: each one whose key it does not write. Its own value replaces a default completely. */
export function defaultsOf(entry: DefaultValues, { sources }: BlockDefaults): readonly EntryDefault[] {
  return sources.length === 0 ? none : sources.map((one) => ({ ...one, taken: entry[one.key] === undefined }));
}

const none: readonly EntryDefault[] = [];
