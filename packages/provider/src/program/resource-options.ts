import { Output, type CustomResource, type CustomResourceOptions, type Input } from "@pulumi/pulumi";
import type { ResourceKind } from "../notes.ts";

/** All outputs of a resource, each to be resolved by the engine. One that is forgotten does not compile. */
export type OutputsOf<R extends CustomResource> = Readonly<Record<Exclude<keyof R, keyof CustomResource>, undefined>>;

/**
 * The user's options and what belongs to every resource: the type that a plugin for all languages would give it, so that a
 * program can come back from one without a delete. `secret`: outputs that hold what may be a secret input.
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

/** An input, or a default where it turns out not to be given. */
export function orDefault<T extends object>(input: Input<T> | null | undefined, none: T): Input<T> {
  if (input === undefined || input === null) return none;
  if (Output.isInstance(input)) return input.apply((value) => value ?? none) as Input<T>;
  return input instanceof Promise ? input.then((value) => value ?? none) : input;
}
