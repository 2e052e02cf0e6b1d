import type { IntegrationOutputs } from "./integration-outputs.ts";
import { isAbsent, isUnknown, type Properties } from "./properties.ts";
import { isAsDesired } from "@skyvia-schedules/core";

/** How an update differs from what is. */
export interface Difference {
  readonly changes: boolean;
  /** The properties for whose sake the resource must be made anew. */
  readonly replaces: string[];
}

/** What the state says against what the program says now, without a look at the live world. */
export function diffIntegration(olds: Partial<IntegrationOutputs>, news: Properties): Difference {
  const replaces = (["workspaceId", "integrationId"] as const).filter((key) => news[key] !== olds[key]);
  const changes =
    replaces.length > 0 ||
    needsCall(olds, news) ||
    differs(olds.onDelete, news["onDelete"]) ||
    differs(assertedName(olds), news["name"]);
  return { changes, replaces };
}

/** Whether an update has to look at the live world: only `onDelete` and a dropped assertion can do without. */
export function needsCall(olds: Partial<IntegrationOutputs>, news: Properties): boolean {
  const { state } = olds;
  const { enabled, name } = news;
  if (isUnknown(enabled) || state === undefined || !isAsDesired(state, enabled === true ? "enabled" : "disabled")) {
    return true;
  }
  return !isAbsent(name) && name !== assertedName(olds);
}

/** The name that was found to be as asserted, or what a refresh has found instead. */
export function assertedName({
  name,
  __assertsName: asserts = false,
}: Partial<IntegrationOutputs>): string | undefined {
  return asserts ? (name ?? "") : undefined;
}

function differs(old: unknown, now: unknown): boolean {
  return isAbsent(old) || isAbsent(now) ? isAbsent(old) !== isAbsent(now) : old !== now;
}
