import type {
  Execution,
  ExecutionDetails,
  Integration,
  Page,
  ScheduleState,
  Workspace,
} from "@skyvia-schedules/client";
import { ApiFailure } from "./api-failure.ts";
import type { AnswerForms } from "./answer-forms.ts";
import type { Clock } from "./clock.ts";
import { type ExecutionFilter, queryExecutions } from "./execution-query.ts";
import { toExecution, toExecutionDetails } from "./execution-record.ts";
import { largestId } from "./id.ts";
import { type NewIntegration, newIntegrationRecord } from "./new-integration.ts";
import { activeRun, cancelRun, killRun, startRun } from "./runs.ts";
import { activeAt, listedActive, readActive, type ScheduleRecord, writeActive } from "./schedule-record.ts";
import type { IntegrationRecord, WorkspaceRecord, WorldState } from "./world-state.ts";

/**
 * The emulated account: workspaces, integrations, schedules and executions. The API and the control routes call it.
 * Methods throw an ApiFailure: 404 for what does not exist, 400 and 409 for what is not possible.
 */
export class World {
  readonly #state: WorldState;
  readonly #clock: Clock;
  readonly #workspaces: ReadonlyMap<number, { record: WorkspaceRecord; byId: Map<number, IntegrationRecord> }>;
  #revision = 0;

