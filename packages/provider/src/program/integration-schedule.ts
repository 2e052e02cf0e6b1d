import { CustomResource, type CustomResourceOptions, type ID, type Input, type Output } from "@pulumi/pulumi";
import type { ScheduleState } from "@skyvia-schedules/core";
import { integrationSchedule } from "../declared/integration-schedule.ts";
import { managedIntegration } from "../rules/check/check-integration.ts";
import type { OnDelete } from "../rules/integration-inputs.ts";
import type { IntegrationOutputs } from "../rules/integration-outputs.ts";
import type { NextTransition } from "../rules/overlays/effective-states.ts";
import { providerTextFor } from "./manage.ts";
import type { FreezeArgs, HoldArgs } from "./overlay-args.ts";
import { resourceOptions, unresolved } from "./resource-options.ts";
import { checkOptions, requireProvider } from "./preconditions.ts";

/** The arguments of an `IntegrationSchedule`. */
export interface IntegrationScheduleArgs {
  /** The workspace of the integration. A change replaces the resource. */
  readonly workspaceId: Input<number>;
  /** The integration. A change replaces the resource. */
  readonly integrationId: Input<number>;
  /** Whether its schedule shall be on. Only a schedule that has been defined in Skyvia's web editor can be enabled. */
  readonly enabled: Input<boolean>;
  /** Asserted if given: nothing is written unless the integration has exactly this name. */
  readonly name?: Input<string> | undefined;
  /** What happens to the schedule when the resource is deleted: `leave` (default), `disable`, or `restore`, which sets the state that was found first. */
  readonly onDelete?: Input<OnDelete> | undefined;
  /** Overrides for some time, each with a reason, as in the YAML. They do not change the desired state, which applies again when a hold ends. */
  readonly holds?: Input<readonly Input<HoldArgs>[]> | undefined;
  /** Windows of time in which the selected schedules are off, as in the YAML. A freeze takes precedence over holds, unless a hold has `overrides: freeze`. */
  readonly freezes?: Input<readonly Input<FreezeArgs>[]> | undefined;
  /** The instant for which holds and freezes are evaluated, as RFC 3339. Default: the time of the update or preview. */
  readonly at?: Input<string> | undefined;
  /** The longest time that a hold may last, as `"60d"`. Default: `30d`. */
  readonly maxHold?: Input<string> | undefined;
}

/** The schedule of one integration, on or off. For whole workspaces `WorkspaceSchedules` is ten times faster. */
export class IntegrationSchedule extends CustomResource {
  /** The workspace of the integration. */
  declare readonly workspaceId: Output<number>;
  /** The integration. */
  declare readonly integrationId: Output<number>;
  /** Whether it is on, apart from holds and freezes. After a refresh that found drift, this is the live state. */
  declare readonly enabled: Output<boolean>;
  /** What happens to the schedule when the resource is deleted. */
  declare readonly onDelete: Output<OnDelete | undefined>;
  /** The integration's name. */
  declare readonly name: Output<string | null>;
  /** The integration's type, such as `import`. */
  declare readonly type: Output<string | null>;
  /** The live state of the schedule. `undefined`: no schedule is defined. */
  declare readonly state: Output<ScheduleState>;
  /** The state that was found when the resource was created. */
  declare readonly previousState: Output<ScheduleState>;
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

  /** Sets the schedule of one integration. A schedule that has the desired state is adopted without a write, so no import is needed. */
  constructor(name: string, args: IntegrationScheduleArgs, options?: CustomResourceOptions) {
    requireProvider();
    checkOptions(name, options);
    super(
      "pulumi-nodejs:dynamic/skyvia:IntegrationSchedule",
      name,
      {
        ...unresolved<IntegrationSchedule, IntegrationOutputs>(integrationSchedule.outputs),
        ...args,
        __provider: providerTextFor({
          kind: "IntegrationSchedule",
          name,
          args: { ...args },
          options,
          manages: managedIntegration,
        }),
      },
      resourceOptions("IntegrationSchedule", options),
    );
  }

  /** Reads the schedule of an integration without managing it. `id`: workspace and integration, as `123/456`. */
  static get(name: string, id: Input<ID>, options?: CustomResourceOptions): IntegrationSchedule {
    return new IntegrationSchedule(name, {} as IntegrationScheduleArgs, { ...options, id });
  }
}
