import { readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { configuration } from "../../src/declared/configuration.ts";
import { functions } from "../../src/declared/functions.ts";
import { integrationSchedule } from "../../src/declared/integration-schedule.ts";
import { limits } from "../../src/declared/limits.ts";
import { freeze, hold, select } from "../../src/declared/overlays.ts";
import type { Outputs } from "../../src/declared/property.ts";
import { scheduleEntry } from "../../src/declared/schedule-entry.ts";
import { types } from "../../src/declared/types.ts";
import { workspaceSchedules } from "../../src/declared/workspace-schedules.ts";

const rows: readonly [file: string, name: string, properties: Outputs, description?: string][] = [
  ["program/integration-schedule", "IntegrationScheduleArgs", integrationSchedule.inputs],
  ["program/integration-schedule", "IntegrationSchedule", integrationSchedule.outputs, integrationSchedule.description],
  ["program/workspace-schedules", "WorkspaceSchedulesArgs", workspaceSchedules.inputs],
  ["program/workspace-schedules", "WorkspaceSchedules", workspaceSchedules.outputs, workspaceSchedules.description],
  ["program/workspace-schedules", "ScheduleEntry", scheduleEntry, types.ScheduleEntry.description],
  ["program/workspace-schedules", "LimitArgs", limits, types.Limits.description],
  ["program/overlay-args", "SelectArgs", select, types.Select.description],
  ["program/overlay-args", "HoldArgs", hold, types.Hold.description],
  ["program/overlay-args", "FreezeArgs", freeze, types.Freeze.description],
  ["program/provider", "ProviderArgs", configuration],
  ["functions/executions", "GetExecutionsArgs", functions.getExecutions.inputs],
  ["functions/executions", "GetExecutionArgs", functions.getExecution.inputs],
  ["functions/executions", "GetActiveExecutionArgs", functions.getActiveExecution.inputs],
  ["functions/integrations", "GetIntegrationsArgs", functions.getIntegrations.inputs],
  ["functions/integrations", "GetIntegrationArgs", functions.getIntegration.inputs],
  ["functions/schedules", "GetScheduleArgs", functions.getSchedule.inputs],
  ["functions/workspaces", "GetWorkspaceArgs", functions.getWorkspace.inputs],
];

test.for(rows)("%s: the properties of %s are those that are declared, with their words", (row) => {
  const [file, name, properties, description] = row;
  const found = typeIn(file, name);
  const declared = Object.entries(properties).map(([key, property]) => [key, property.description]);
  expect(found.members).toEqual(Object.fromEntries(declared));
  if (description !== undefined) expect(found.description).toBe(description);
});

describe("the functions of the program", () => {
  const exported = readFileSync(new URL("../../src/index.ts", import.meta.url), "utf8");

  test.for(Object.keys(functions))("%s has a plain form and an Output form", (name) => {
    expect(exported).toMatch(new RegExp(`\\b${name},`));
    expect(exported).toMatch(new RegExp(`\\b${name}Output\\b`));
  });
});

/** A class or an interface of a source file: its text, and its declared properties with theirs. */
function typeIn(file: string, name: string): { description: string; members: Record<string, string> } {
  const text = readFileSync(new URL(`../../src/${file}.ts`, import.meta.url), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = source.statements.find(
    (node): node is ts.ClassDeclaration | ts.InterfaceDeclaration =>
      (ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node)) && node.name?.text === name,
  );
  if (found === undefined) throw new Error(`${file} has no ${name}`);
  const members = found.members.flatMap((member) => {
    if (!ts.isPropertySignature(member) && !ts.isPropertyDeclaration(member)) return [];
    const key = member.name.getText(source);
    return key.startsWith("__") ? [] : [[key, textOf(member)] as const];
  });
  return { description: textOf(found), members: Object.fromEntries(members) };
}

function textOf(node: ts.Node): string {
  const [doc] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return ts.getTextOfJSDocComment(doc?.comment) ?? "";
}
