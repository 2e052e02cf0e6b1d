import type { ScheduleState } from "../../model/model.ts";

/** A workspace of the live world, to be written down as desired state. */
export interface ImportedWorkspace {
  readonly id: number;
  /** To be asserted. null: not written. */
  readonly name: string | null;
  /** The environment variable with its token, to be written. null, or left out: it uses the token of the run. */
  readonly tokenFrom?: string | null;
  readonly integrations: readonly ImportedIntegration[];
}

export interface ImportedIntegration {
  readonly id: number;
  /** To be asserted. null: not written. */
  readonly name: string | null;
  /** Where it is `undefined` there is nothing to ask for: the integration is left out. */
  readonly schedule: ScheduleState;
}

/** Whether there is something to ask for. */
export function isDefined({ schedule }: ImportedIntegration): boolean {
  return schedule !== "undefined";
}
