import type { Execution, Integration, Workspace } from "@skyvia-schedules/client";
import type {
  AppliedChange,
  AskedOn,
  Calendar,
  Change,
  CoverageCounts,
  DriftChange,
  ErrorRecord,
  Occurrence,
  Plan,
  Problem,
  Source,
  Summary,
} from "@skyvia-schedules/core";
import type { EditedFile, WrittenHold } from "@skyvia-schedules/core/yaml";
import type { Histories } from "../executions/read-histories.ts";
import type { SavedPlan } from "../plan/plan-file.ts";
import type { Check } from "../doctor/check.ts";
import type { Explanation } from "./explanation.ts";
import type { Hygiene } from "./hygiene.ts";
import type { ToolHelp, VerbHelp } from "./help.ts";

/** The findings and actions of a verb, as plain values. `render/` makes the text from it, `exit-code.ts` the exit code. */
export type Outcome =
  | PlanOutcome
  | AppliedOutcome
  | DriftOutcome
  | AcceptedOutcome
  | StatusOutcome
  | ReportOutcome
  | SavedPlanOutcome
  | ExplanationOutcome
  | ValidOutcome
  | ProblemsOutcome
  | ErrorOutcome
  | WorkspacesOutcome
  | IntegrationsOutcome
  | ExecutionsOutcome
  | RecordOutcome
  | StartedOutcome
  | EndedOutcome
  | YamlOutcome
  | ImportedOutcome
  | ImportedFilesOutcome
  | InitOutcome
  | ChecksOutcome
  | DemoOutcome
  | SchemaOutcome
  | CalendarOutcome
  | ScriptOutcome
  | VersionOutcome
  | HelpOutcome
  | SilentOutcome;

/** What verbs that compare files with live state have in common. */
export interface Comparison {
  /** The instant that it was computed for, in milliseconds since the epoch. null: it was not computed by this run. */
  readonly at: number | null;
  /** With `keep`. Renderers decide which of them they show. */
  readonly changes: readonly (Change | DriftChange | AppliedChange)[];
  readonly problems: readonly Problem[];
  readonly summary: Summary;
  readonly coverage: readonly CoverageCounts[];
  /** The recent executions of each change, where they were asked for. */
  readonly histories: Histories | null;
  /** Whether `keep` is shown. */
  readonly all: boolean;
}

export interface PlanOutcome extends Comparison {
  readonly kind: "plan";
  /** The file that the plan was saved to, or comes from. */
  readonly planFile: string | null;
  /** Whether pending changes give exit code 2. */
  readonly detailed: boolean;
  /** Whether an apply was asked for, and a guard stopped it. */
  readonly blocked: boolean;
}

/** Changes that were carried out, each with its result. */
export interface AppliedOutcome extends Comparison {
  readonly kind: "applied";
  readonly planFile: string | null;
  /** null: it was not looked for. */
  readonly lastApply: LastApply | null;
  /** What else happened with a hold, a freeze or a thaw. null: nothing. */
  readonly pause: Pause | null;
  /** What stopped the run before its end. */
  readonly error: ErrorRecord | null;
}

/** What a run did with a hold, a freeze or a thaw, other than its changes. */
export type Pause = NewHold | NewFreeze | ThawedBefore;

/** The hold of a switch for some time. */
export interface NewHold {
  readonly kind: "hold";
  readonly hold: WrittenHold;
  /** The files that have it now. null: it is only shown. */
  readonly written: HoldInFiles | null;
}

/** A new hold in a file, and its effect on the files. */
export interface HoldInFiles {
  readonly file: string;
  /** The places of the holds that it replaced. */
  readonly replaced: readonly Source[];
  /** A freeze over the hold that asks for another state. `until`: milliseconds since the epoch. null: none. */
  readonly freeze: { readonly name: string; readonly until: number } | null;
}

/** A freeze of live schedules, whose earlier states are in a snapshot. */
export interface NewFreeze {
  readonly kind: "freeze";
  /** The path of the snapshot. */
  readonly snapshot: string;
  /** The freeze that is in a file too. null: no file was named. */
  readonly entry: FileFreeze | null;
}

/** A thaw that did nothing, because an earlier one had restored the snapshot. */
export interface ThawedBefore {
  readonly kind: "thawed-before";
  /** The path of the snapshot. */
  readonly snapshot: string;
  /** ISO 8601, UTC. */
  readonly thawedAt: string;
}

/** A freeze in a file, and its effect on an apply. */
export interface FileFreeze {
  /** With the keys that it has in the file. */
  readonly record: object;
  readonly file: string;
  /** The schedules that an apply would enable without the freeze. */
  readonly wouldEnable: readonly AskedOn[];
  /** The schedules that an apply enables although the freeze is on, because a hold is above it. */
  readonly stillEnables: readonly AskedOn[];
}

export interface DriftOutcome extends Comparison {
  readonly kind: "drift";
  /** Whether a correction was asked for. Then drift does not give exit code 2: what is left of it is a problem. */
  readonly correcting: boolean;
  /** Whether a guard stopped the correction. */
  readonly blocked: boolean;
  readonly lastApply: LastApply;
}

/** What is known of the last apply, and notes about what is not. */
export interface LastApply {
  readonly knownFrom: "revision" | "ledger" | null;
  readonly notes: readonly string[];
}

/** Drift that was written into the files, and the drift that is left. */
export interface AcceptedOutcome extends Comparison {
  readonly kind: "accepted";
  readonly lastApply: LastApply;
  readonly accepted: readonly object[];
  /** Differences that `all` leaves out: they may be an edit that is not applied yet. */
  readonly leftOut: readonly {
    readonly workspaceId: number;
    readonly integrationId: number;
    readonly cause: string | null;
  }[];
  /** The files that were rewritten. */
  readonly files: readonly EditedFile[];
}

