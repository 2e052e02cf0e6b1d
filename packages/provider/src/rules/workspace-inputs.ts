import {
  parseId,
  type DesiredEntry,
  type DesiredSchedule,
  type DesiredState,
  type DesiredWorkspace,
  type Limit,
  type Limits,
  type Mode,
  type Source,
  type Unmanaged,
} from "@skyvia-schedules/core";
import { entryById } from "./entry.ts";
import { join } from "./findings.ts";
import type { OnDelete } from "./integration-inputs.ts";
import { overlaysOf, type OverlayInputs } from "./overlays/overlay-inputs.ts";
import { input } from "./place.ts";
import { given, type Properties } from "./properties.ts";

/** An entry as in the YAML: by `id` (with `name`, the integration must have that name), by `name`, or by the glob `match`. */
export interface EntryInput {
  readonly id?: number;
  readonly name?: string;
  readonly match?: string;
  readonly schedule: DesiredSchedule;
  readonly mode?: Mode;
  /** true: an update that would write it writes nothing. */
  readonly protected?: boolean;
  /** Tags by which holds and freezes may select it. */
  readonly tags?: readonly string[];
  readonly owner?: string;
}

/** How many schedules one update may switch: a count, or whole percent of those managed. */
export interface LimitInputs {
  readonly disable?: Limit;
  readonly enable?: Limit;
}

/** The inputs of a `WorkspaceSchedules`, checked. */
export interface WorkspaceInputs extends OverlayInputs {
  readonly workspaceId: number;
  /** The workspace's name, to be asserted. */
  readonly name?: string;
  /** By integration id. */
  readonly schedules: Readonly<Record<string, DesiredSchedule>>;
  /** Names to be asserted, by id of `schedules`. */
  readonly names?: Readonly<Record<string, string>>;
  readonly entries?: readonly EntryInput[];
  readonly unmanaged?: Unmanaged;
  readonly limits?: LimitInputs;
  readonly onDelete?: OnDelete;
  /** Where each of `schedules` (by id), of `entries`, `holds` and `freezes` (by index, as `entries[0]`) and of `limits.disable` is written, for messages alone. */
  readonly __sources?: Readonly<Record<string, string>>;
}

/** Checked properties as inputs. `schedules` is empty if it is missing. */
export function workspaceInputs(properties: Properties): WorkspaceInputs {
  return { schedules: {}, ...given(properties) } as unknown as WorkspaceInputs;
}

/** The desired state that the inputs describe. */
export function desiredWorkspace(inputs: WorkspaceInputs): DesiredWorkspace {
  const { workspaceId, name = null, schedules, names = {}, entries = [], unmanaged = "report" } = inputs;
  const { limits = {}, __sources: sources = {} } = inputs;
  const byId = Object.entries(schedules).map(([id, schedule]): DesiredEntry => {
    const written = sources[id];
    const source = input(written ?? join("schedules", id));
    const asserted = names[id] ?? null;
    return {
      ...entryById(parseId(id) ?? 0, schedule, source),
      name: asserted,
      nameSource: asserted === null ? null : input(written ?? join("names", id)),
    };
  });
  return {
    id: workspaceId,
    name,
    tokenFrom: null,
    unmanaged,
    limits: desiredLimits(limits, sources),
    entries: [
      ...byId,
      ...entries.map((entry, index) => desiredEntry(entry, input(sources[`entries[${index}]`] ?? `entries[${index}]`))),
    ],
    source: input("workspaceId"),
    nameSource: name === null ? null : input("name"),
  };
}

/** The desired state that the inputs describe: the workspace, and the holds and freezes over it. */
export function desiredState(inputs: WorkspaceInputs): DesiredState {
  const workspace = desiredWorkspace(inputs);
  return { workspaces: [workspace], overlays: overlaysOf(inputs, workspace) };
}

function desiredLimits({ disable, enable }: LimitInputs, sources: Readonly<Record<string, string>>): Limits {
  const placed = (key: string, limit: Limit | undefined): Limits["disable"] =>
    limit === undefined ? null : { limit, source: input(sources[join("limits", key)] ?? join("limits", key)) };
  return { disable: placed("disable", disable), enable: placed("enable", enable) };
}

function desiredEntry(entry: EntryInput, source: Source): DesiredEntry {
  const {
    id,
    name,
    match,
    schedule,
    mode = "enforce",
    protected: isProtected = false,
    tags = [],
    owner = null,
  } = entry;
  const notes = { tags, owner };
  const about = {
    ...entryById(id ?? 0, schedule, source),
    ...notes,
    mode,
    protectedSource: isProtected ? source : null,
  };
  if (id !== undefined) return { ...about, name: name ?? null, nameSource: name === undefined ? null : source };
  if (name !== undefined) return { ...about, selector: { kind: "name", name } };
  return { ...about, selector: { kind: "match", glob: match ?? "" } };
}
