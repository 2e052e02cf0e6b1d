import { isDefined, type ImportedIntegration, type ImportedWorkspace } from "./imported.ts";
import { escapeHidden } from "./quote-text.ts";
import { entryLines, indented, workspaceLines } from "./write-entry.ts";

export interface RenderOptions {
  /** Where editors find the schema: a path or URL. */
  readonly schema?: string;
  /** Whether a comment says what an asserted name of a workspace needs. */
  readonly explainNames?: boolean;
}

/**
 * The file that asks for the current live state, in the given order. Loading it gives exactly these ids, names and states; integrations without a defined
 * schedule are left out, each with a comment.
 */
export function renderImport(workspaces: readonly ImportedWorkspace[], options: RenderOptions = {}): string {
  const { schema = "https://unpkg.com/skyvia-schedules/schema.json", explainNames = false } = options;
  const lines = [`# yaml-language-server: $schema=${escapeHidden(schema)}`, "version: 1"];
  if (workspaces.length === 0) lines.push("workspaces: []");
  else lines.push("workspaces:", ...workspaces.flatMap((workspace) => indented(linesOf(workspace, explainNames), 2)));
  return `${lines.join("\n")}\n`;
}

const nameNote = "  # The workspace must have this name. To verify it, a plan needs the scope Workspace / Read.";

function linesOf(workspace: ImportedWorkspace, explainNames: boolean): string[] {
  const plain = workspaceLines({ ...workspace, integrations: [] });
  const head =
    explainNames && workspace.name !== null && workspace.name !== "" ? plain.toSpliced(1, 0, nameNote) : plain;
  const { integrations } = workspace;
  const above = head.slice(0, -1);
  if (!integrations.some(isDefined)) {
    return [...above, ...integrations.flatMap((item) => indented(itemLines(item), 2)), "  integrations: []"];
  }
  return [...above, "  integrations:", ...integrations.flatMap((item) => indented(itemLines(item), 4))];
}

function itemLines(integration: ImportedIntegration): string[] {
  if (isDefined(integration)) return entryLines(integration);
  const { id, name } = integration;
  return [`# ${id}${name === null || name === "" ? "" : ` ${escapeHidden(name)}`}: no schedule is defined, left out`];
}
