import { Output, type CustomResource, type CustomResourceOptions, type Input } from "@pulumi/pulumi";
import type { ResourceKind } from "../notes.ts";

type DeclaredOutput<R extends CustomResource> = Exclude<keyof R, keyof CustomResource>;
type KeptOutput<State> = Exclude<keyof State, `__${string}`>;

/**
 * All outputs of a resource, for the engine to resolve. `R` is the class that declares them, and `State` what the provider
 * returns. An output that is missing here, in the class or in the state does not compile.
 */
export type OutputsOf<R extends CustomResource, State> = {
  readonly [K in DeclaredOutput<R> | KeptOutput<State>]: K extends DeclaredOutput<R> & KeptOutput<State>
    ? undefined
    : never;
};

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
