import { Output, type CustomResource, type CustomResourceOptions, type Input } from "@pulumi/pulumi";
import type { OutputName, OutputProperty } from "../declared/property.ts";
import type { ResourceKind } from "../notes.ts";

/** The outputs that users see as fields of the class `R`. */
type FieldOf<R extends CustomResource> = Exclude<keyof R, keyof CustomResource>;

/** The declared outputs, if they are the fields of the class: each without a value. A field that is not declared, or the reverse, is `never`. */
type Unresolved<R extends CustomResource, State> = {
  readonly [K in FieldOf<R> | OutputName<State>]: K extends FieldOf<R> & OutputName<State> ? OutputProperty : never;
};

/** All declared outputs of a resource without a value, for the engine to resolve. What is not a field of the class `R` too does not compile. */
export function unresolved<R extends CustomResource, State>(outputs: Unresolved<R, State>): Record<string, undefined> {
  return Object.fromEntries(Object.keys(outputs).map((name) => [name, undefined]));
}

/**
 * The user's options and those of every resource: the type that a plugin for all languages would give it, so that a program can return from one without a
 * delete. `secret`: outputs that may contain a secret input.
 */
export function resourceOptions(
  kind: ResourceKind,
  options: CustomResourceOptions | undefined,
  secret: readonly string[] = [],
): CustomResourceOptions | undefined {
  if (options?.id !== undefined) return options; // it is only read
  return {
    ...options,
    aliases: [...(options?.aliases ?? []), { type: `skyvia:index:${kind}` }],
    ...(secret.length === 0
      ? {}
      : { additionalSecretOutputs: [...(options?.additionalSecretOutputs ?? []), ...secret] }),
  };
}

/** Whether a value becomes known later. It may contain a secret, and the options must say so before it is known. */
export function isLate(value: unknown): boolean {
  return Output.isInstance(value) || value instanceof Promise;
}

/** An input, or a default if the input turns out to have no value. */
export function orDefault<T extends object>(input: Input<T> | null | undefined, none: T): Input<T> {
  if (input === undefined || input === null) return none;
  if (Output.isInstance(input)) return input.apply((value) => value ?? none) as Input<T>;
  return input instanceof Promise ? input.then((value) => value ?? none) : input;
}
