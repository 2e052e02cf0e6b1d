import { buildApplication, buildCommand, buildRouteMap, type Application } from "@stricli/core";
import type { Context } from "./context.ts";
import * as flags from "./flags.ts";
import { lazyVerb } from "./lazy-verb.ts";
import { usageText } from "./usage-text.ts";
import { tool } from "./version.ts";

/** The command line: every verb with its flags. A verb's own code is loaded when it runs. */
export function createApp(): Application<Context> {
  const root = buildRouteMap({ routes, docs: { brief: "Skyvia schedules as code" } });
  return buildApplication(root, {
    name: "skyvia-schedules",
    versionInfo: { getCurrentVersion: async () => tool().version },
    scanner: { caseStyle: "allow-kebab-for-camel" },
    documentation: { caseStyle: "convert-camel-to-kebab", disableAnsiColor: true, useAliasInUsageLine: true },
    localization: { text: usageText },
  });
}

const idArgument = { parse: flags.id, placeholder: "id", brief: "The integration's id" } as const;
const onlyId = { kind: "tuple", parameters: [idArgument] } as const;
const workspaceAlias = { w: "workspace" } as const;
const wait = { kind: "boolean", default: false, withNegated: false } as const;
const yes = { kind: "boolean", default: false, withNegated: false, brief: "Do not ask for confirmation" } as const;

const routes = {
  validate: buildCommand({
    loader: lazyVerb(() => import("./commands/validate.ts")),
    parameters: { flags: flags.fileFlags, aliases: { f: "file" } },
    docs: { brief: "Check the files alone; no token, no calls" },
  }),
  plan: buildCommand({
    loader: lazyVerb(() => import("./commands/plan.ts")),
    parameters: {
      flags: {
        ...flags.planFlags,
        detailedExitcode: {
          kind: "boolean",
          default: false,
          withNegated: false,
          brief: "Exit with 2 where changes are pending",
        },
        out: { ...flags.outFlag, brief: "Save the plan, for `apply <file>`" },
        expires: {
          kind: "parsed",
          parse: flags.duration,
          optional: true,
          placeholder: "time",
          brief: "With --out: how long the plan may be applied, such as 24h [for ever]",
        },
      },
      aliases: flags.planAliases,
    },
    docs: { brief: "Show what would change" },
  }),
  apply: buildCommand({
    loader: lazyVerb(() => import("./commands/apply.ts")),
    parameters: {
      flags: {
        ...flags.planFlags,
        yes,
        skipStale: {
          kind: "boolean",
          default: false,
          withNegated: false,
          brief: "With a plan file: leave out what is not as the plan saw it",
        },
      },
      aliases: flags.planAliases,
      positional: {
        kind: "tuple",
        parameters: [
          { parse: String, optional: true, placeholder: "plan-file", brief: "A plan saved by `plan --out`" },
        ],
      },
    },
    docs: { brief: "Enable and disable schedules until live is as desired" },
  }),
  status: buildCommand({
    loader: lazyVerb(() => import("./commands/status.ts")),
    parameters: { flags: flags.planFlags, aliases: flags.planAliases },
    docs: { brief: "Show live beside desired for every managed schedule" },
  }),
  import: buildCommand({
    loader: lazyVerb(() => import("./commands/import.ts")),
    parameters: {
      flags: {
        workspace: {
          kind: "parsed",
          parse: flags.text,
          variadic: true,
          placeholder: "id|name",
          brief: "The workspace to import, by id or exact name, repeatable",
        },
        out: { ...flags.outFlag, brief: "Write this file instead of stdout" },
        merge: {
          kind: "boolean",
          default: false,
          withNegated: false,
          brief: "With --out: add what is new to the file, and keep the rest of it as it is",
        },
        ...flags.apiFlags,
      },
      aliases: workspaceAlias,
    },
    docs: { brief: "Write YAML from a live workspace" },
  }),
  workspaces: buildCommand({
    loader: lazyVerb(() => import("./commands/workspaces.ts")),
    parameters: {
      flags: flags.apiFlags,
      positional: {
        kind: "tuple",
        parameters: [{ parse: flags.id, optional: true, placeholder: "id", brief: "Only this workspace" }],
      },
    },
    docs: { brief: "List the workspaces of the token, or show one" },
  }),
  list: buildCommand({
    loader: lazyVerb(() => import("./commands/list.ts")),
    parameters: { flags: flags.workspaceFlags, aliases: workspaceAlias },
    docs: { brief: "List the integrations of a workspace" },
  }),
  get: buildCommand({
    loader: lazyVerb(() => import("./commands/get.ts")),
    parameters: { flags: flags.workspaceFlags, aliases: workspaceAlias, positional: onlyId },
    docs: { brief: "Show one integration and its schedule" },
  }),
  executions: buildCommand({
    loader: lazyVerb(() => import("./commands/executions.ts")),
    parameters: {
      flags: {
        ...flags.workspaceFlags,
        ...flags.executionFlags,
        active: { kind: "boolean", default: false, withNegated: false, brief: "Show the one that is active now" },
      },
      aliases: workspaceAlias,
      positional: {
        kind: "tuple",
        parameters: [
          idArgument,
          { parse: flags.runId, optional: true, placeholder: "runId", brief: "Show this execution in full" },
        ],
      },
    },
    docs: { brief: "List the finished executions of an integration, or show one" },
  }),
  run: buildCommand({
    loader: lazyVerb(() => import("./commands/run.ts")),
    parameters: {
      flags: { ...flags.workspaceFlags, wait: { ...wait, brief: "Wait for its end: exit code 0 succeeded, 1 not" } },
      aliases: workspaceAlias,
      positional: onlyId,
    },
    docs: { brief: "Run an integration now" },
  }),
  cancel: buildCommand({
    loader: lazyVerb(() => import("./commands/cancel.ts")),
    parameters: {
      flags: { ...flags.workspaceFlags, wait: { ...wait, brief: "Wait until it has ended" } },
      aliases: workspaceAlias,
      positional: onlyId,
    },
    docs: { brief: "Cancel the active execution; running tasks are let finish" },
  }),
  kill: buildCommand({
    loader: lazyVerb(() => import("./commands/kill.ts")),
    parameters: { flags: flags.workspaceFlags, aliases: workspaceAlias, positional: onlyId },
    docs: { brief: "End the active execution by force" },
  }),
  enable: buildCommand({
    loader: lazyVerb(() => import("./commands/enable.ts")),
    parameters: { flags: flags.workspaceFlags, aliases: workspaceAlias, positional: onlyId },
    docs: { brief: "Enable one schedule" },
  }),
  disable: buildCommand({
    loader: lazyVerb(() => import("./commands/disable.ts")),
    parameters: { flags: flags.workspaceFlags, aliases: workspaceAlias, positional: onlyId },
    docs: { brief: "Disable one schedule" },
  }),
  emulator: buildCommand({
    loader: lazyVerb(() => import("./commands/emulator.ts")),
    parameters: { flags: flags.emulatorFlags },
    docs: { brief: "Serve a local copy of the API, with a page to look at" },
  }),
  demo: buildCommand({
    loader: lazyVerb(() => import("./commands/demo.ts")),
    parameters: { flags: flags.formatFlags },
    docs: { brief: "Walk through the main job on the emulator" },
  }),
  version: buildCommand({
    loader: lazyVerb(() => import("./commands/version.ts")),
    parameters: { flags: flags.formatFlags },
    docs: { brief: "Print the version" },
  }),
} as const;

/** The names of all verbs. */
export const verbs: readonly string[] = Object.keys(routes);
