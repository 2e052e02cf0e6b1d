import { readFileSync } from "node:fs";
import { RunError } from "@pulumi/pulumi";
import {
  place,
  placePrefix,
  systemReason,
  type DesiredState,
  type Problem,
  type TokenVariable,
} from "@skyvia-schedules/core";
import { visibleLines } from "@skyvia-schedules/core/hidden-text";
import { loadDesired, type ConfigFile } from "@skyvia-schedules/core/yaml";
import { workspaceArgs } from "./workspace-args.ts";
import type { WorkspaceSchedulesArgs } from "./workspace-schedules.ts";

/** The part of the files to use. */
export interface FromYamlOptions {
  /** The id of the workspace. */
  readonly workspace: number;
  /**
   * Accepts a workspace with `tokenFrom`. The resource does not read that variable: it uses the token of its provider, which has to belong to the same account.
   * Default: false.
   */
  readonly ignoreTokenFrom?: boolean;
}

/**
 * The arguments of a `WorkspaceSchedules` from the YAML of the command line, by the same rules. Paths are relative to the program's folder. Throws a `RunError`
 * that lists every problem of every file with `file:line:column`, and one for a workspace with `tokenFrom` unless `ignoreTokenFrom` is true.
 */
export function fromYaml(
  files: string | readonly string[],
  { workspace: id, ignoreTokenFrom = false }: FromYamlOptions,
): WorkspaceSchedulesArgs {
  const { desired, problems } = loadDesired([files].flat().map(readConfig));
  if (problems.length > 0) throw new RunError(problems.map(problemText).join("\n"));
  const workspace = desired.workspaces.find((candidate) => candidate.id === id);
  if (workspace === undefined) throw new RunError(missingText(files, id, desired));
  if (workspace.tokenFrom !== null && !ignoreTokenFrom) throw new RunError(tokenText(id, workspace.tokenFrom));
  return workspaceArgs(workspace, desired.overlays);
}

function readConfig(file: string): ConfigFile {
  try {
    return { file, bytes: readFileSync(file) };
  } catch (error) {
    throw new RunError(
      `${file} cannot be read (${systemReason(error)}): paths are relative to the program's folder, ${process.cwd()}`,
    );
  }
}

function problemText({ source, message, next }: Problem): string {
  return visibleLines(`${placePrefix(source)}error: ${message}${next === "" ? "" : `\n  ${next}`}`);
}

function tokenText(id: number, { variable, source }: TokenVariable): string {
  return `${place(source)}: error: workspace ${id} has \`tokenFrom: ${variable}\`, but a resource uses the token of its provider
  Make a Provider with the token of that account, pass it as \`provider\` to the resource, and pass \`ignoreTokenFrom: true\` to fromYaml.`;
}

function missingText(files: string | readonly string[], id: number, { workspaces }: DesiredState): string {
  const known = workspaces.map((workspace) => workspace.id).join(", ");
  return `${[files].flat().join(", ")} has no workspace ${id}, only ${known}`;
}
