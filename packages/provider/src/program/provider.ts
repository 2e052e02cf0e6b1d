import { Config, output, ProviderResource, secret, type Input, type ResourceOptions } from "@pulumi/pulumi";
import { baseUrlKey, concurrencyKey, tokenKey } from "../account.ts";

/** The settings of a `Provider`. A missing setting comes from the stack's configuration, else from the environment. */
export interface ProviderArgs {
  /** The API token. Kept as a secret in the state. Default: `SKYVIA_TOKEN` of the environment, else the file that `SKYVIA_TOKEN_FILE` names. */
  readonly token?: Input<string> | undefined;
  /** The base URL of the API. Default: `SKYVIA_BASE_URL` of the environment, else `https://api.skyvia.com`. */
  readonly baseUrl?: Input<string> | undefined;
  /** How many requests of one resource may be in flight at once, from 1 to 64. Default: 8. */
  readonly concurrency?: Input<number> | undefined;
}

/** Settings of an account as a program has them, by their keys: some may be known only later. */
export type Settings = Readonly<Record<string, Input<string> | undefined>>;

/** Not a property of the resource, because a program may export the whole resource. */
const settingsOfProviders = new WeakMap<ProviderResource, Settings>();

/** An account of Skyvia. Pass it to resources and functions as `provider`. */
export class Provider extends ProviderResource {
  constructor(name: string, { token, baseUrl, concurrency }: ProviderArgs = {}, options?: ResourceOptions) {
    const config = new Config("skyvia");
    const given = token === undefined ? config.getSecret("token") : secret(token);
    const settings = {
      [tokenKey]: given,
      [baseUrlKey]: baseUrl ?? config.get("baseUrl"),
      [concurrencyKey]: concurrency === undefined ? config.get("concurrency") : output(concurrency).apply(String),
    };
    super("pulumi-nodejs", name, settings, options);
    settingsOfProviders.set(this, settings);
  }
}

/** The settings that functions of the program use; undefined for a provider of another package. */
export function settingsOfProvider(provider: ProviderResource): Settings | undefined {
  return settingsOfProviders.get(provider);
}
