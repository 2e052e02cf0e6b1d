import {
  asDesired,
  createEntryLookup,
  decidingEntry,
  needsNames,
  type DesiredState,
  type DesiredWorkspace,
  type EntryLookup,
} from "@skyvia-schedules/core";
import {
  effectiveStates,
  type EffectiveStates,
  type NextTransition,
  type Subject,
} from "./overlays/effective-states.ts";
import { hasOverlays, evaluationInstant } from "./overlays/overlay-inputs.ts";
import { overlayOutputs, type OverlayOutputs } from "./overlays/overlay-outputs.ts";
import { desiredState, type WorkspaceInputs } from "./workspace-inputs.ts";
import type { States, WorkspaceOutputs } from "./workspace-outputs.ts";

/** The states that a program asks for a workspace at an instant. */
export interface Wish {
  readonly inputs: WorkspaceInputs;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly desired: DesiredState;
  readonly workspace: DesiredWorkspace;
  readonly lookup: EntryLookup;
  readonly states: EffectiveStates;
}

/** The states that checked inputs ask for. `now`: milliseconds since the epoch, for a program that sets no instant. */
export function wishOf(inputs: WorkspaceInputs, now: number): Wish {
  const at = evaluationInstant(inputs, now);
  const desired = desiredState(inputs);
  const [workspace] = desired.workspaces;
  if (workspace === undefined) throw new TypeError("a resource is about one workspace");
  const states = effectiveStates(workspace, desired.overlays, at);
  return { inputs, at, desired, workspace, lookup: createEntryLookup(workspace), states };
}

/** The part of the state about integrations that holds and freezes need. */
export type KnownIntegrations = Pick<Partial<WorkspaceOutputs>, "selected" | "observed" | "__names">;

/** An integration by its id, where an entry decides about it. */
export function subjectById(
  { inputs, lookup }: Wish,
  { __names: names }: KnownIntegrations,
  id: number,
): Subject | null {
  const name = names?.[id] ?? inputs.names?.[id] ?? null;
  const entry = lookup.byId(id);
  return entry === undefined ? null : { entry, id, name };
}

/** The integrations that a resource is about, as far as the state knows them. */
function* subjectsOf(wish: Wish, known: KnownIntegrations): Generator<Subject> {
  const { workspace, lookup } = wish;
  for (const { selector } of workspace.entries) {
    const subject = selector.kind === "id" ? subjectById(wish, known, selector.id) : null;
    if (subject !== null) yield subject;
  }
  const { selected = {}, observed = {}, __names: names } = known;
  const others = new Map([
    ...Object.entries(selected).map(([id, { name }]) => [Number(id), name] as const),
    ...Object.keys(observed).map((id) => [Number(id), names?.[id] ?? null] as const),
  ]);
  for (const [id, name] of others) {
    const entry = lookup.byId(id) === undefined ? decidingEntry(lookup, { id, name }) : undefined;
    if (entry !== undefined) yield { entry, id, name };
  }
}

/** The next change of them that time causes. */
export function nextOfWish(wish: Wish, known: KnownIntegrations): NextTransition | undefined {
  return hasOverlays(wish.inputs) ? wish.states.next(subjectsOf(wish, known)) : undefined;
}

/** Whether the names of integrations decide what holds and freezes are about. */
export function isByName({ desired, workspace, at }: Wish): boolean {
  return needsNames(desired, workspace, at);
}

/** The desired states without holds and freezes, for the schedules whose state differs. */
export function baseOf(
  { schedules, ...inputs }: WorkspaceInputs,
  states: States,
): Record<string, "enabled" | "disabled"> {
  if (!hasOverlays(inputs)) return {};
  return Object.fromEntries(
    Object.entries(schedules).filter(([id, base]) => states[id] !== undefined && asDesired(states[id]) !== base),
  );
}

/** The outputs about holds and freezes. */
export function overlaidOutputs(
  wish: Wish,
  known: KnownIntegrations,
  states: States,
): OverlayOutputs & Pick<WorkspaceOutputs, "__base"> {
  const base = baseOf(wish.inputs, states);
  return {
    ...overlayOutputs(wish.inputs, wish.at, nextOfWish(wish, known)),
    ...(Object.keys(base).length === 0 ? {} : { __base: base }),
  };
}
