import { checkEntries, checkLimits } from "./check-entries.ts";
import { aName, anId, oneOf, plain } from "../rules/findings.ts";
import { aSchedule, mapById } from "./schedule-rules.ts";
import { overlayInputs, overlayOutputs } from "./overlays.ts";
import type { Inputs, OutputsOf, ResourceDeclaration } from "./property.ts";
import type { WorkspaceOutputs } from "../rules/workspace-outputs.ts";

const inputs: Inputs = {
  workspaceId: {
    type: "integer",
    required: true,
    replaces: true,
    check: plain(anId),
    description: "The workspace. A change replaces the resource.",
  },
  name: {
    type: "string",
    check: plain(aName),
    description: "Asserted if given: nothing is written unless the workspace has exactly this name.",
  },
  schedules: {
    type: { map: { ref: "DesiredSchedule" } },
    check: mapById(aSchedule),
    description:
      "The desired states by integration id. `onDelete` says what happens to a schedule whose id is removed.",
  },
  names: {
    type: { map: "string" },
    check: mapById(aName),
    description: "Asserted names, by id of `schedules`.",
  },
  entries: {
    type: { list: { ref: "ScheduleEntry" } },
    check: checkEntries,
    description:
      "Entries that select by name or glob, or that only observe. An entry by id or name takes precedence over globs; among globs the first one decides.",
  },
  unmanaged: {
    type: { ref: "Unmanaged" },
    check: plain(oneOf("ignore", "report", "fail")),
    description:
      "What to do about integrations that this resource does not cover: `report` (default) outputs their ids, `fail` stops before any write, `ignore` does not look.",
  },
  limits: {
    type: { ref: "Limits" },
    check: checkLimits,
    description:
      "An update that would switch more schedules fails, and writes nothing in the workspace. Default: no limit, because a preview comes first.",
  },
  onDelete: {
    type: { ref: "OnDelete" },
    check: plain(oneOf("leave", "disable", "restore")),
    description:
      "What happens to a schedule when its id is removed or the resource is deleted: `leave` (default), `disable`, or `restore`, which sets the state that was found first.",
  },
  ...overlayInputs,
};

const outputs: OutputsOf<WorkspaceOutputs> = {
  workspaceId: { type: "integer", required: true, repeats: ["workspaceId"], description: "The workspace." },
  name: { type: "string", repeats: ["name"], description: "The name that the workspace must have." },
  schedules: {
    type: { map: { ref: "ScheduleState" } },
    required: true,
    repeats: ["schedules"],
    description: "Live states by integration id. `undefined`: no schedule is defined.",
  },
  names: { type: { map: "string" }, repeats: ["names"], description: "Asserted names, by integration id." },
  entries: {
    type: { list: { ref: "ScheduleEntry" } },
    repeats: ["entries"],
    description: "The entries that the program gives.",
  },
  unmanaged: {
    type: { ref: "Unmanaged" },
    repeats: ["unmanaged"],
    description: "What to do about integrations that this resource does not cover.",
  },
  limits: { type: { ref: "Limits" }, repeats: ["limits"], description: "How many schedules one update may switch." },
  onDelete: {
    type: { ref: "OnDelete" },
    repeats: ["onDelete"],
    description: "What happens to a schedule when its id is removed or the resource is deleted.",
  },
  selected: {
    type: { map: { ref: "Selected" } },
    required: true,
    repeats: ["entries"],
    description: "The integrations that `entries` select, by integration id.",
  },
  observed: {
    type: { map: { ref: "ScheduleState" } },
    required: true,
    repeats: ["entries"],
    description: "Live states of the integrations that are only observed, by integration id.",
  },
  unmanagedIds: {
    type: { list: "integer" },
    required: true,
    description: 'The first 100 integrations that this resource does not cover; empty with `unmanaged: "ignore"`.',
  },
  unmanagedCount: {
    type: "integer",
    required: true,
    description: "How many integrations this resource does not cover.",
  },
  previousStates: {
    type: { map: { ref: "ScheduleState" } },
    required: true,
    description: "The state of each schedule when this resource began to manage it, by integration id.",
  },
  ...overlayOutputs,
};

/** The resource `WorkspaceSchedules`. */
export const workspaceSchedules: ResourceDeclaration<WorkspaceOutputs> = {
  description:
    "The schedules of a whole workspace in one resource: one listing, parallel writes, thousands in seconds.",
  inputs,
  outputs,
};
