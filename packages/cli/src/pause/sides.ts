import type { Remembered, Side } from "@skyvia-schedules/core";
import { RunError } from "../verb/run-error.ts";

/** `--ours` and `--theirs`: ids, or all. */
export type SideFlags = {
  readonly ours?: readonly Named[];
  readonly theirs?: readonly Named[];
};

type Named = readonly number[] | "all";

/** Which state wins each conflict. Throws a `RunError` for an unknown id, and for an id that both flags name. */
export function sidesOf(
  { ours = [], theirs = [] }: SideFlags,
  remembered: readonly Remembered[],
  where: string,
): (one: Remembered) => Side {
  const known = new Set(remembered.map(({ integrationId }) => integrationId));
  for (const [flag, ids] of [
    ["--ours", idsOf(ours)],
    ["--theirs", idsOf(theirs)],
  ] as const) {
    const unknown = ids.find((id) => !known.has(id));
    if (unknown === undefined) continue;
    throw new RunError("usage", `${flag} ${unknown}: ${where} has no integration ${unknown}`, "Correct the id.");
  }
  const both =
    ours.includes("all") && theirs.includes("all") ? "all" : idsOf(ours).find((id) => idsOf(theirs).includes(id));
  if (both !== undefined) {
    throw new RunError("usage", `--ours and --theirs both name ${both}`, "Name it in one of the two.");
  }
  return ({ integrationId }) => {
    if (idsOf(ours).includes(integrationId)) return "ours";
    if (idsOf(theirs).includes(integrationId)) return "theirs";
    if (ours.includes("all")) return "ours";
    return theirs.includes("all") ? "theirs" : null;
  };
}

function idsOf(named: readonly Named[]): readonly number[] {
  return named.flatMap((one) => (one === "all" ? [] : one));
}
