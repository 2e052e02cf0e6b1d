import type { Input, ProviderResource, Resource } from "@pulumi/pulumi";

/** The account with which a function calls the API. Default: the account of the stack's configuration, else of the environment. */
export interface FunctionOptions {
  /** An explicit `Provider`. */
  readonly provider?: ProviderResource | undefined;
  /** A resource whose provider is used. */
  readonly parent?: Resource | undefined;
  /** The API token, for programs without a stack, such as programs of the Automation API around their stacks. */
  readonly token?: Input<string> | undefined;
  /** The base URL of the API. */
  readonly baseUrl?: Input<string> | undefined;
}
