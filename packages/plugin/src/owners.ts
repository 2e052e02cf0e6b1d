import {
  managedBy,
  overlaps,
  overlapVerdict,
  type DesiredWorkspace,
  type Managed,
} from "@skyvia-schedules/pulumi/inner";

/** The schedules that the resources of a program manage, by the inputs that were checked so far. */
export interface Owners {
  /** Adds a resource, or updates it. Compares it with every other resource. */
  add(resource: Owner): { readonly errors: readonly string[]; readonly warnings: readonly string[] };
}

/** A resource whose inputs are known. */
export interface Owner {
  readonly urn: string;
  /** As `IntegrationSchedule "orders"`. */
  readonly label: string;
  readonly workspace: DesiredWorkspace;
  /** Whether names must not be shown. */
  readonly isSecret: boolean;
}

/** A program without resources. */
export function createOwners(): Owners {
  const known = new Map<string, Owner & { readonly managed: Managed }>();
  return {
    add: (resource) => {
      const managed = managedBy(resource.workspace);
      known.delete(resource.urn);
      const verdicts = [...known.values()].map((other) =>
        overlapVerdict(
          overlaps(other.managed, managed),
          [other.label, resource.label],
          resource.workspace.id,
          other.isSecret || resource.isSecret,
        ),
      );
      known.set(resource.urn, { ...resource, managed });
      return {
        errors: verdicts.flatMap(({ error }) => error ?? []),
        warnings: verdicts.flatMap(({ warning }) => warning ?? []),
      };
    },
  };
}
