import type { SkyviaClient } from "@skyvia-schedules/client";
import { mayTake, parseId, type Criterion, type DesiredState } from "@skyvia-schedules/core";
import { RunError } from "../verb/run-error.ts";
import { findWorkspace } from "../api/workspace-argument.ts";

/** The part of the files that a run is about, as far as flags say it. */
interface Asked {
  readonly workspace?: readonly string[];
  readonly select?: readonly Criterion[];
  readonly exclude?: readonly Criterion[];
}

/**
 * The workspaces that a run can be about, as far as files and flags show: those of `-w`, unless one is given by a name that only the API knows. If workspaces
 * have tokens of their own, a workspace without a selected integration is left out, so that its token is not needed.
 */
export function workspacesOfRun(
  { workspaces }: DesiredState,
  { workspace: wanted = [], select = [], exclude = [] }: Asked,
): DesiredState["workspaces"] {
  const named = wanted.map((argument) => workspaces.filter(({ name }) => name === argument));
  const ids = wanted.map((argument, index) => (named[index]?.length === 1 ? named[index][0]?.id : parseId(argument)));
  if (ids.includes(null)) return workspaces;
  const asked = ids.length === 0 ? workspaces : workspaces.filter(({ id }) => ids.includes(id));
  if (workspaces.every(({ tokenFrom }) => tokenFrom === null)) return asked;
  const selected = asked.filter(({ entries }) => entries.some((entry) => mayTake(entry, select, exclude)));
  return select.length + exclude.length === 0 || selected.length === 0 ? asked : selected;
}

/**
 * The part of the desired state that `-w` asks for. A name is looked up among the asserted names of the files first, and
 * only then requested from the API. Throws a `RunError` if no file lists the workspace.
 */
export async function narrow(
  desired: DesiredState,
  wanted: readonly string[] | undefined,
  client: SkyviaClient,
): Promise<DesiredState> {
  if (wanted === undefined || wanted.length === 0) return desired;
  const ids = new Set<number>();
  for (const argument of wanted) ids.add(await idIn(desired, argument, client));
  return { ...desired, workspaces: desired.workspaces.filter(({ id }) => ids.has(id)) };
}

/** Refuses an id of `-w` that no file lists. A name cannot be checked without the API. */
export function checkWanted(desired: DesiredState, wanted: readonly string[] | undefined): void {
  for (const argument of wanted ?? []) {
    const id = parseId(argument);
    const isAsserted = desired.workspaces.some(({ name }) => name === argument);
    if (id !== null && !isAsserted) requireIn(desired, id, argument);
  }
}

async function idIn(desired: DesiredState, argument: string, client: SkyviaClient): Promise<number> {
  const asserted = desired.workspaces.filter(({ name }) => name === argument);
  if (asserted.length === 1) return (asserted[0] as DesiredState["workspaces"][number]).id;
  return requireIn(desired, parseId(argument) ?? (await findWorkspace(client, argument)).id, argument);
}

function requireIn(desired: DesiredState, id: number, argument: string): number {
  if (desired.workspaces.some((workspace) => workspace.id === id)) return id;
  throw new RunError("usage", `-w ${argument}: no file lists this workspace`, "Add it to a file, or correct -w.");
}
