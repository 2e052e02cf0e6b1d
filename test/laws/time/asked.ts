import type { DesiredSchedule, ScheduleState } from "@skyvia-schedules/core";
import { cast, keyOf, type Member, type States } from "./cast.ts";
import { askedAt, isContested, type Asked, type OverlayTexts } from "./oracle.ts";

/** The desired states of the files by the naive rule. */
export interface Wanted {
  readonly bases: States<DesiredSchedule>;
  readonly overlays: OverlayTexts;
}

/** The desired state of a member of the cast. null: its schedule may not be switched. */
export function wantedOf({ bases, overlays }: Wanted, member: Member, at: number): Asked | null {
  const base = bases.get(keyOf(member));
  if (base === undefined || isContested(overlays, member, at)) return null;
  return askedAt(overlays, member, base, at);
}

/** The action of a plan for a live state. null: a problem, and no action. */
export function actionOf(
  wanted: Asked,
  { mode }: Member,
  live: ScheduleState,
): "keep" | "skip" | "enable" | "disable" | null {
  if (live === wanted.schedule || (live === "undefined" && wanted.schedule === "disabled")) return "keep";
  if (mode === "observe") return "skip";
  if (live === "undefined") return null;
  return wanted.schedule === "enabled" ? "enable" : "disable";
}

/** The live state after an apply that nothing disturbs. */
export function afterApply(wanted: Wanted, live: States, at: number): States {
  return new Map(
    [...live].map(([key, state]) => {
      const member = memberOf(key);
      const asked = wantedOf(wanted, member, at);
      const action = asked === null ? null : actionOf(asked, member, state);
      return [key, action === "enable" ? "enabled" : action === "disable" ? "disabled" : state];
    }),
  );
}

/** The instants after one and until another at which what is asked for a member changes, in steps of half an hour. */
export function changesOf({ bases, overlays }: Wanted, member: Member, from: number, to: number): number[] {
  const base = bases.get(keyOf(member));
  if (base === undefined) return [];
  const found: number[] = [];
  let last = askedAt(overlays, member, base, from).schedule;
  for (let at = from + 1_800_000; at <= to; at += 1_800_000) {
    const { schedule } = askedAt(overlays, member, base, at);
    if (schedule !== last) found.push(at);
    last = schedule;
  }
  return found;
}

/** The member of the cast with a key. */
export function memberOf(key: string): Member {
  const found = cast.find((one) => keyOf(one) === key);
  if (found === undefined) throw new Error(`nobody in the cast is ${key}`);
  return found;
}
