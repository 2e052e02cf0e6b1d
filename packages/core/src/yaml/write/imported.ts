import type { ScheduleState } from "../../model/model.ts";

/** A live workspace, to be written as desired state. */
export interface ImportedWorkspace {
  readonly id: number;
  /** The name to assert. null: it is not written. */
  readonly name: string | null;
  /** The environment variable with its token, to be written. null, or left out: it uses the token of the run. */
  readonly tokenFrom?: string | null;
  readonly integrations: readonly ImportedIntegration[];
}

export interface ImportedIntegration {
  readonly id: number;
  /** The name to assert. null: it is not written. */
  readonly name: string | null;
  /** `undefined`: there is nothing to ask for, so the integration is left out. */
  readonly schedule: ScheduleState;
}

/** Whether there is something to ask for. */
export function isDefined({ schedule }: ImportedIntegration): boolean {
  return schedule !== "undefined";
}
