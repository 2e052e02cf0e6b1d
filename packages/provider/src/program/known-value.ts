import { output, type Input, type Output } from "@pulumi/pulumi";

/** A value as far as it is known. */
export interface Known<T> {
  readonly value: T;
  readonly isSecret: boolean;
}

/** The value of an input, with all that it contains, once it is resolved. null: a preview cannot know it. */
export async function knownValue<T>(input: Input<T> | undefined): Promise<Known<T> | null> {
  const wrapped = output(input) as Output<T> & {
    readonly isKnown: Promise<boolean>;
    readonly isSecret: Promise<boolean>;
  };
  if (!(await wrapped.isKnown)) return null;
  const isSecret = await wrapped.isSecret;
  return new Promise((resolve) => wrapped.apply((value) => resolve({ value, isSecret })));
}
