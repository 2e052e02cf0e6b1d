import { readFileSync } from "node:fs";
import { output, RunError, runtime, unsecret, type Input, type Output } from "@pulumi/pulumi";
import { baseUrlKey, findAccount, tokenKey, type Account } from "../account.ts";
import type { FunctionOptions } from "./function-options.ts";
import { asRunError } from "./run-error.ts";
import { settingsOfProvider, type Settings } from "./provider.ts";

/** The settings that a function uses. Throws a `RunError` for a provider of another package. */
function settingsOf({ provider, parent, token, baseUrl }: FunctionOptions): Settings {
  const given = provider ?? parent?.getProvider("pulumi-nodejs:dynamic/skyvia:Function");
  const settings = given === undefined ? {} : settingsOfProvider(given);
  if (settings === undefined) {
    throw new RunError("the `provider` of a Skyvia function must be a Provider of @skyvia-schedules/pulumi");
  }
  return {
    [tokenKey]: token ?? settings[tokenKey] ?? runtime.getConfig(tokenKey),
    [baseUrlKey]: baseUrl ?? settings[baseUrlKey] ?? runtime.getConfig(baseUrlKey),
  };
}

/** Settings that are known. */
type KnownSettings = Readonly<Record<string, string | undefined>>;

/** The settings, once they are known. Values made with them are not secret, because they contain only answers of the API. */
export function settingsOutput(options: FunctionOptions): Output<KnownSettings> {
  return unsecret(output(settingsOf(options)));
}

/** The account by its settings. Rejects with a `RunError` if one of them is not known at preview. */
export async function accountPromise(options: FunctionOptions): Promise<Account> {
  const settings = Object.entries(settingsOf(options));
  const known = await Promise.all(settings.map(async ([key, value]) => [key, await valueOf(key, value)] as const));
  return accountOf(Object.fromEntries(known));
}

/** The account by its settings. Throws a `RunError` for one that is missing or wrong. */
export function accountOf(settings: KnownSettings): Account {
  try {
    return findAccount({
      config: (key) => settings[key],
      env: process.env,
      readFile: (path) => readFileSync(path, "utf8"),
    });
  } catch (error) {
    throw asRunError(error);
  }
}

/** The value of an input, as a promise. Only the Output form of a function can wait for a value that becomes known in an update. */
async function valueOf(key: string, value: Input<string> | undefined): Promise<string | undefined> {
  const wrapped = output(value) as Output<string | undefined> & { readonly isKnown: Promise<boolean> };
  if (await wrapped.isKnown) return new Promise((resolve) => wrapped.apply(resolve));
  throw new RunError(`${key} is not known yet: use the Output form of the function, as getIntegrationOutput`);
}
