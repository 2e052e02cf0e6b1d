import type { SkyviaClient } from "@skyvia-schedules/client";
import { parseId, type DesiredState } from "@skyvia-schedules/core";
import { RunError } from "../verb/run-error.ts";
import { findWorkspace } from "../api/workspace-argument.ts";

/**
 * The part of the desired state that `-w` asks for. A name is looked up among the asserted names of the files first, and
 * only then asked of the API. Throws a `RunError` where the files say nothing of such a workspace.
 */
export async function narrow(
  desired: DesiredState,
  wanted: readonly string[] | undefined,
  client: SkyviaClient,
): Promise<DesiredState> {
  if (wanted === undefined || wanted.length === 0) return desired;
  const ids = new Set<number>();
  for (const argument of wanted) ids.add(await idIn(desired, argument, client));
  return { workspaces: desired.workspaces.filter(({ id }) => ids.has(id)) };
}

async function idIn(desired: DesiredState, argument: string, client: SkyviaClient): Promise<number> {
  const asserted = desired.workspaces.filter(({ name }) => name === argument);
  if (asserted.length === 1) return (asserted[0] as DesiredState["workspaces"][number]).id;
  const id = parseId(argument) ?? (await findWorkspace(client, argument)).id;
  if (desired.workspaces.some((workspace) => workspace.id === id)) return id;
  throw new RunError(
    "usage",
    `-w ${argument}: the files say nothing of this workspace`,
    "Add it to a file, or correct -w.",
  );
}
