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

/** The outputs of a `WorkspaceSchedules`: its inputs (with the live values of `schedules` and `names`), and the findings. */
export interface WorkspaceOutputs extends Omit<WorkspaceInputs, "schedules">, OverlayOutputs {
  readonly schedules: States;
  /** The integrations that `entries` select, by id. A state of an earlier version lacks entries by id. */
  readonly selected: Readonly<Record<string, Selected>>;
  /** The live states of the integrations that are only observed, by id. */
  readonly observed: States;
  /** The first integrations that the resource does not cover. Empty with `unmanaged: "ignore"`. */
  readonly unmanagedIds: readonly number[];
  /** How many integrations the resource does not cover. A state of an earlier version lacks it. */
  readonly unmanagedCount?: number;
  /** The state of each schedule when this resource began to manage it, by id. */
  readonly previousStates: States;
  /** After a partial failure: the integrations that had a problem, even if their state does not show it. */
  readonly __unsettled?: readonly number[];
  /** With holds or freezes: the desired states without them, for schedules in `schedules` whose state differs. */
  readonly __base?: Readonly<Record<string, "enabled" | "disabled">>;
  /** If holds or freezes select by name: the live names of the integrations that are selected by id or observed. */
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
