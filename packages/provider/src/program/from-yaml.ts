import { readFileSync } from "node:fs";
import { RunError } from "@pulumi/pulumi";
import { place, systemReason, type DesiredState, type Problem } from "@skyvia-schedules/core";
import { visibleLines } from "@skyvia-schedules/core/hidden-text";
import { loadDesired, type ConfigFile } from "@skyvia-schedules/core/yaml";
import { workspaceArgs } from "./workspace-args.ts";
import type { WorkspaceSchedulesArgs } from "./workspace-schedules.ts";

/** What of the files is asked for. */
export interface FromYamlOptions {
  /** The id of the workspace. */
  readonly workspace: number;
}

/**
 * The arguments of a `WorkspaceSchedules` from the YAML of the command line, by the same rules. Paths are taken from the
 * program's folder. Throws a `RunError` that lists every problem of every file with `file:line:column`.
 */
export function fromYaml(
  files: string | readonly string[],
  { workspace: id }: FromYamlOptions,
): WorkspaceSchedulesArgs {
  const { desired, problems } = loadDesired([files].flat().map(readConfig));
  if (problems.length > 0) throw new RunError(problems.map(problemText).join("\n"));
  const workspace = desired.workspaces.find((candidate) => candidate.id === id);
  if (workspace === undefined) throw new RunError(missingText(files, id, desired));
  return workspaceArgs(workspace, desired.overlays);
}

function readConfig(file: string): ConfigFile {
  try {
    return { file, bytes: readFileSync(file) };
  } catch (error) {
    throw new RunError(
      `${file} cannot be read (${systemReason(error)}): paths are taken from the program's folder, ${process.cwd()}`,
    );
  }
}

function problemText({ source, message, next }: Problem): string {
  const where = source === null ? "" : `${place(source)}: `;
  return visibleLines(`${where}error: ${message}${next === "" ? "" : `\n  ${next}`}`);
}

function missingText(files: string | readonly string[], id: number, { workspaces }: DesiredState): string {
  const known = workspaces.map((workspace) => workspace.id).join(", ");
  return `${[files].flat().join(", ")} has no workspace ${id}, only ${known}`;
}
