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
  /** What an update changes. `now`: milliseconds since the epoch. */
  readonly differences: (olds: Properties, news: Properties, now: number) => PropertyDifference[];
  /** The desired state that checked inputs describe. null: they are wrong, or not all known. */
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

/** The same for the outputs that only the provider reads. */
const hidden: Readonly<Record<string, readonly string[]>> = {
  __base: ["schedules", "holds", "freezes"],
  __names: ["names", "entries"],
  __at: ["at"],
};

/** The outputs that are secrets, because they may repeat secret inputs. */
export function secretOutputs(
  { outputs }: ResourceDeclaration,
  secretInputs: ReadonlySet<string>,
): (key: string) => boolean {
  const repeats = (key: string): readonly string[] => outputs[key]?.repeats ?? hidden[key] ?? [];
  return (key) => secretInputs.has(key) || repeats(key).some((input) => secretInputs.has(input));
}
