import type { Output } from "@pulumi/pulumi";
import type { Integration } from "@skyvia-schedules/client";
import {
  findIntegration,
  listIntegrations,
  type GetIntegrationArgs,
  type GetIntegrationsArgs,
} from "../../functions/integrations.ts";
import { ask, askOutput, type InputsOf } from "../call-api.ts";
import type { FunctionOptions } from "../function-options.ts";

/** The integrations of a workspace. Scope: Integration / Read. */
export async function getIntegrations(
  args: GetIntegrationsArgs,
  options: FunctionOptions = {},
): Promise<readonly Integration[]> {
  return ask(listIntegrations, args, options);
}

/** `getIntegrations` as an Output. */
export function getIntegrationsOutput(
  args: InputsOf<GetIntegrationsArgs>,
  options: FunctionOptions = {},
): Output<readonly Integration[]> {
  return askOutput(listIntegrations, args, options);
}

/** One integration. It is an error if no integration, or more than one, has the name. Scope: Integration / Read. */
export async function getIntegration(args: GetIntegrationArgs, options: FunctionOptions = {}): Promise<Integration> {
  return ask(findIntegration, args, options);
}

/** `getIntegration` as an Output. */
export function getIntegrationOutput(
  args: InputsOf<GetIntegrationArgs>,
  options: FunctionOptions = {},
): Output<Integration> {
  return askOutput(findIntegration, args, options);
}
