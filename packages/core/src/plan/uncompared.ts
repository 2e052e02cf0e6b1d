import { changeKey } from "../model/change.ts";
import type { LiveSchedule, LiveState } from "../model/live-state.ts";
import type { DesiredState, ScheduleState } from "../model/model.ts";
import type { Plan } from "./plan.ts";
import type { Problem } from "../problems/problem.ts";

/** An integration that an entry asks for and that a plan could not compare. */
export interface UncomparedIntegration {
  readonly workspaceId: number;
  /** null: the entry selects by name, and no single integration has that name. */
  readonly integrationId: number | null;
  /** The live name where the listing was read, else the one of the entry. */
  readonly name: string | null;
  readonly owner: string | null;
  readonly tags: readonly string[];
  /** null: it was not read. */
  readonly live: ScheduleState | "missing" | "unreadable" | null;
  /** Why it was not compared. At least one. */
  readonly problems: readonly Problem[];
}

/** Every integration with a problem that no change of the plan is about, in the order of the problems. */
export function uncomparedOf(
  { workspaces }: DesiredState,
  live: LiveState,
  { changes, problems }: Pick<Plan, "changes" | "problems">,
): readonly UncomparedIntegration[] {
  const compared = new Set(changes.map(changeKey));
  const entriesOf = new Map(workspaces.map(({ id, entries }) => [id, entries]));
  const groups = Map.groupBy(problems, ({ workspaceId, integrationId, entry }) =>
    entry === null ? null : `${workspaceId}/${integrationId ?? `entry ${entry}`}`,
  );
  return [...groups].flatMap(([key, own]) => {
    const [{ workspaceId, integrationId, entry: index } = { workspaceId: null, integrationId: null, entry: null }] =
      own;
    const entry = workspaceId === null || index === null ? undefined : entriesOf.get(workspaceId)?.[index];
    if (key === null || compared.has(key) || workspaceId === null || entry === undefined) return [];
    const { selector, owner, tags } = entry;
    const workspace = live.get(workspaceId);
    const listed = integrationId === null ? undefined : workspace?.listing?.get(integrationId);
    const name = listed?.name ?? (selector.kind === "name" ? selector.name : entry.name);
    const schedule = integrationId === null ? undefined : workspace?.schedules.get(integrationId);
    return [{ workspaceId, integrationId, name, owner, tags, live: stateOf(schedule, own), problems: own }];
  });
}

function stateOf(schedule: LiveSchedule | undefined, problems: readonly Problem[]): UncomparedIntegration["live"] {
  if (problems.some(({ code }) => code === "integration-missing")) return "missing"; // the listing alone may say so
  if (schedule === undefined) return null;
  return schedule.kind === "known" ? schedule.state : schedule.kind;
}
