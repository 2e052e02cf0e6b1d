import type { AppliedChange, Change, LedgerEnd, LedgerIntent, LedgerResult, Override } from "@skyvia-schedules/core";
import { ciRunUrl, userOf } from "./ci-run.ts";
import { instantText } from "@skyvia-schedules/core/instant";
import type { Io } from "../process/io.ts";

/** The fields that all lines of one run share. */
export interface LedgerRun {
  readonly command: string;
  readonly baseUrl: string;
  readonly planHash: string | null;
  readonly configHash: string | null;
  readonly reason: string | null;
  readonly overrides: readonly Override[];
  /** Why a schedule differed. Absent: only changes with a cause of their own have one. */
  readonly causeOf?: (change: Change) => string | null;
  /** The variable with the token of a workspace. null: it is the token of the run. */
  readonly tokenOf: (workspaceId: number) => string | null;
}

/** The lines of one run. */
interface Lines {
  /** `isFirst`: with the process and its machine. */
  intent(change: Change, isFirst: boolean): LedgerIntent;
  result(written: AppliedChange): LedgerResult;
  /** `notStarted`: how many changes were not started. */
  end(exitCode: number, notStarted: number): LedgerEnd;
}

/** Makes the lines of one run, under an id of its own. */
export function createLines(io: Io, { overrides, causeOf = ownCause, tokenOf, ...common }: LedgerRun): Lines {
  const run = io.newId();
  const now = (): string => instantText(io.now());
  const who = userOf(io);
  const runUrl = ciRunUrl(io.env);
  return {
    intent: (change, isFirst) => {
      const { workspaceId, integrationId, name, before, after, why } = change;
      const process = isFirst ? { pid: io.pid, host: io.host } : {};
      const target = { workspaceId, integrationId, name, before, after, cause: causeOf(change), who, why };
      const variable = tokenOf(workspaceId);
      const more = { override: overrideOf(change, overrides), runUrl, ...(variable && { tokenFrom: variable }) };
      return { event: "intent", formatVersion: 1, run, at: now(), ...common, ...target, ...more, ...process };
    },
    result: ({ workspaceId, integrationId, result, error }) => ({
      event: "result",
      run,
      at: now(),
      workspaceId,
      integrationId,
      result: result === "done" || result === "unknown" ? result : "failed",
      error: error === null ? null : { code: error.code, message: error.message },
    }),
    end: (exitCode, notStarted) => ({
      event: "end",
      run,
      at: now(),
      exitCode,
      ...(notStarted === 0 ? {} : { notStarted }),
    }),
  };
}

function ownCause(change: Change): string | null {
  return "cause" in change && typeof change.cause === "string" ? change.cause : null;
}

function overrideOf({ workspaceId, integrationId }: Change, overrides: readonly Override[]): string | null {
  const given = overrides.find(
    (override) => override.integrationId === integrationId && (override.workspaceId ?? workspaceId) === workspaceId,
  );
  return given === undefined ? null : `${given.of}:${integrationId}`;
}
