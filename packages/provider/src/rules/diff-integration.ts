import type { IntegrationOutputs } from "./integration-outputs.ts";
import { integrationInputs } from "./integration-inputs.ts";
import { integrationWish } from "./integration-wish.ts";
import { isOverlaidOtherwise } from "./overlays/overlay-outputs.ts";
import { holdsUnknown, isAbsent, isEqual, type Properties } from "./properties.ts";
import { isAsDesired } from "@skyvia-schedules/core";

/** What an update would change. */
export interface Difference {
  readonly changes: boolean;
  /** The properties whose change replaces the resource. */
  readonly replaces: string[];
}

/**
 * Compares the state with the inputs of the program, without a call to the API. `now`: milliseconds since the
 * epoch. A hold or freeze that has begun or ended since the last update is a change, too.
 */
export function diffIntegration(olds: Partial<IntegrationOutputs>, news: Properties, now: number): Difference {
  const replaces = (["workspaceId", "integrationId"] as const).filter((key) => news[key] !== olds[key]);
  const changes =
    replaces.length > 0 ||
    needsCall(olds, news, now) ||
    differs(olds.onDelete, news["onDelete"]) ||
    differs(assertedName(olds), news["name"]) ||
    !isEqual(olds.nextTransition, integrationWish(integrationInputs(news), olds.name ?? null, now).next);
  return { changes, replaces };
}

/** Whether an update has to read the live state. A change of `onDelete`, of a dropped assertion or of the next transition does not need that. */
export function needsCall(olds: Partial<IntegrationOutputs>, news: Properties, now: number): boolean {
  const { state } = olds;
  const { enabled, name, holds, freezes } = news;
  if ([enabled, holds, freezes].some(holdsUnknown) || state === undefined) return true;
  if (isOverlaidOtherwise(olds, news)) return true;
  const { schedule } = integrationWish(integrationInputs(news), olds.name ?? null, now);
  return !isAsDesired(state, schedule) || (!isAbsent(name) && name !== assertedName(olds));
}

/** The asserted name that was verified, or the name that a refresh found instead. */
export function assertedName({
  name,
  __assertsName: asserts = false,
}: Partial<IntegrationOutputs>): string | undefined {
  return asserts ? (name ?? "") : undefined;
}

function differs(old: unknown, now: unknown): boolean {
  return isAbsent(old) || isAbsent(now) ? isAbsent(old) !== isAbsent(now) : old !== now;
}
