import { disguiseNote, lookAlikeOf, lookAlikeSentence } from "@skyvia-schedules/core";
import type { SkyviaClient, Workspace } from "@skyvia-schedules/client";
import { parseId } from "@skyvia-schedules/core/id";
import { RunError } from "../verb/run-error.ts";

/** The workspace that `-w` names. A lookup by name takes one call, and the result has the name; a lookup by id takes none. */
export async function findWorkspace(
  client: SkyviaClient,
  argument: string,
): Promise<{ readonly id: number; readonly name: string | null }> {
  const id = parseId(argument);
  if (id !== null) return { id, name: null };
  const workspaces = await client.listWorkspaces();
  const found = workspaces.filter(({ name }) => name === argument);
  if (found.length === 1) return found[0] as Workspace;
  const ids = found.map((workspace) => workspace.id).join(", ");
  const message =
    found.length === 0
      ? `no workspace of this token is named ${JSON.stringify(argument)}${alikeNote(argument, workspaces)}`
      : `${found.length} workspaces are named ${JSON.stringify(argument)}: ${ids}`;
  throw new RunError(
    "workspace-not-found",
    message,
    "Give the workspace's id; `skyvia-schedules workspaces` lists them.",
  );
}

/** A note about something whose name only looks like the requested one. It is appended to the message that nothing has that name. */
export function alikeNote(
  asked: string,
  known: Iterable<{ readonly id: number; readonly name: string | null }>,
): string {
  const twin = lookAlikeOf(asked, known, ({ name }) => name);
  if (twin === undefined) return disguiseNote(asked);
  const sentence = lookAlikeSentence({ text: twin.name ?? "", in: "the live name" }, { text: asked, in: "yours" });
  return `, but ${twin.id} is named ${JSON.stringify(twin.name)}. ${sentence.slice(0, -1)}`;
}
