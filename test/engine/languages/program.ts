/** A program of the plugin as data, which every language writes down in its own words. Names are identifiers in all of them. */
export interface Program {
  /** An explicit provider by the name of `account`, which all resources have. */
  readonly account?: Account;
  readonly resources: readonly Resource[];
  /** What the program exports. */
  readonly outputs?: Readonly<Record<string, Output>>;
}

export interface Account {
  /** A text of the program, or a secret setting of the stack by its name. */
  readonly token: string | { readonly secret: string };
  readonly baseUrl: string;
}

export interface Resource {
  readonly name: string;
  readonly kind: "IntegrationSchedule" | "WorkspaceSchedules";
  readonly inputs: Inputs;
  readonly options?: Options;
}

/** A value is JSON, or an output that another resource or a function has. */
export type Inputs = Readonly<Record<string, unknown>>;

export interface Options {
  /** Names of resources. */
  readonly dependsOn?: readonly string[];
  /** The names that the resource had before. */
  readonly aliases?: readonly string[];
}

/** A property of a resource, or of what a function answers. */
export type Output =
  | { readonly of: string; readonly property: string }
  | {
      readonly call: string;
      readonly args: Inputs;
      readonly property: string;
      /** With the explicit provider. */
      readonly by?: "account";
    };

/** Whether a value of inputs is an output. */
export function isOutput(value: unknown): value is Output {
  return typeof value === "object" && value !== null && "property" in value;
}

/** A resource that has one schedule. */
export function single(name: string, inputs: Inputs, options?: Options): Resource {
  return { name, kind: "IntegrationSchedule", inputs, ...(options && { options }) };
}

/** A resource that has schedules of a workspace. */
export function bulk(name: string, inputs: Inputs, options?: Options): Resource {
  return { name, kind: "WorkspaceSchedules", inputs, ...(options && { options }) };
}
