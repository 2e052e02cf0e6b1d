import { limits } from "./limits.ts";
import { freeze, hold, nextTransition, select, transitionCause } from "./overlays.ts";
import type { Outputs, TypeName } from "./property.ts";
import { executionOutputs, integrationOutputs, workspaceOutputs } from "./records.ts";
import { scheduleEntry } from "./schedule-entry.ts";

/** A type with a name: one of some words, or an object. */
export type TypeDeclaration =
  | { readonly description: string; readonly words: Readonly<Record<string, string>> }
  | { readonly description: string; readonly properties: Outputs };

const selected: Outputs = {
  name: { type: "string", description: "The name of the integration." },
  schedule: { type: { ref: "ScheduleState" }, required: true, description: "The live state of its schedule." },
};

/** Every named type. The description of each word is next to the word. */
export const types: Readonly<Record<TypeName, TypeDeclaration>> = {
  DesiredSchedule: {
    description: "The state of a schedule that a program asks for.",
    words: { enabled: "The schedule is on.", disabled: "The schedule is off." },
  },
  ScheduleState: {
    description: "The state of a schedule in the API.",
    words: {
      enabled: "The schedule is on.",
      disabled: "The schedule is off.",
      undefined: "No schedule is defined. Only Skyvia's web editor can define one.",
    },
  },
  OnDelete: {
    description: "What happens to a schedule when its resource is deleted.",
    words: {
      leave: "The schedule stays as it is.",
      disable: "The schedule is disabled.",
      restore: "The schedule gets the state that it had before the resource managed it.",
    },
  },
  Unmanaged: {
    description: "What to do about integrations that the resource does not cover.",
    words: {
      ignore: "The resource does not look for them.",
      report: "Their ids are an output.",
      fail: "An update fails before its first write if there are any.",
    },
  },
  Mode: {
    description: "Whether an entry sets schedules.",
    words: {
      enforce: "The schedule is set.",
      observe: "The state is reported under `observed`, and never set.",
    },
  },
  SortBy: {
    description: "The property that executions are sorted by.",
    words: { startDate: "By the time of their start.", runId: "By their run id." },
  },
  SortOrder: {
    description: "The order of a list.",
    words: { asc: "The smallest or oldest first.", desc: "The largest or newest first." },
  },
  ScheduleEntry: {
    description:
      "An entry as in the YAML: by `id` (with `name`, the integration must have that name), by `name` alone, or by the glob `match` alone.",
    properties: scheduleEntry,
  },
  Limits: {
    description: 'How many schedules one update may switch: a count, or whole percent of those managed, as `"10%"`.',
    properties: limits,
  },
  Overrides: {
    description: "The layers that a hold takes precedence over.",
    words: { freeze: "The hold also overrides freezes." },
  },
  LayerKind: {
    description: "The kinds of layers over the entries.",
    words: { hold: "An override with a reason.", freeze: "A window in which schedules are off." },
  },
  Select: {
    description:
      "The integrations that a hold or a freeze is about: one or more keys, each with a value or a list. An integration must match all of the keys; a list matches if one of its values does.",
    properties: select,
  },
  Hold: { description: "Overrides the desired state for some time, with a reason.", properties: hold },
  Freeze: {
    description:
      "A window in which schedules are off: once, with `from` and `until`, or repeatedly, with `cron`, `duration` and `timeZone`.",
    properties: freeze,
  },
  NextTransition: { description: "The next change that time causes.", properties: nextTransition },
  TransitionCause: { description: "The hold or freeze that causes a change.", properties: transitionCause },
  Selected: { description: "An integration that one of `entries` selects.", properties: selected },
  Workspace: { description: "A workspace of the account.", properties: workspaceOutputs },
  Integration: { description: "An integration of a workspace.", properties: integrationOutputs },
  Execution: { description: "An execution of an integration.", properties: executionOutputs },
};
