import type { ScheduleState } from "@skyvia-schedules/core";
import { given, type Properties } from "./properties.ts";
import type { OverlayOutputs } from "./overlays/overlay-outputs.ts";
import type { WorkspaceInputs } from "./workspace-inputs.ts";

/** States by integration id. */
export type States = Readonly<Record<string, ScheduleState>>;

/** An integration that one of `entries` has found. */
export interface Selected {
  readonly name: string | null;
  readonly schedule: ScheduleState;
}

/** What the state keeps of a `WorkspaceSchedules`: its inputs, `schedules` and `names` as they are live, and what was found. */
export interface WorkspaceOutputs extends Omit<WorkspaceInputs, "schedules">, OverlayOutputs {
  readonly schedules: States;
  /** What `entries` have found, by id. A state of an earlier version lacks entries by id. */
  readonly selected: Readonly<Record<string, Selected>>;
  /** What is only observed, by id. */
  readonly observed: States;
  /** The first integrations that nothing here covers. Empty with `unmanaged: "ignore"`. */
  readonly unmanagedIds: readonly number[];
  /** How many integrations nothing here covers. A state of an earlier version lacks it. */
  readonly unmanagedCount?: number;
  /** What was found when each schedule came under this resource, by id. */
  readonly previousStates: States;
  /** After a partial failure: the integrations that something stood in the way of, though their state need not show it. */
  readonly __unsettled?: readonly number[];
  /** With holds or freezes: what the program wants apart from them, of those of `schedules` that are not so. */
  readonly __base?: Readonly<Record<string, "enabled" | "disabled">>;
  /** Where holds or freezes select by name: the live names of what is selected by id or observed. */
  readonly __names?: Readonly<Record<string, string>>;
}

/** The outputs in the state. */
export function knownWorkspace(properties: Properties): Partial<WorkspaceOutputs> {
  return given(properties);
}

/** The states that are enforced, by id. */
export function enforcedStates({
  schedules = {},
  selected = {},
}: Partial<WorkspaceOutputs>): Map<number, ScheduleState> {
  return new Map([
    ...Object.entries(schedules).map(([id, state]) => [Number(id), state] as const),
    ...Object.entries(selected).map(([id, { schedule }]) => [Number(id), schedule] as const),
  ]);
}
