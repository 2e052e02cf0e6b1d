import type { AnswerForms } from "./answer-forms.ts";
import type { ClockState } from "./clock.ts";
import type { ExecutionRecord } from "./execution-record.ts";
import type { ScheduleRecord } from "./schedule-record.ts";
import type { Scope } from "./scope.ts";

/** Everything an emulator knows, as plain JSON: the content of a state file. Faults and the request history are not in it. */
export interface WorldState {
  readonly formatVersion: 1;
  clock: ClockState;
  readonly answers: AnswerForms;
  readonly runs: RunTimes;
  readonly tokens: readonly TokenRecord[];
  readonly workspaces: readonly WorkspaceRecord[];
  nextRunId: number;
}

export interface TokenRecord {
  readonly name: string;
  readonly value: string;
  readonly scopes: readonly Scope[];
  /** null: the whole account. */
  readonly workspaces: readonly number[] | null;
}

export interface WorkspaceRecord {
  readonly id: number;
  readonly name: string;
  readonly isPersonal: boolean;
  /** In the order of the listing. */
  readonly integrations: IntegrationRecord[];
}

export interface IntegrationRecord {
  readonly id: number;
  name: string | null;
  readonly type: string | null;
  readonly created: string;
  modified: string;
  /** null: not defined. */
  schedule: ScheduleRecord | null;
  readonly executions: ExecutionRecord[];
  /** null: as the world's. */
  readonly runs: RunTimes | null;
}

/** How long a run stays in each state, in milliseconds, and how it ends. */
export interface RunTimes {
  readonly ends: "Succeeded" | "Failed";
  readonly new: number;
  readonly queued: number;
  readonly running: number;
  readonly canceling: number;
  readonly successRows: number;
  readonly errorRows: number;
}
