import { aBoolean, aName, anId, oneOf, plain } from "../rules/findings.ts";
import { overlayInputs, overlayOutputs } from "./overlays.ts";
import type { Inputs, OutputsOf, ResourceDeclaration } from "./property.ts";
import type { IntegrationOutputs } from "../rules/integration-outputs.ts";

const inputs: Inputs = {
  workspaceId: {
    type: "integer",
    required: true,
    replaces: true,
    check: plain(anId),
    description: "The workspace of the integration. A change replaces the resource.",
  },
  integrationId: {
    type: "integer",
    required: true,
    replaces: true,
    check: plain(anId),
    description: "The integration. A change replaces the resource.",
  },
  enabled: {
    type: "boolean",
    required: true,
    check: plain(aBoolean),
    description:
      "Whether its schedule shall be on. Only a schedule that has been defined in Skyvia's web editor can be enabled.",
  },
  name: {
    type: "string",
    check: plain(aName),
    description: "Asserted if given: nothing is written unless the integration has exactly this name.",
  },
  onDelete: {
    type: { ref: "OnDelete" },
    check: plain(oneOf("leave", "disable", "restore")),
    description:
      "What happens to the schedule when the resource is deleted: `leave` (default), `disable`, or `restore`, which sets the state that was found first.",
  },
  ...overlayInputs,
};

const outputs: OutputsOf<IntegrationOutputs> = {
  workspaceId: {
    type: "integer",
    required: true,
    repeats: ["workspaceId"],
    description: "The workspace of the integration.",
  },
  integrationId: { type: "integer", required: true, repeats: ["integrationId"], description: "The integration." },
  enabled: {
    type: "boolean",
    required: true,
    repeats: ["enabled"],
    description:
      "Whether it is on, apart from holds and freezes. After a refresh that found drift, this is the live state.",
  },
  onDelete: {
    type: { ref: "OnDelete" },
    repeats: ["onDelete"],
    description: "What happens to the schedule when the resource is deleted.",
  },
  name: { type: "string", repeats: ["name"], description: "The integration's name." },
  type: { type: "string", description: "The integration's type, such as `import`." },
  state: {
    type: { ref: "ScheduleState" },
    required: true,
    repeats: ["enabled"],
    description: "The live state of the schedule. `undefined`: no schedule is defined.",
  },
  previousState: {
    type: { ref: "ScheduleState" },
    required: true,
    description: "The state that was found when the resource was created.",
  },
  ...overlayOutputs,
};

/** The resource `IntegrationSchedule`. */
export const integrationSchedule: ResourceDeclaration<IntegrationOutputs> = {
  description:
    "The schedule of one integration, on or off. For whole workspaces `WorkspaceSchedules` is ten times faster.",
  inputs,
  outputs,
};
