import type { SkyviaClient } from "@skyvia-schedules/client";
import { parseId, type DesiredState } from "@skyvia-schedules/core";
import { RunError } from "../verb/run-error.ts";
import { findWorkspace } from "../api/workspace-argument.ts";

/**
 * The part of the desired state that `-w` asks for. A name is looked up among the asserted names of the files first, and
 * only then requested from the API. Throws a `RunError` where no file lists the workspace.
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

/** Refuses a workspace of `-w` that the files do not have, as far as that shows without the API: given by its id. */
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
