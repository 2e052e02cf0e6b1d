import type { Command } from "@stricli/core";
import { command } from "./command.ts";
import type { VerbName } from "./verb-names.ts";
import type { Context } from "../verb/context.ts";
import { apiFlags, formatFlags, tokenFromFlags, workspaceFlags } from "../flags/api-flags.ts";
import { demoFlags, emulatorFlags } from "../flags/emulator-flags.ts";
import { executionFlags } from "../flags/execution-flags.ts";
import {
  appliedFlags,
  atFlags,
  explainFlags,
  fileFlags,
  historyFlags,
  hygieneFlags,
  lightFlags,
  planAliases,
  planFlags,
  reportFlags,
} from "../flags/plan-flags.ts";
import { watchFlags } from "../flags/watch-flags.ts";
import { limitFlags, outFlag, writeFlags } from "../flags/write-flags.ts";
import { drainFlags, healthFlags } from "../flags/gate-flags.ts";
import * as pauseFlags from "../flags/pause-flags.ts";
import { accepting, duration, id, instant, runId, schemaName, shell, text } from "../flags/values.ts";

const idArgument = { parse: id, placeholder: "id", brief: "The integration's id" } as const;
const onlyId = { kind: "tuple", parameters: [idArgument] } as const;
const workspaceAlias = { w: "workspace" } as const;
const wait = { kind: "boolean", default: false, withNegated: false } as const;

