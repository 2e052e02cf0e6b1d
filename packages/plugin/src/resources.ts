import {
  createIntegrationProvider,
  createWorkspaceProvider,
  integrationDifferences,
  integrationSchedule,
  managedIntegration,
  managedWorkspace,
  workspaceDifferences,
  workspaceSchedules,
  type DesiredWorkspace,
  type Properties,
  type PropertyDifference,
  type ResourceDeclaration,
  type ResourceProvider,
  type Session,
} from "@skyvia-schedules/pulumi/inner";
import { tokenOf } from "./schema/make-schema.ts";

/** One kind of resource. */
export interface Kind {
  readonly name: string;
  readonly provider: ResourceProvider;
  readonly declaration: ResourceDeclaration;
  readonly differences: (olds: Properties, news: Properties) => PropertyDifference[];
  /** What checked inputs manage. null: they are wrong, or not all known. */
  readonly manages: (inputs: Properties) => DesiredWorkspace | null;
}

/** Every kind of resource, by its type token. */
export function createKinds(session: Session): ReadonlyMap<string, Kind> {
  const kinds: readonly Kind[] = [
    {
      name: "IntegrationSchedule",
      provider: createIntegrationProvider(session),
      declaration: integrationSchedule,
      differences: integrationDifferences,
      manages: managedIntegration,
    },
    {
      name: "WorkspaceSchedules",
      provider: createWorkspaceProvider(session),
      declaration: workspaceSchedules,
      differences: workspaceDifferences,
      manages: managedWorkspace,
    },
  ];
  return new Map(kinds.map((kind) => [tokenOf(kind.name), kind]));
}

/** Which outputs are secrets, as they may repeat inputs that are. */
export function secretOutputs(
  { outputs }: ResourceDeclaration,
  secretInputs: ReadonlySet<string>,
): (key: string) => boolean {
  return (key) => secretInputs.has(key) || (outputs[key]?.repeats ?? []).some((input) => secretInputs.has(input));
}
