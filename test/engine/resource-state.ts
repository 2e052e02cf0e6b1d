/** One resource in a state file. */
export interface ResourceState {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly parent?: string;
  readonly dependencies?: readonly string[];
  readonly initErrors?: readonly string[];
  readonly provider?: string;
}

interface StateFile {
  readonly checkpoint: {
    readonly latest?: {
      readonly resources?: readonly ResourceState[];
      readonly pending_operations?: readonly unknown[];
    };
  };
}

/** The resources of this project's types in the text of a state file, sorted by URN: their order in the file is that of their ends. */
export function resourcesIn(state: string): readonly ResourceState[] {
  return (latest(state)?.resources ?? [])
    .filter(({ type }) => /^(pulumi-nodejs:dynamic\/skyvia|skyvia:index):/.test(type))
    .toSorted((a, b) => (a.urn < b.urn ? -1 : 1));
}

/** The operations that were begun and not ended, according to the state file. */
export function pendingIn(state: string): readonly unknown[] {
  return latest(state)?.pending_operations ?? [];
}

function latest(state: string): StateFile["checkpoint"]["latest"] {
  return (JSON.parse(state) as StateFile).checkpoint.latest;
}
