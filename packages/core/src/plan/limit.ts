import type { DesiredWorkspace, Limit, Limits, PlacedLimit, Source } from "../model/model.ts";

/** How many changes of one kind a run may make in a workspace, as a number and as a text. */
export interface Ceiling {
  readonly allowed: number;
  /** In numbers: `25 %` or `5`. */
  readonly text: string;
  /** Where the limit is written. null: it is from a flag, or the default. */
  readonly source: Source | null;
}

/** The limit of a workspace: the flag if one is given, else the stricter of the file's limit and the default. */
export function ceiling(managed: number | null, own: PlacedLimit | null, flag: Limit | undefined): Ceiling {
  if (flag !== undefined) return ceilingOf(flag, managed);
  const standard = defaultCeiling(managed);
  if (own === null) return standard;
  const set = { ...ceilingOf(own.limit, managed), source: own.source };
  return set.allowed <= standard.allowed ? set : standard;
}

/** The ceiling of a limit. A percentage of the managed schedules is rounded down. If they were not counted, a percentage allows any number. */
function ceilingOf(limit: Limit, managed: number | null): Ceiling {
  if (typeof limit === "number") return { allowed: limit, text: String(limit), source: null };
  const percent = Number(limit.slice(0, -1));
  const share = managed === null && percent > 0 ? Infinity : Math.floor((percent * (managed ?? 0)) / 100);
  return { allowed: share, text: `${percent} %`, source: null };
}

/** A limit of a file that has no effect, because the default is lower. */
export interface IdleLimit {
  readonly key: keyof Limits;
  readonly limit: Limit;
  readonly source: Source;
  /** The default that applies instead. null: it depends on the live workspace. */
  readonly standard: number | null;
}

/** The limits of a workspace that have no effect. `managed`: the count of its managed schedules; null: it is not known. */
export function idleLimits(limits: Limits, managed: number | null): readonly IdleLimit[] {
  const keys = ["disable", "enable"] as const;
  return keys.flatMap((key): IdleLimit[] => {
    const own = limits[key];
    if (own === null) return [];
    if (managed === null) return own.limit === "100%" ? [{ key, ...own, standard: null }] : [];
    const { allowed } = defaultCeiling(managed);
    const isUndercut = allowed < managed && ceilingOf(own.limit, managed).allowed > allowed;
    return isUndercut ? [{ key, ...own, standard: allowed }] : [];
  });
}

/** How many schedules the entries of a workspace manage. null: that depends on the live workspace. */
export function managedByEntries({ entries }: Pick<DesiredWorkspace, "entries">): number | null {
  return entries.some(({ selector }) => selector.kind === "match") ? null : entries.length;
}

const standard = { share: 25, floor: 5 } as const;

/** The default limit in words. Schema, help and messages say it like this. */
export const defaultLimitText: string = `${standard.share} %, at least ${standard.floor}, never all of a workspace`;

/** The default; a workspace with one schedule may change it. */
function defaultCeiling(managed: number | null): Ceiling {
  const share = ceilingOf(`${standard.share}%`, managed);
  const raised = share.allowed < standard.floor ? ceilingOf(standard.floor, managed) : share;
  return managed !== null && managed > 1 && raised.allowed >= managed ? ceilingOf(managed - 1, managed) : raised;
}
