import type { Limit, PlacedLimit, Source } from "../model/model.ts";

/** How many changes of one kind a run may make in a workspace, and how that is said. */
export interface Ceiling {
  readonly allowed: number;
  /** In numbers: `25 %` or `5`. */
  readonly told: string;
  /** Where the limit is written. null: nowhere, it is a flag's or the default. */
  readonly source: Source | null;
}

/** What holds for a workspace: the flag where one is given, else the stricter of the file's limit and the default. */
export function ceiling(managed: number, own: PlacedLimit | null, flag: Limit | undefined): Ceiling {
  if (flag !== undefined) return ceilingOf(flag, managed);
  const standard = defaultCeiling(managed);
  if (own === null) return standard;
  const set = { ...ceilingOf(own.limit, managed), source: own.source };
  return set.allowed <= standard.allowed ? set : standard;
}

/** A count as it is; of a percentage the share of the managed schedules, rounded down. */
function ceilingOf(limit: Limit, managed: number): Ceiling {
  if (typeof limit === "number") return { allowed: limit, told: String(limit), source: null };
  const percent = Number(limit.slice(0, -1));
  return { allowed: Math.floor((percent * managed) / 100), told: `${percent} %`, source: null };
}

/** 25 %, never under 5, and never all of a workspace that has more than one. */
function defaultCeiling(managed: number): Ceiling {
  const share = ceilingOf("25%", managed);
  const raised = share.allowed < 5 ? ceilingOf(5, managed) : share;
  return managed > 1 && raised.allowed >= managed ? ceilingOf(managed - 1, managed) : raised;
}
