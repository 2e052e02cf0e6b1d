import { CustomResource, type CustomResourceOptions, type ID, type Input, type Output } from "@pulumi/pulumi";
import type { DesiredSchedule, Limit, Mode, Unmanaged } from "@skyvia-schedules/core";
import { workspaceSchedules } from "../declared/workspace-schedules.ts";
import { managedWorkspace } from "../rules/check/check-workspace.ts";
import type { OnDelete } from "../rules/integration-inputs.ts";
import type { NextTransition } from "../rules/overlays/effective-states.ts";
import type { Selected, States, WorkspaceOutputs } from "../rules/workspace-outputs.ts";
import { providerTextFor } from "./manage.ts";
import type { FreezeArgs, HoldArgs } from "./overlay-args.ts";
import { isLate, orDefault, resourceOptions, unresolved } from "./resource-options.ts";
import { checkOptions, requireProvider } from "./preconditions.ts";

/** An entry as in the YAML: by `id` (with `name`, the integration must have that name), by `name` alone, or by the glob `match` alone. */
export interface ScheduleEntry {
  /** The id of the integration. */
  readonly id?: Input<number> | undefined;
  /** Without `id`: exactly one integration of the workspace must have this name. */
  readonly name?: Input<string> | undefined;
  /** Every integration whose name matches the glob, unless another entry selects it by id or name. */
  readonly match?: Input<string> | undefined;
  /** Whether the schedule shall be on. */
  readonly schedule: Input<DesiredSchedule>;
  /** `observe` reports the state under `observed` and never writes. Default: `enforce`. */
  readonly mode?: Input<Mode> | undefined;
  /** An update that would switch it fails, and writes nothing in the workspace. Default: `false`. */
  readonly protected?: Input<boolean> | undefined;
  /** Tags by which holds and freezes may select it. */
  readonly tags?: Input<readonly Input<string>[]> | undefined;
  /** Who is responsible for it. Holds and freezes may select it by its owner. */
  readonly owner?: Input<string> | undefined;
}

/** How many schedules one update may switch: a count, or whole percent of those managed, as `"10%"`. */
export interface LimitArgs {
  /** How many schedules one update may disable. */
  readonly disable?: Input<Limit> | undefined;
  /** How many schedules one update may enable. */
  readonly enable?: Input<Limit> | undefined;
}

/** The arguments of a `WorkspaceSchedules`. */
export interface WorkspaceSchedulesArgs {
  /** The workspace. A change replaces the resource. */
  readonly workspaceId: Input<number>;
  /** Asserted if given: nothing is written unless the workspace has exactly this name. */
  readonly name?: Input<string> | undefined;
  /** The desired states by integration id. `onDelete` says what happens to a schedule whose id is removed. */
  readonly schedules?: Input<Readonly<Record<string, Input<DesiredSchedule>>>> | undefined;
  /** Asserted names, by id of `schedules`. */
  readonly names?: Input<Readonly<Record<string, Input<string>>>> | undefined;
  /** Entries that select by name or glob, or that only observe. An entry by id or name takes precedence over globs; among globs the first one decides. */
  readonly entries?: Input<readonly Input<ScheduleEntry>[]> | undefined;
  /** What to do about integrations that this resource does not cover: `report` (default) outputs their ids, `fail` stops before any write, `ignore` does not look. */
  readonly unmanaged?: Input<Unmanaged> | undefined;
  /** An update that would switch more schedules fails, and writes nothing in the workspace. Default: no limit, because a preview comes first. */
  readonly limits?: Input<LimitArgs> | undefined;
  /** What happens to a schedule when its id is removed or the resource is deleted: `leave` (default), `disable`, or `restore`, which sets the state that was found first. */
  readonly onDelete?: Input<OnDelete> | undefined;
  /** Overrides for some time, each with a reason, as in the YAML. They do not change the desired state, which applies again when a hold ends. */
  readonly holds?: Input<readonly Input<HoldArgs>[]> | undefined;
  /** Windows of time in which the selected schedules are off, as in the YAML. A freeze takes precedence over holds, unless a hold has `overrides: freeze`. */
  readonly freezes?: Input<readonly Input<FreezeArgs>[]> | undefined;
  /** The instant for which holds and freezes are evaluated, as RFC 3339. Default: the time of the update or preview. */
  readonly at?: Input<string> | undefined;
  /** The longest time that a hold may last, as `"60d"`. Default: `30d`. */
  readonly maxHold?: Input<string> | undefined;
  /** Where each of `schedules`, `entries`, `holds` and `freezes` is written, for messages: `fromYaml` sets it. A change of it alone has no effect. */
  readonly __sources?: Input<Readonly<Record<string, string>>> | undefined;
}

