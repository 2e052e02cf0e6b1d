import type { ScheduleState } from "@skyvia-schedules/client";
import type { Scope } from "../world/scope.ts";
import type { RateLimit } from "../load/rate.ts";
import type { AnswerForms } from "../world/answer-forms.ts";
import type { Duration } from "./duration.ts";

/** The workspaces and tokens with which an emulator starts. Keys that are left out get default values. */
export interface Seed {
  /** The tokens by name. The request history shows names, never values. Without any, one token has all scopes. */
  readonly tokens?: Readonly<Record<string, SeedToken>>;
  readonly workspaces: readonly SeedWorkspace[];
  /** The runs of integrations that have no `runs` of their own. */
  readonly runs?: SeedRuns;
  /** The form of answers that the vendor's documents leave open. */
  readonly answers?: Partial<AnswerForms>;
  /** Calls beyond a rate are answered with 429. Default: no limit. */
  readonly rate?: RateLimit;
  /** How many calls the server works on at a time. Default: all of them at once. */
  readonly workers?: SeedWorkers;
  /** Another place for `answers.scheduledMeans`. */
  readonly scheduledMeans?: AnswerForms["scheduledMeans"];
}

export interface SeedWorkers {
  /** How many calls are worked on at a time, from 1. The others wait. */
  readonly count: number;
  /** The time of work for each call. Default: none. */
  readonly service?: Duration;
}

export interface SeedToken {
  /** As sent in `Authorization`: printable ASCII without spaces. */
  readonly value: string;
  /** The vendor's words, as `Integration / Read`; `all` for every one. Default: all. */
  readonly scopes?: "all" | readonly (Scope | "all")[];
  /** Limits the token to these workspaces. Default: the whole account. */
  readonly workspaces?: readonly number[];
}

export interface SeedWorkspace {
  /** 1 to 2147483647. */
  readonly id: number;
  readonly name: string;
  readonly isPersonal?: boolean;
  readonly integrations?: readonly SeedIntegration[];
}

export interface SeedIntegration {
  /** 1 to 2147483647, unique inside the workspace. */
  readonly id: number;
  readonly name: string | null;
  readonly type?: string | null;
  /** Default: undefined. */
  readonly schedule?: ScheduleState;
  /** ISO 8601 date-time. */
  readonly created?: string;
  /** ISO 8601 date-time. */
  readonly modified?: string;
  readonly executions?: readonly SeedExecution[];
  readonly runs?: SeedRuns;
}

/** A past execution, or one that is running when the emulator starts (`state: Running`). */
export interface SeedExecution {
  readonly runId?: number;
  /** ISO 8601 date-time of its start. Default: just long enough ago. */
  readonly date?: string;
  /** How long it took, or will take. Default: as `runs` says. */
  readonly duration?: Duration;
  /** Default: Succeeded. */
  readonly state?: "Succeeded" | "Failed" | "Canceled" | "Running";
  readonly successRows?: number;
  readonly errorRows?: number;
  /** Default: JSON with `SuccessRows` and `ErrorRows`. */
  readonly result?: string;
}

/** How long a run stays in each state and how it ends. */
export interface SeedRuns {
  readonly ends?: "succeeded" | "failed";
  readonly new?: Duration;
  readonly queued?: Duration;
  readonly running?: Duration;
  /** How long a canceled run needs to stop. */
  readonly canceling?: Duration;
  readonly successRows?: number;
  readonly errorRows?: number;
}
