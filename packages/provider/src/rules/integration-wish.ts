import type { DesiredSchedule, DesiredState } from "@skyvia-schedules/core";
import { desiredIntegration, type IntegrationInputs } from "./integration-inputs.ts";
import { effectiveStates, type NextTransition } from "./overlays/effective-states.ts";
import { hasOverlays, evaluationInstant } from "./overlays/overlay-inputs.ts";

/** The state that a program asks for one integration at an instant. */
export interface IntegrationWish {
  readonly inputs: IntegrationInputs;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly desired: DesiredState;
  readonly schedule: DesiredSchedule;
  readonly next: NextTransition | undefined;
}

/** The state that checked inputs ask for an integration with a live name. `now`: milliseconds since the epoch, for a program that sets no instant. */
export function integrationWish(inputs: IntegrationInputs, name: string | null, now: number): IntegrationWish {
  const at = evaluationInstant(inputs, now);
  const desired = desiredIntegration(inputs);
  const [workspace] = desired.workspaces;
  const [entry] = workspace?.entries ?? [];
  if (workspace === undefined || entry === undefined) throw new TypeError("a resource is about one integration");
  const subject = { entry, id: inputs.integrationId, name };
  const states = effectiveStates(workspace, desired.overlays, at);
  const next = hasOverlays(inputs) ? states.next([subject]) : undefined;
  return { inputs, at, desired, schedule: states.of(subject), next };
}
