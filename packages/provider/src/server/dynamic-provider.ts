import type { Properties } from "../rules/properties.ts";
import type { CheckFailure } from "./resource-provider.ts";
import type { ProviderConfig } from "./session.ts";

/** The provider object as the SDK's server calls it, each method with plain properties. */
export interface DynamicProvider {
  /** Must take effect synchronously and never throw: the server starts other calls before it has ended. */
  configure(request: { readonly config: ProviderConfig }): Promise<void>;
  check(olds: Properties, news: Properties): Promise<{ inputs: Properties; failures: CheckFailure[] }>;
  diff(id: string, olds: Properties, news: Properties): Promise<{ changes: boolean; replaces: string[] }>;
  create(inputs: Properties): Promise<{ id: string; outs: Properties }>;
  read(id: string, props?: Properties): Promise<{ id?: string; props?: Properties; inputs?: Properties }>;
  update(id: string, olds: Properties, news: Properties): Promise<{ outs: Properties }>;
  delete(id: string, props: Properties): Promise<void>;
}