export interface StatusOutcome extends Comparison {
  readonly kind: "status";
  readonly plan: Plan;
  /** null: not asked for. */
  readonly hygiene: Hygiene | null;
}

/** A report that is in a file. */
export interface ReportOutcome extends Comparison {
  readonly kind: "report";
  readonly plan: Plan;
  readonly data: { readonly file: string; readonly bytes: number };
}

/** A saved plan that is only shown: its findings do not affect the exit code. */
export interface SavedPlanOutcome {
  readonly kind: "saved-plan";
  readonly file: string;
  readonly saved: SavedPlan;
}

export interface ExplanationOutcome {
  readonly kind: "explanation";
  readonly explanation: Explanation;
}

/** Files without a problem. */
export interface ValidOutcome {
  readonly kind: "valid";
  readonly entries: number;
  readonly workspaces: number;
  /** Schedules of the Pulumi stacks that were compared. null: no stack was given. */
  readonly stackSchedules: number | null;
}

/** Problems that prevent a comparison. */
export interface ProblemsOutcome {
  readonly kind: "problems";
  readonly problems: readonly Problem[];
  /** An additional error: a wrong setting. */
  readonly error: ErrorRecord | null;
}

export interface ErrorOutcome {
  readonly kind: "error";
  readonly error: ErrorRecord;
  /** Whether something was written, or may have been. */
  readonly wrote: boolean;
}

export interface WorkspacesOutcome {
  readonly kind: "workspaces";
  /** One workspace where only one was asked for. */
  readonly data: readonly Workspace[] | Workspace;
}

export interface IntegrationsOutcome {
  readonly kind: "integrations";
  readonly data: readonly Integration[];
}

export interface ExecutionsOutcome {
  readonly kind: "executions";
  readonly data: readonly Execution[];
  readonly hasMore: boolean;
  /** How many were skipped before the first of `data`. */
  readonly skip: number;
}

/** One object of the API. null: no execution is active. */
export interface RecordOutcome {
  readonly kind: "record";
  readonly data: object | null;
}

/** An execution that this run has started or canceled, as far as it was seen. */
export interface StartedOutcome {
  readonly kind: "started";
  readonly data: object;
  /** That it failed, or why its end was not seen. */
  readonly error: ErrorRecord | null;
  /** Whether the end was not seen. */
  readonly lostSight: boolean;
}

/** The active execution was asked to end. null: none was active, and nothing was sent. */
export interface EndedOutcome {
  readonly kind: "ended";
  readonly by: "cancel" | "kill";
  readonly data: Execution | null;
}

/** An import that is printed. */
export interface YamlOutcome {
  readonly kind: "yaml";
  readonly yaml: string;
}

/** An import that is in a file. */
export interface ImportedOutcome {
  readonly kind: "imported";
  readonly file: string;
  readonly added: number;
  /** Whether the file was there before. */
  readonly merged: boolean;
  /** Ids of the workspaces of the configuration to which `tokenFrom` was added. */
  readonly keyed: readonly number[];
}

/** Help that was asked for. */
export interface HelpOutcome {
  readonly kind: "help";
  readonly help: VerbHelp | ToolHelp;
}

/** An import with a file for each workspace. */
export interface ImportedFilesOutcome {
  readonly kind: "imported-files";
  readonly files: readonly { readonly file: string; readonly added: number }[];
}

/** A repository that is set up. */
export interface InitOutcome {
  readonly kind: "init";
  readonly data: {
    readonly files: readonly InitFile[];
    readonly workspaces: readonly {
      readonly id: number;
      readonly name: string | null;
      /** Count of entries that its files have. */
      readonly entries: number;
      /** Count of integrations that have no schedule, and therefore no entry. */
      readonly left: number;
    }[];
    /** null: there are no YAML files, or they have problems. */
    readonly plan: Summary | null;
  };
  /** Sentences about what was found and what to do next, for people. */
  readonly notes: readonly string[];
}

/** What `doctor` checked. */
export interface ChecksOutcome {
  readonly kind: "checks";
  readonly checks: readonly Check[];
}

/** The steps of the demo, as data. */
export interface DemoOutcome {
  readonly kind: "demo";
  readonly steps: readonly {
    readonly title: string;
    readonly commands: readonly {
      /** What is typed after the name of the tool. */
      readonly argv: readonly string[];
      readonly exitCode: number;
      /** What it prints. */
      readonly output: string;
    }[];
  }[];
}

/** A file that `init` is about. */
export interface InitFile {
  readonly path: string;
  readonly action: "written" | "appended" | "kept";
}

/** What the files ask for over a time. */
export interface CalendarOutcome {
  readonly kind: "calendar";
  readonly calendar: Calendar;
  readonly occurrences: readonly Occurrence[];
  /** The width of the text, in characters. */
  readonly width: number;
  /** The file that it was written to. */
  readonly file: string | null;
}

/** A JSON Schema that is printed. */
export interface SchemaOutcome {
  readonly kind: "schema";
  readonly text: string;
}

/** A completion script that is printed. */
export interface ScriptOutcome {
  readonly kind: "script";
  readonly shell: string;
  readonly text: string;
}

export interface VersionOutcome {
  readonly kind: "version";
  readonly data: { readonly name: string; readonly version: string };
}

/** The verb has printed everything itself. */
export interface SilentOutcome {
  readonly kind: "silent";
}
