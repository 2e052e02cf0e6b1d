import { Config, ProviderResource, secret, type Input, type ResourceOptions } from "@pulumi/pulumi";
import { baseUrlKey, tokenKey } from "../account.ts";

/** What a `Provider` is made of. What is left out comes from the stack's configuration, else from the environment. */
export interface ProviderArgs {
  /** The API token. Kept as a secret in the state. */
  readonly token?: Input<string> | undefined;
  /** Where the API is. */
  readonly baseUrl?: Input<string> | undefined;
}

/** An account of Skyvia, to be given to resources and functions as `provider`. */
export class Provider extends ProviderResource {
  /** The settings that functions of the program work with. */
  readonly settings: Readonly<Record<string, Input<string> | undefined>>;

  constructor(name: string, { token, baseUrl }: ProviderArgs = {}, options?: ResourceOptions) {
    const config = new Config("skyvia");
    const given = token === undefined ? config.getSecret("token") : secret(token);
    const settings = { [tokenKey]: given, [baseUrlKey]: baseUrl ?? config.get("baseUrl") };
    super("pulumi-nodejs", name, settings, options);
    this.settings = settings;
  }
}