/** Whether entries have names that may be secret: `selected` shows the names that were found. */
function holdsLateName({ entries }: WorkspaceSchedulesArgs): boolean {
  if (isLate(entries)) return true;
  const isLateEntry = (entry: unknown): boolean =>
    isLate(entry) || (typeof entry === "object" && entry !== null && Object.values(entry).some(isLate));
  return Array.isArray(entries) && entries.some(isLateEntry);
}

/** Outputs that repeat a possible secret under another name than the input. */
function secretOutputsOf(args: WorkspaceSchedulesArgs): string[] {
  const names = holdsLateName(args) || isLate(args.names) || Object.values(args.names ?? {}).some(isLate);
  return [...(holdsLateName(args) ? ["selected"] : []), ...(names && (args.holds ?? args.freezes) ? ["__names"] : [])];
}

/** The schedules of a whole workspace in one resource: one listing, parallel writes, thousands in seconds. */
export class WorkspaceSchedules extends CustomResource {
  /** The workspace. */
  declare readonly workspaceId: Output<number>;
  /** The name that the workspace must have. */
  declare readonly name: Output<string | undefined>;
  /** Live states by integration id. `undefined`: no schedule is defined. */
  declare readonly schedules: Output<States>;
  /** Asserted names, by integration id. */
  declare readonly names: Output<Readonly<Record<string, string>> | undefined>;
  /** The entries that the program gives. */
  declare readonly entries: Output<readonly ScheduleEntry[] | undefined>;
  /** What to do about integrations that this resource does not cover. */
  declare readonly unmanaged: Output<Unmanaged | undefined>;
  /** How many schedules one update may switch. */
  declare readonly limits: Output<LimitArgs | undefined>;
  /** What happens to a schedule when its id is removed or the resource is deleted. */
  declare readonly onDelete: Output<OnDelete | undefined>;
  /** The integrations that `entries` select, by integration id. */
  declare readonly selected: Output<Readonly<Record<string, Selected>>>;
  /** Live states of the integrations that are only observed, by integration id. */
  declare readonly observed: Output<States>;
  /** The first 100 integrations that this resource does not cover; empty with `unmanaged: "ignore"`. */
  declare readonly unmanagedIds: Output<readonly number[]>;
  /** How many integrations this resource does not cover. */
  declare readonly unmanagedCount: Output<number>;
  /** The state of each schedule when this resource began to manage it, by integration id. */
  declare readonly previousStates: Output<States>;
  /** The holds that the program gives. */
  declare readonly holds: Output<readonly HoldArgs[] | undefined>;
  /** The freezes that the program gives. */
  declare readonly freezes: Output<readonly FreezeArgs[] | undefined>;
  /** The longest time that a hold may last. */
  declare readonly maxHold: Output<string | undefined>;
  /** The instant for which holds and freezes were evaluated by the last update, in UTC. */
  declare readonly at: Output<string | undefined>;
  /** The next change that a hold or freeze causes: run `pulumi up` at that time. No value: there is none. */
  declare readonly nextTransition: Output<NextTransition | undefined>;

  /** Sets the schedules of a workspace. A schedule that has the desired state is adopted without a write, so no import is needed. */
  constructor(name: string, args: WorkspaceSchedulesArgs, options?: CustomResourceOptions) {
    requireProvider();
    checkOptions(name, options);
    super(
      "pulumi-nodejs:dynamic/skyvia:WorkspaceSchedules",
      name,
      {
        ...unresolved<WorkspaceSchedules, WorkspaceOutputs>(workspaceSchedules.outputs),
        ...args,
        schedules: orDefault(args.schedules, {}),
        __provider: providerTextFor({
          kind: "WorkspaceSchedules",
          name,
          args: { ...args },
          options,
          manages: managedWorkspace,
        }),
      },
      resourceOptions("WorkspaceSchedules", options, secretOutputsOf(args)),
    );
  }

  /** Reads all schedules of a workspace without managing them. `id`: the workspace's, as `123`. */
  static get(name: string, id: Input<ID>, options?: CustomResourceOptions): WorkspaceSchedules {
    return new WorkspaceSchedules(name, {} as WorkspaceSchedulesArgs, { ...options, id });
  }
}
