import type { CallSignals } from "./attempt/call-signals.ts";
import type { Call } from "./call/call.ts";
import { operations, type Operation, type Target } from "./api/operations.ts";
import { isSkyviaError, SkyviaError } from "./errors/skyvia-error.ts";
import type { Execution, ScheduleAnswer, ScheduleState } from "./api/types.ts";

/**
 * Enables or disables a schedule. After a failure that leaves the outcome open, it reads the schedule and writes again
 * only if that is needed. A 404 becomes `schedule-not-defined` or `not-found`, whichever a read of the schedule says.
 */
export async function switchSchedule(
  call: Call,
  to: "enabled" | "disabled",
  target: Target,
  { signal, stop }: CallSignals,
): Promise<ScheduleAnswer> {
  const operation = to === "enabled" ? operations.enableSchedule : operations.disableSchedule;
  const read = (): Promise<ScheduleState> => call(operations.getSchedule, { target, signal, extra: true });
  const verify = async (): Promise<ScheduleAnswer | null> => {
    const now = await read();
    if (now === "undefined") throw notDefined(operation, target, 1, null, null);
    return now === to ? { active: to === "enabled" } : null;
  };
  try {
    return await call(operation, { target, signal, stop, verify });
  } catch (error) {
    if (!isSkyviaError(error) || error.status !== 404) throw error;
    const now = await read().catch(() => null);
    if (now !== "undefined") throw error;
    throw notDefined(operation, target, error.attempts, error.status, error.vendorMessage);
  }
}

/** Cancels or kills the active execution; a write with an open outcome is repeated only while an execution is active. */
export function endExecution(
  call: Call,
  how: "cancel" | "kill",
  target: Target,
  { signal, stop }: CallSignals,
): Promise<void> {
  const operation = how === "cancel" ? operations.cancelExecution : operations.killExecution;
  const verify = async (): Promise<void | null> => {
    const execution = await call(operations.getActiveExecution, { target, signal, extra: true });
    return hasTaken(how, execution) ? undefined : null;
  };
  return call(operation, { target, signal, stop, verify });
}

/** Whether the write took effect. A cancelled execution may run for a long time, because its tasks may finish. */
function hasTaken(how: "cancel" | "kill", execution: Execution | null): boolean {
  return execution === null || execution.state === "Canceled" || (how === "cancel" && execution.state === "Canceling");
}

function notDefined(
  { method, does, path }: Operation<unknown>,
  target: Target,
  attempts: number,
  status: number | null,
  vendorMessage: string | null,
): SkyviaError {
  return new SkyviaError({
    code: "schedule-not-defined",
    message: `cannot ${does} where none is defined: integration ${target.integrationId} of workspace ${target.workspaceId} has no schedule`,
    next: "Define its schedule in Skyvia's web editor first: the API can only switch a schedule that exists.",
    method,
    path: path(target),
    status,
    vendorMessage,
    attempts,
    outcome: "refused",
  });
}
