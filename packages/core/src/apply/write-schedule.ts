import { errorRecord, isApiError, type ApiError, type ErrorRecord, type WriteOutcome } from "../model/api-error.ts";
import type { Change, Result } from "../model/change.ts";
import type { ScheduleState } from "../model/model.ts";
import { isAsDesired } from "../model/schedule-state.ts";
import type { ScheduleApi } from "../model/schedule-api.ts";

/** The result of one change. */
export interface Verdict {
  readonly result: Result;
  readonly error: ErrorRecord | null;
  /** The error that ended the run, so that no later change can succeed. null: no error did. */
  readonly endedBy: ErrorRecord | null;
}

/** Waits before the n-th repeated read-back, counted from 1. */
export type Pause = (nth: number) => Promise<void>;

/** How often a schedule is read again that does not show the write yet: reads of the API may lag behind writes. */
const readBacks = 3;

/** Re-reads a schedule right before it is written. null: it is as the plan saw it, so write it. */
export async function recheckSchedule(api: ScheduleApi, change: Change): Promise<Verdict | null> {
  const { workspaceId, integrationId, before, after } = change;
  try {
    const now = await api.getSchedule(workspaceId, integrationId);
    if (isAsDesired(now, after)) return verdict("unchanged");
    return now === before ? null : stale(change, now);
  } catch (error) {
    if (!isApiError(error)) throw error;
    return error.code === "not-found" ? stale(change, "missing") : failed(error, "not-sent");
  }
}

/** Writes one schedule and verifies the outcome. */
export async function writeSchedule(api: ScheduleApi, change: Change, pause: Pause): Promise<Verdict> {
  const { workspaceId, integrationId, action, after } = change;
  try {
    const { active } =
      action === "enable"
        ? await api.enableSchedule(workspaceId, integrationId)
        : await api.disableSchedule(workspaceId, integrationId);
    if (active === null) return await readBack(api, change, pause);
    return active === (after === "enabled") ? verdict("done") : notTaken(change, active ? "enabled" : "disabled");
  } catch (error) {
    if (!isApiError(error)) throw error;
    return isCertain(error) ? failed(error, error.outcome ?? "refused") : decideByRead(api, change, error);
  }
}

/** The same verdict, where a stop ended the change before its request was sent: it was not started. */
export function stopped(found: Verdict): Verdict {
  const { error } = found;
  const wasStopped = error?.code === "aborted" && error.outcome === "not-sent";
  return wasStopped ? { ...found, result: "not-started", error: null } : found;
}

async function readBack(api: ScheduleApi, change: Change, pause: Pause): Promise<Verdict> {
  const { workspaceId, integrationId, after } = change;
  for (let nth = 1; ; nth++) {
    try {
      const now = await api.getSchedule(workspaceId, integrationId);
      if (isAsDesired(now, after)) return verdict("done");
      if (nth === readBacks) return notTaken(change, now);
    } catch (error) {
      if (!isApiError(error)) throw error;
      return { result: "unknown", error: withOutcome(error, "unknown"), endedBy: endOf(error) };
    }
    await pause(nth);
  }
}

/** After a failure that leaves the outcome open, one read decides it, if a read can still be made. */
async function decideByRead(
  api: ScheduleApi,
  { workspaceId, integrationId, after, before }: Change,
  cause: ApiError,
): Promise<Verdict> {
  const endedBy = endOf(cause);
  try {
    const now = await api.getSchedule(workspaceId, integrationId);
    if (isAsDesired(now, after)) return { result: "done", error: null, endedBy };
    // A write that was cut off may still arrive. "As before" proves a failure only if the write was answered.
    const isAsBefore = now === before && cause.status != null;
    if (isAsBefore) return { result: "failed", error: withOutcome(cause, "refused"), endedBy };
    return { result: "unknown", error: withOutcome(cause, "unknown"), endedBy };
  } catch (failure) {
    if (!isApiError(failure)) throw failure;
    return { result: "unknown", error: withOutcome(cause, "unknown"), endedBy: endedBy ?? endOf(failure) };
  }
}

/** Error codes that prove that the write did not happen. */
function isCertain({ code, outcome }: ApiError): boolean {
  if (outcome === "not-sent") return true;
  if (outcome === "unknown") return false; // an earlier attempt may have been carried out
  return ["auth", "not-found", "schedule-not-defined", "rate-limited", "bad-input", "read-only"].includes(code);
}

function verdict(result: Result, error: ErrorRecord | null = null): Verdict {
  return { result, error, endedBy: null };
}

function failed(error: ApiError, outcome: WriteOutcome): Verdict {
  return { result: "failed", error: withOutcome(error, outcome), endedBy: endOf(error) };
}

function endOf(error: ApiError): ErrorRecord | null {
  return error.endsRun === true ? errorRecord(error) : null;
}

function withOutcome(error: ApiError, outcome: WriteOutcome): ErrorRecord {
  return { ...errorRecord(error), outcome };
}

function stale({ integrationId, before }: Change, now: ScheduleState | "missing"): Verdict {
  return verdict("stale", {
    code: "stale",
    message: `integration ${integrationId} was ${before} when planned, and is ${now} now`,
    next: "Plan again.",
  });
}

function notTaken({ integrationId, action, after }: Change, now: ScheduleState): Verdict {
  return verdict("failed", {
    code: "not-taken",
    message: `${action} of integration ${integrationId} was accepted, but its schedule is still ${now}, not ${after}`,
    next: "Look at the integration in Skyvia's web editor; run again if somebody else is changing it.",
    outcome: "refused",
  });
}