/** Every verb but `help`, with its flags and arguments. A verb's own code is loaded when it runs. */
export const verbs: Readonly<Record<Exclude<VerbName, "help">, Command<Context>>> = {
  validate: command(() => import("../commands/validate.ts"), "Check the files; needs no token and sends nothing", {
    flags: {
      ...fileFlags,
      fixExpired: {
        kind: "boolean",
        default: false,
        withNegated: false,
        brief: "Delete expired holds and freezes from the files, and nothing else",
      },
      pulumiStack: {
        kind: "parsed",
        parse: text,
        optional: true,
        variadic: true,
        placeholder: "file",
        brief: "Also report what the stack of this `pulumi stack export` manages",
      },
    },
    aliases: { f: "file" },
  }),
  plan: command(() => import("../commands/plan.ts"), "Show what would change", {
    flags: {
      ...planFlags,
      ...atFlags,
      ...lightFlags,
      ...historyFlags,
      ...limitFlags,
      detailedExitcode: {
        kind: "boolean",
        default: false,
        withNegated: false,
        brief: "Exit with 2 if changes are pending",
      },
      out: { ...outFlag, brief: "Save the plan to this new file, for `apply <file>`" },
      expires: {
        kind: "parsed",
        parse: duration,
        optional: true,
        placeholder: "time",
        brief: "With --out: how long the plan may be applied, such as 24h [no limit]",
      },
    },
    aliases: planAliases,
  }),
  apply: command(() => import("../commands/apply.ts"), "Enable and disable schedules as the files say", {
    flags: {
      ...planFlags,
      ...writeFlags,
      ...healthFlags,
      ...drainFlags,
      skipStale: {
        kind: "boolean",
        default: false,
        withNegated: false,
        brief: "With a plan file: skip schedules that changed since the plan",
      },
    },
    aliases: planAliases,
    positional: {
      kind: "tuple",
      parameters: [{ parse: String, optional: true, placeholder: "plan-file", brief: "A plan saved by `plan --out`" }],
    },
  }),
  show: command(() => import("../commands/show.ts"), "Show a saved plan; needs no token and sends nothing", {
    flags: reportFlags,
    positional: {
      kind: "tuple",
      parameters: [{ parse: text, placeholder: "plan-file", brief: "A plan saved by `plan --out`" }],
    },
  }),
  drift: command(() => import("../commands/drift.ts"), "Show how live schedules differ from the files, and why", {
    flags: {
      ...planFlags,
      ...atFlags,
      ...lightFlags,
      ...historyFlags,
      correct: {
        kind: "boolean",
        default: false,
        withNegated: false,
        brief: "Enable and disable what differs, as apply does",
      },
      accept: {
        kind: "parsed",
        parse: accepting,
        optional: true,
        placeholder: "ids|all",
        brief: "Write live states into the files: those of these ids, or all that were switched outside",
      },
      ...appliedFlags,
      ...writeFlags,
    },
    aliases: planAliases,
  }),
  watch: command(
    () => import("../commands/watch.ts"),
    "Compare again and again, report what differs, and correct it with --correct",
    { flags: watchFlags, aliases: planAliases },
  ),
  status: command(
    () => import("../commands/status.ts"),
    "Show the live and the desired state of every managed schedule",
    {
      flags: {
        ...planFlags,
        ...atFlags,
        ...lightFlags,
        hygiene: {
          kind: "boolean",
          default: false,
          withNegated: false,
          brief:
            "Also report what somebody should look at: failing, never ran, disabled for long, no owner (one call per schedule)",
        },
        ...hygieneFlags,
      },
      aliases: planAliases,
    },
  ),
  report: command(() => import("../commands/report.ts"), "Write an HTML page about all managed schedules", {
    flags: {
      out: {
        kind: "parsed",
        parse: text,
        placeholder: "file",
        brief: "The HTML file; an existing file is replaced",
      },
      ...planFlags,
      history: {
        kind: "boolean",
        default: true,
        brief: "Show the last 10 runs of each integration, which costs one call for each",
      },
      ...hygieneFlags,
      ...appliedFlags,
    },
    aliases: planAliases,
  }),
  explain: command(() => import("../commands/explain.ts"), "Show which entry decides about one integration, and why", {
    flags: explainFlags,
    aliases: planAliases,
    positional: {
      kind: "tuple",
      parameters: [{ parse: text, placeholder: "id|name", brief: "The integration's id, or its exact name" }],
    },
  }),
  calendar: command(() => import("../commands/calendar.ts"), "Show what the files ask for over time; sends nothing", {
    flags: {
      ...fileFlags,
      workspace: planFlags.workspace,
      select: planFlags.select,
      exclude: planFlags.exclude,
      from: {
        kind: "parsed",
        parse: instant,
        optional: true,
        placeholder: "time",
        brief: "The first instant, such as 2026-12-20T00:00:00Z [now]",
      },
      to: {
        kind: "parsed",
        parse: instant,
        optional: true,
        placeholder: "time",
        brief: "The instant that ends the calendar, at most 400 days later [14 days later]",
      },
      out: { ...outFlag, brief: "Write a new file instead: .svg, .html or .ics" },
    },
    aliases: planAliases,
  }),
  init: command(() => import("../commands/init.ts"), "Set up a repository: YAML of live workspaces, schema, CI", {
    flags: {
      workspace: {
        kind: "parsed",
        parse: text,
        optional: true,
        variadic: true,
        placeholder: "id|name",
        brief: "A workspace to manage, by id or exact name",
      },
      all: { kind: "boolean", default: false, withNegated: false, brief: "Manage all workspaces of the token" },
      dir: { kind: "parsed", parse: text, default: ".", placeholder: "folder", brief: "The folder of the repository" },
      ci: {
        kind: "enum",
        values: ["github", "gitlab", "none"],
        optional: true,
        placeholder: "host",
        brief: "Write the CI files, too [none with --yes, else it asks]",
      },
      pulumi: {
        kind: "boolean",
        default: false,
        withNegated: false,
        brief: "Write a Pulumi program instead of YAML files",
      },
      yes: { kind: "boolean", default: false, withNegated: false, brief: "Ask no questions" },
      ...tokenFromFlags,
      ...apiFlags,
    },
    aliases: workspaceAlias,
  }),
  import: command(() => import("../commands/import.ts"), "Write YAML from a live workspace", {
    flags: {
      workspace: {
        kind: "parsed",
        parse: text,
        optional: true,
        variadic: true,
        placeholder: "id|name",
        brief: "The workspace to import, by id or exact name",
      },
      out: { ...outFlag, brief: "Write to this new file instead of stdout" },
      merge: {
        kind: "boolean",
        default: false,
        withNegated: false,
        brief: "With --out: add new integrations to the file, and keep the rest of it",
      },
      all: {
        kind: "boolean",
        default: false,
        withNegated: false,
        brief: "Import all workspaces of the token; with --out DIR/ a file for each",
      },
      file: {
        ...fileFlags.file,
        brief: "With --merge: skip integrations that these files list [as for plan]",
      },
      maxHold: fileFlags.maxHold,
      ...tokenFromFlags,
      ...apiFlags,
    },
    aliases: planAliases,
  }),
  workspaces: command(() => import("../commands/workspaces.ts"), "List the workspaces of the token, or show one", {
    flags: { ...tokenFromFlags, ...apiFlags },
    positional: {
      kind: "tuple",
      parameters: [{ parse: id, optional: true, placeholder: "id", brief: "Only this workspace" }],
    },
  }),
  list: command(() => import("../commands/list.ts"), "List the integrations of a workspace", {
    flags: workspaceFlags,
    aliases: workspaceAlias,
  }),
  get: command(() => import("../commands/get.ts"), "Show one integration and its schedule", {
    flags: workspaceFlags,
    aliases: workspaceAlias,
    positional: onlyId,
  }),
  executions: command(
    () => import("../commands/executions.ts"),
    "List the finished executions of an integration, or show one",
    {
      flags: {
        ...workspaceFlags,
        ...executionFlags,
        active: { kind: "boolean", default: false, withNegated: false, brief: "Show the execution that is active now" },
      },
      aliases: workspaceAlias,
      positional: {
        kind: "tuple",
        parameters: [
          idArgument,
          { parse: runId, optional: true, placeholder: "runId", brief: "Show this execution in full" },
        ],
      },
    },
  ),
  run: command(() => import("../commands/run.ts"), "Run an integration now", {
    flags: {
      ...workspaceFlags,
      wait: { ...wait, brief: "Wait for the end of the run: exit with 0 if it succeeded, else with 1" },
    },
    aliases: workspaceAlias,
    positional: onlyId,
  }),
  cancel: command(() => import("../commands/cancel.ts"), "Cancel the active execution; running tasks may finish", {
    flags: { ...workspaceFlags, wait: { ...wait, brief: "Wait until the execution has ended" } },
    aliases: workspaceAlias,
    positional: onlyId,
  }),
  kill: command(() => import("../commands/kill.ts"), "End the active execution by force", {
    flags: workspaceFlags,
    aliases: workspaceAlias,
    positional: onlyId,
  }),
  enable: command(() => import("../commands/enable.ts"), "Enable one schedule, permanently or for a limited time", {
    flags: pauseFlags.enableFlags,
    aliases: planAliases,
    positional: onlyId,
  }),
  disable: command(() => import("../commands/disable.ts"), "Disable one schedule, permanently or for a limited time", {
    flags: pauseFlags.disableFlags,
    aliases: planAliases,
    positional: onlyId,
  }),
  freeze: command(
    () => import("../commands/freeze.ts"),
    "Disable the schedules of a workspace, and save which were enabled",
    {
      flags: pauseFlags.freezeFlags,
      aliases: planAliases,
    },
  ),
  thaw: command(() => import("../commands/thaw.ts"), "Restore the schedules that a freeze disabled", {
    flags: pauseFlags.thawFlags,
    aliases: workspaceAlias,
  }),
  undo: command(() => import("../commands/undo.ts"), "Switch back what a run in the ledger has switched", {
    flags: pauseFlags.undoFlags,
    positional: {
      kind: "tuple",
      parameters: [{ parse: text, optional: true, placeholder: "run", brief: "The id of the run, as in the ledger" }],
    },
  }),
  emulator: command(() => import("../commands/emulator.ts"), "Serve a local emulator of the API, with a web page", {
    flags: emulatorFlags,
  }),
  demo: command(() => import("../commands/demo.ts"), "Show the main job on the emulator", {
    flags: demoFlags,
  }),
  completion: command(() => import("../commands/completion.ts"), "Print the completion script of a shell", {
    flags: formatFlags,
    positional: {
      kind: "tuple",
      parameters: [{ parse: shell, placeholder: "shell", brief: "bash, zsh, fish or pwsh" }],
    },
  }),
  doctor: command(
    () => import("../commands/doctor.ts"),
    "Check the connection to the API, the token, files, git and Pulumi",
    {
      flags: { file: fileFlags.file, ...tokenFromFlags, ...apiFlags },
      aliases: { f: "file" },
    },
  ),
  schema: command(() => import("../commands/schema.ts"), "Print the JSON Schema of a format", {
    flags: formatFlags,
    positional: {
      kind: "tuple",
      parameters: [
        {
          parse: schemaName,
          optional: true,
          placeholder: "schema",
          brief: "yaml (the default), plan, output (--format json), ledger or seed",
        },
      ],
    },
  }),
  version: command(() => import("../commands/version.ts"), "Print the version", { flags: formatFlags }),
};
