import type { PropertyRule } from "../rules/findings.ts";

/** The type of a property, as a schema can say it. `ref`: a type that has a name and a declaration of its own. */
export type PropertyType =
  | "string"
  | "integer"
  | "boolean"
  | { readonly ref: TypeName }
  | { readonly list: PropertyType }
  /** By a key that is a text: an integration id in decimal digits. */
  | { readonly map: PropertyType }
  | { readonly either: readonly PropertyType[] };

/** The types that have a name. */
export type TypeName =
  | "DesiredSchedule"
  | "Execution"
  | "Freeze"
  | "Hold"
  | "Integration"
  | "LayerKind"
  | "Limits"
  | "Mode"
  | "NextTransition"
  | "OnDelete"
  | "Overrides"
  | "ScheduleEntry"
  | "ScheduleState"
  | "Select"
  | "Selected"
  | "SortBy"
  | "SortOrder"
  | "TransitionCause"
  | "Unmanaged"
  | "Workspace";

/** A property of a resource, a function or a type. It is declared once: rules, schema and documentation come from it. */
export interface Property {
  readonly type: PropertyType;
  /** What a user reads about it, in every language. */
  readonly description: string;
  /** Of an input: it must be given. Of an output: it always has a value. */
  readonly required?: boolean;
}

/** A property that a program sets, with the rule that decides whether a value is right. */
export interface InputProperty extends Property, PropertyRule {
  /** Another value replaces the resource. */
  readonly replaces?: boolean;
}

/** A property that the provider sets. */
export interface OutputProperty extends Property {
  /** The inputs whose values it may repeat: where one of them is a secret, so is this. */
  readonly repeats?: readonly string[];
}

export type Inputs = Readonly<Record<string, InputProperty>>;
export type Outputs = Readonly<Record<string, OutputProperty>>;

/** A kind of resource. */
export interface ResourceDeclaration {
  readonly description: string;
  readonly inputs: Inputs;
  readonly outputs: Outputs;
}

/** A function that reads. */
export interface FunctionDeclaration {
  readonly description: string;
  readonly inputs: Inputs;
  readonly outputs: Outputs;
}
