import type { PropertyRule } from "../rules/findings.ts";

/** The type of a property, as a schema writes it. `ref`: a named type with its own declaration. */
export type PropertyType =
  | "string"
  | "integer"
  | "boolean"
  | { readonly ref: TypeName }
  | { readonly list: PropertyType }
  /** By a key that is a text: an integration id in decimal digits. */
  | { readonly map: PropertyType }
  | { readonly either: readonly PropertyType[] };

/** The named types. */
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
  /** The description for users of every language. */
  readonly description: string;
  /** An input: it must be given. An output: it always has a value. */
  readonly required?: boolean;
}

/** A property that a program sets, with the rule that decides whether a value is right. */
export interface InputProperty extends Property, PropertyRule {
  /** Whether a change replaces the resource. */
  readonly replaces?: boolean;
}

/** A property that the provider sets. */
export interface OutputProperty extends Property {
  /** The inputs whose values it may repeat. If one of them is a secret, this output is a secret too. */
  readonly repeats?: readonly string[];
}

export type Inputs = Readonly<Record<string, InputProperty>>;
export type Outputs = Readonly<Record<string, OutputProperty>>;

/** The name of each output of a resource whose provider returns a `State`. Names with two underscores are not for users. */
export type OutputName<State> = Exclude<keyof State & string, `__${string}`>;
/** An output of the state that is not declared does not compile, and neither does a declared one that the state lacks. */
export type OutputsOf<State> = Readonly<Record<OutputName<State>, OutputProperty>>;

/** A kind of resource. `State`: what the provider returns for it. */
export interface ResourceDeclaration<State = Readonly<Record<string, unknown>>> {
  readonly description: string;
  readonly inputs: Inputs;
  readonly outputs: OutputsOf<State>;
}

/** A function that reads. */
export interface FunctionDeclaration {
  readonly description: string;
  readonly inputs: Inputs;
  readonly outputs: Outputs;
}
