import type { Input, ProviderResource, Resource } from "@pulumi/pulumi";

/** With which account a function calls the API. Without any of these it is that of the stack's configuration, else of the environment. */
export interface FunctionOptions {
  /** An explicit `Provider`. */
  readonly provider?: ProviderResource | undefined;
  /** A resource whose provider is taken. */
  readonly parent?: Resource | undefined;
  /** For programs without a stack, as those of the Automation API around their stacks: the API token. */
  readonly token?: Input<string> | undefined;
  /** Where the API is. */
  readonly baseUrl?: Input<string> | undefined;
}
