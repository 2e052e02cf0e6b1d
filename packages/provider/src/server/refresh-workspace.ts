import { isSkyviaError } from "@skyvia-schedules/client";
import { plan, refresh, type DesiredState, type LiveWorkspace } from "@skyvia-schedules/core";
import { ProviderError } from "../provider-error.ts";
import { inputsOf, refreshedWorkspace, type RefreshedWorkspace } from "../rules/refreshed-workspace.ts";
import type { Properties } from "../rules/properties.ts";
import type { WorkspaceInputs } from "../rules/workspace-inputs.ts";
import type { WorkspaceOutputs } from "../rules/workspace-outputs.ts";
import { wishOf } from "../rules/workspace-wish.ts";
import type { Work } from "./session.ts";

/**
 * The live state of every schedule in the state; if the state is empty, of the whole workspace. null: the workspace was deleted. `olds`: the outputs in the
 * state. `given`: the inputs there, where the engine sends them.
 */
export async function refreshWorkspace(
  work: Work,
  workspaceId: number,
  olds: Partial<WorkspaceOutputs>,
  given: Properties | undefined,
): Promise<RefreshedWorkspace | null> {
  const isImport = olds.workspaceId === undefined;
  const inputs = isImport ? await wholeWorkspace(work, workspaceId) : inputsOf(workspaceId, olds, given);
  const { holds: _, freezes: __, ...asKnown } = inputs;
  const wish = wishOf(inputs, work.now());
  const { desired } = wishOf(asKnown, work.now());
  const lives = await refresh(work.api, olds.__names === undefined ? desired : withListing(desired));
  const live = lives.get(workspaceId) as LiveWorkspace;
  if (live.failure?.kind === "missing") return null;
  const found = plan(desired, lives);
  const unreadable = found.problems.find(
    ({ code }) => code === "workspace-unreadable" || code === "schedule-unreadable",
  );
  if (unreadable !== undefined) throw new ProviderError(unreadable.message, unreadable.next);
  if (live.failure?.kind === "name-differs") return renamed(inputs, olds, live.failure.name);
  return refreshedWorkspace({ wish, live, plan: found, olds, now: work.now() });
}

/** The same, but names are read even if nothing else needs them. */
function withListing({ workspaces, overlays }: DesiredState): DesiredState {
  return { workspaces: workspaces.map((workspace) => ({ ...workspace, unmanaged: "report" })), overlays };
}

/** The result for a workspace with another name now: only the name was read. */
function renamed(inputs: WorkspaceInputs, olds: Partial<WorkspaceOutputs>, name: string | null): RefreshedWorkspace {
  const props = { ...(olds as WorkspaceOutputs), name: name ?? "" };
  return { props, inputs: inputsOf(inputs.workspaceId, props, { ...inputs }) };
}

/** Every integration of a workspace, with its name, to be read. Throws a `ProviderError` if the workspace does not exist. */
async function wholeWorkspace({ api }: Work, workspaceId: number): Promise<WorkspaceInputs> {
  const found = new Map<number, string | null>();
  try {
    for await (const step of api.integrationPages(workspaceId)) {
      if (step.kind === "restarted") found.clear();
      else for (const { id, name } of step.items) found.set(id, name);
    }
  } catch (error) {
    if (!isSkyviaError(error) || error.code !== "not-found") throw error;
    throw new ProviderError(
      `workspace ${workspaceId} does not exist`,
      "Correct the id, or use a token that covers this workspace.",
    );
  }
  const names = [...found].filter((entry): entry is [number, string] => entry[1] !== null && entry[1] !== "");
  return {
    workspaceId,
    schedules: Object.fromEntries([...found.keys()].map((id) => [id, "enabled"])),
    ...(names.length === 0 ? {} : { names: Object.fromEntries(names) }),
  };
}
