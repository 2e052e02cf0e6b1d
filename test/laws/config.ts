import type { DesiredState } from "@skyvia-schedules/core";
import { loadDesired } from "@skyvia-schedules/core/yaml";

/** An entry as a file has it. */
export interface EntryText {
  readonly id?: number;
  readonly name?: string;
  readonly match?: string;
  readonly schedule: "enabled" | "disabled";
  readonly mode?: "observe";
  readonly tags?: readonly string[];
  readonly owner?: string;
}

/** A workspace as a file has it. */
export interface WorkspaceText {
  readonly id: number;
  readonly name?: string;
  readonly unmanaged?: "ignore" | "report" | "fail";
  readonly integrations: readonly EntryText[];
}

/** The text of a file: JSON is YAML too. */
export function fileOf(workspaces: readonly WorkspaceText[]): string {
  return JSON.stringify({ version: 1, workspaces }, null, 1);
}

/** The desired state of a text. Throws if it has a problem. */
export function desiredOf(text: string): DesiredState {
  const { desired, problems } = loadDesired([{ file: "skyvia.yaml", bytes: new TextEncoder().encode(text) }]);
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join("\n"));
  return desired;
}
