import { usualForms } from "../world/answer-forms.ts";
import type { ExecutionRecord } from "../world/execution-record.ts";
import { scopes, type Scope } from "../world/scope.ts";
import type { IntegrationRecord, RunTimes, TokenRecord, WorkspaceRecord, WorldState } from "../world/world-state.ts";
import { type Duration, parseDuration } from "./duration.ts";
import type { Seed, SeedExecution, SeedIntegration, SeedRuns, SeedToken, SeedWorkspace } from "./seed.ts";

/** The token of a seed without tokens. It is valid for an emulator only. */
const defaultToken: TokenRecord = {
  name: "default",
  value: "skyvia-emulator-token",
  scopes,
  workspaces: null,
};

const defaultRuns: RunTimes = {
  ends: "Succeeded",
  new: 500,
  queued: 1000,
  running: 8000,
  canceling: 3000,
  successRows: 1200,
  errorRows: 0,
};

/** The world a seed describes, as it is at `now` (milliseconds since the epoch). Throws on a duration or date it cannot read. */
export function worldFromSeed(seed: Seed, now: number): WorldState {
  const runs = runTimes(seed.runs, defaultRuns);
  const runIds = runIdsOf(seed);
  return {
    formatVersion: 1,
    clock: { offset: 0, frozenAt: null },
    answers: { ...usualForms, ...(seed.scheduledMeans && { scheduledMeans: seed.scheduledMeans }), ...seed.answers },
    runs,
    tokens: tokenRecords(seed.tokens ?? {}),
    workspaces: seed.workspaces.map((workspace) => workspaceRecord(workspace, { now, runs, runIds })),
    nextRunId: runIds.next(),
  };
}

interface Context {
  readonly now: number;
  readonly runs: RunTimes;
  readonly runIds: { next(): number };
}

function tokenRecords(tokens: Readonly<Record<string, SeedToken>>): readonly TokenRecord[] {
  const records = Object.entries(tokens).map(([name, token]) => ({
    name,
    value: token.value,
    scopes: scopesOf(token.scopes ?? "all"),
    workspaces: token.workspaces ?? null,
  }));
  return records.length === 0 ? [defaultToken] : records;
}

function scopesOf(given: "all" | readonly (Scope | "all")[]): readonly Scope[] {
  return given === "all" || given.includes("all") ? scopes : given.filter((scope) => scope !== "all");
}

function workspaceRecord(workspace: SeedWorkspace, context: Context): WorkspaceRecord {
  return {
    id: workspace.id,
    name: workspace.name,
    isPersonal: workspace.isPersonal ?? false,
    integrations: (workspace.integrations ?? []).map((integration) => integrationRecord(integration, context)),
  };
}

function integrationRecord(integration: SeedIntegration, context: Context): IntegrationRecord {
  const created = dateText(integration.created) ?? "2026-01-05T08:00:00.000Z";
  const runs = integration.runs === undefined ? null : runTimes(integration.runs, context.runs);
  const schedule = integration.schedule ?? "undefined";
  return {
    id: integration.id,
    name: integration.name,
    type: integration.type === undefined ? "dataflow" : integration.type,
    created,
    modified: dateText(integration.modified) ?? created,
    schedule: schedule === "undefined" ? null : { active: schedule === "enabled" },
    executions: (integration.executions ?? []).map((one) => executionRecord(one, runs ?? context.runs, context)),
    runs,
  };
}

function executionRecord(execution: SeedExecution, runs: RunTimes, { now, runIds }: Context): ExecutionRecord {
  const state = execution.state ?? "Succeeded";
  const running = execution.duration === undefined ? runs.running : milliseconds(execution.duration);
  const startAt = execution.date === undefined ? (state === "Running" ? now : now - running) : time(execution.date);
  return {
    runId: execution.runId ?? runIds.next(),
    requestedAt: startAt,
    queuedAt: startAt,
    startAt,
    endAt: startAt + running,
    ends: state === "Running" ? runs.ends : state,
    successRows: execution.successRows ?? runs.successRows,
    errorRows: execution.errorRows ?? runs.errorRows,
    result: execution.result ?? null,
  };
}

/** Run ids count on from the highest that the seed gives. */
function runIdsOf(seed: Seed): { next(): number } {
  let last = 10_000;
  for (const workspace of seed.workspaces)
    for (const integration of workspace.integrations ?? [])
      for (const { runId } of integration.executions ?? []) last = Math.max(last, runId ?? 0);
  return { next: () => (last += 1) };
}

function runTimes(runs: SeedRuns | undefined, base: RunTimes): RunTimes {
  if (runs === undefined) return base;
  return {
    ends: runs.ends === undefined ? base.ends : runs.ends === "failed" ? "Failed" : "Succeeded",
    new: milliseconds(runs.new, base.new),
    queued: milliseconds(runs.queued, base.queued),
    running: milliseconds(runs.running, base.running),
    canceling: milliseconds(runs.canceling, base.canceling),
    successRows: runs.successRows ?? base.successRows,
    errorRows: runs.errorRows ?? base.errorRows,
  };
}

function milliseconds(duration: Duration | undefined, otherwise = 0): number {
  if (duration === undefined) return otherwise;
  const parsed = parseDuration(duration);
  if (parsed === null) throw new Error(`"${duration}" is not a duration: write 500ms, 30s, 5m or 1h`);
  return parsed;
}

function dateText(date: string | undefined): string | undefined {
  return date === undefined ? undefined : new Date(time(date)).toISOString();
}

function time(date: string): number {
  const parsed = Date.parse(date);
  if (Number.isNaN(parsed)) throw new Error(`"${date}" is not a date: write it as 2026-11-24T06:00:00Z`);
  return parsed;
}
