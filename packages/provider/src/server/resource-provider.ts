import type { Difference } from "../rules/diff-integration.ts";
import type { Properties } from "../rules/properties.ts";

/** The facts about one call of the engine that a host of the provider has. */
export interface EngineCall {
  /** true: the answer is a forecast. Nothing is read or written, and no token is needed. Default: false. */
  readonly preview?: boolean;
  /** The longest that one request may take with all its retries, in ms. It shortens the usual limit, and never lengthens it. */
  readonly timeout?: number | undefined;
  /** For a read: the inputs in the state. Default: not known, as in the dynamic provider. */
  readonly inputs?: Properties;
}

export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

/** The provider of one kind of resource, for any host. Properties are plain. Failed calls reject with a `ProviderError`. */
export interface ResourceProvider {
  check(olds: Properties, news: Properties): Promise<{ inputs: Properties; failures: CheckFailure[] }>;
  diff(id: string, olds: Properties, news: Properties): Promise<Difference>;
  /** `id` is empty at preview. */
  create(inputs: Properties, call?: EngineCall): Promise<{ id: string; outs: Properties }>;
  /** Without `id`: the resource does not exist any more. */
  read(
    id: string,
    props?: Properties,
    call?: EngineCall,
  ): Promise<{ id?: string; props?: Properties; inputs?: Properties }>;
  update(id: string, olds: Properties, news: Properties, call?: EngineCall): Promise<{ outs: Properties }>;
  delete(id: string, props: Properties, call?: EngineCall): Promise<void>;
}