  constructor(state: WorldState, clock: Clock) {
    this.#state = state;
    this.#clock = clock;
    this.#workspaces = new Map(
      state.workspaces.map((record) => [
        record.id,
        { record, byId: new Map(record.integrations.map((i) => [i.id, i])) },
      ]),
    );
  }

  /** The number of changes so far. The state file is written when it grows. */
  get revision(): number {
    return this.#revision;
  }

  /** The form of answers that the vendor leaves open. */
  get answers(): AnswerForms {
    return this.#state.answers;
  }

  /** The world as plain JSON, with the clock as it is now. */
  snapshot(): WorldState {
    this.#state.clock = this.#clock.state();
    return this.#state;
  }

  /** Counts a change that was made outside, such as of the clock. */
  touch(): void {
    this.#revision += 1;
  }

  workspaces(): readonly Workspace[] {
    return this.#state.workspaces.map(toWorkspace);
  }

  workspace(workspaceId: number): Workspace {
    return toWorkspace(this.#workspace(workspaceId).record);
  }

  integrations(workspaceId: number, take: number, skip: number): Page<Integration> {
    const { integrations } = this.#workspace(workspaceId).record;
    const page = integrations.slice(skip, skip + take);
    return { data: page.map((record) => this.#toIntegration(record)), hasMore: integrations.length > skip + take };
  }

  integration(workspaceId: number, integrationId: number): Integration {
    return this.#toIntegration(this.#integration(workspaceId, integrationId));
  }

  /** The real state of the schedule, even if reads lag. */
  schedule(workspaceId: number, integrationId: number): ScheduleState {
    const { schedule } = this.#integration(workspaceId, integrationId);
    return schedule === null ? "undefined" : activeAt(schedule, this.#clock.now()) ? "enabled" : "disabled";
  }

  /** The state that a read returns, which may lag behind a write. null: not defined. */
  readSchedule(workspaceId: number, integrationId: number): boolean | null {
    const { schedule } = this.#integration(workspaceId, integrationId);
    return schedule === null ? null : readActive(schedule, this.#clock.now());
  }

  enable(workspaceId: number, integrationId: number): void {
    this.#write(this.#definedSchedule(workspaceId, integrationId), true);
  }

  disable(workspaceId: number, integrationId: number): void {
    this.#write(this.#definedSchedule(workspaceId, integrationId), false);
  }

  /** Switches the schedule, as a person does in the web page. Returns the new state. */
  toggle(workspaceId: number, integrationId: number): ScheduleState {
    const schedule = this.#definedSchedule(workspaceId, integrationId);
    this.#write(schedule, !activeAt(schedule, this.#clock.now()));
    return this.schedule(workspaceId, integrationId);
  }

  /** Makes reads return an old `active` for a while, in milliseconds or in reads. */
  lagReads(workspaceId: number, integrationId: number, lag: { active: boolean; ms?: number; reads?: number }): void {
    const schedule = this.#definedSchedule(workspaceId, integrationId);
    const until = lag.ms === undefined ? null : this.#clock.now() + lag.ms;
    schedule.lag = { active: lag.active, until, reads: lag.reads ?? null };
    this.touch();
  }

  /** Flips the schedule in `ms` milliseconds. */
  flipLater(workspaceId: number, integrationId: number, ms: number): void {
    const schedule = this.#definedSchedule(workspaceId, integrationId);
    const now = this.#clock.now();
    schedule.flip = { active: !activeAt(schedule, now), at: now + ms };
    this.touch();
  }

  /** Defines a schedule, which only the web editor can do. */
  defineSchedule(workspaceId: number, integrationId: number, active = true): void {
    this.#modify(this.#integration(workspaceId, integrationId)).schedule = { active };
  }

  /** Deletes a schedule, which only the web editor can do. */
  undefineSchedule(workspaceId: number, integrationId: number): void {
    this.#modify(this.#integration(workspaceId, integrationId)).schedule = null;
  }

  /** Adds an integration. Without an id it gets one more than the highest. */
  add(workspaceId: number, given: NewIntegration): Integration {
    const { record, byId } = this.#workspace(workspaceId);
    const newId = given.id ?? record.integrations.reduce((highest, one) => Math.max(highest, one.id), 0) + 1;
    if (newId < 1 || newId > largestId)
      throw new ApiFailure(400, `${newId} is not an integration id: an id is 1 to ${largestId}`);
    if (byId.has(newId)) throw new ApiFailure(409, `workspace ${workspaceId} already has an integration ${newId}`);
    const added = newIntegrationRecord(given, newId, this.#clock.now());
    byId.set(newId, added);
    if (given.at === "start") record.integrations.unshift(added);
    else record.integrations.push(added);
    this.touch();
    return this.#toIntegration(added);
  }

  rename(workspaceId: number, integrationId: number, name: string | null): void {
    this.#modify(this.#integration(workspaceId, integrationId)).name = name;
  }

  delete(workspaceId: number, integrationId: number): void {
    const removed = this.#integration(workspaceId, integrationId);
    const { record, byId } = this.#workspace(workspaceId);
    record.integrations.splice(record.integrations.indexOf(removed), 1);
    byId.delete(integrationId);
    this.touch();
  }

  executions(workspaceId: number, integrationId: number, filter: ExecutionFilter): Page<Execution> {
    return queryExecutions(this.#integration(workspaceId, integrationId).executions, filter, this.#clock.now());
  }

  execution(workspaceId: number, integrationId: number, runId: number): ExecutionDetails {
    const found = this.#integration(workspaceId, integrationId).executions.find((one) => one.runId === runId);
    if (found === undefined) throw new ApiFailure(404, `Execution ${runId} is not found.`);
    return toExecutionDetails(found, this.#clock.now());
  }

  /** The execution that is Queued, Running or Canceling, or null. */
  activeExecution(workspaceId: number, integrationId: number): Execution | null {
    const now = this.#clock.now();
    const active = activeRun(this.#integration(workspaceId, integrationId).executions, now);
    if (active === null) return null;
    const execution = toExecution(active, now);
    // Only the answer to the run itself says New.
    return execution.state === "New" ? { ...execution, state: "Queued" } : execution;
  }

  /** Starts a run; while another one is active it is queued. */
  run(workspaceId: number, integrationId: number): Execution {
    const { executions, runs } = this.#integration(workspaceId, integrationId);
    const now = this.#clock.now();
    const { run, waits } = startRun(executions, runs ?? this.#state.runs, { now, runId: this.#state.nextRunId });
    this.#state.nextRunId += 1;
    this.touch();
    // The answer says New even where the times are all zero. Source: the vendor's documentation.
    return { ...toExecution(run, now), state: waits ? "Queued" : "New" };
  }

  /** Asks the active execution to stop, which takes a while. With none active it changes nothing. */
  cancel(workspaceId: number, integrationId: number): void {
    const { executions, runs } = this.#integration(workspaceId, integrationId);
    if (cancelRun(executions, (runs ?? this.#state.runs).canceling, this.#clock.now())) this.touch();
  }

  /** Stops the active execution at once. With none active it changes nothing. */
  kill(workspaceId: number, integrationId: number): void {
    if (killRun(this.#integration(workspaceId, integrationId).executions, this.#clock.now())) this.touch();
  }

  #workspace(workspaceId: number): { record: WorkspaceRecord; byId: Map<number, IntegrationRecord> } {
    const found = this.#workspaces.get(workspaceId);
    if (found === undefined) throw new ApiFailure(404, `Workspace ${workspaceId} is not found.`);
    return found;
  }

  #integration(workspaceId: number, integrationId: number): IntegrationRecord {
    const found = this.#workspace(workspaceId).byId.get(integrationId);
    if (found === undefined) throw new ApiFailure(404, `Integration ${integrationId} is not found.`);
    return found;
  }

  #definedSchedule(workspaceId: number, integrationId: number): ScheduleRecord {
    const { schedule } = this.#integration(workspaceId, integrationId);
    if (schedule === null) throw new ApiFailure(404, `Schedule of integration ${integrationId} is not defined.`);
    return schedule;
  }

  #write(schedule: ScheduleRecord, active: boolean): void {
    if (writeActive(schedule, active)) this.touch();
  }

  #modify(integration: IntegrationRecord): IntegrationRecord {
    integration.modified = new Date(this.#clock.now()).toISOString();
    this.touch();
    return integration;
  }

  #toIntegration({ id, name, type, created, modified, schedule }: IntegrationRecord): Integration {
    return { id, name, type, created, modified, scheduled: this.#scheduled(schedule) };
  }

  #scheduled(schedule: ScheduleRecord | null): boolean {
    if (schedule === null || this.answers.scheduledMeans === "defined") return schedule !== null;
    return listedActive(schedule, this.#clock.now());
  }
}

function toWorkspace({ id, name, isPersonal }: WorkspaceRecord): Workspace {
  return { id, name, isPersonal };
}
