import { systemReason } from "@skyvia-schedules/core";
import { baseUrlText, checkBaseUrl, checkToken, defaultBaseUrl, isSkyviaError } from "@skyvia-schedules/client";
import { ProviderError } from "./provider-error.ts";

/** The token for the API and its base URL. */
export interface Account {
  readonly token: string;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** The settings that these values come from, for messages. */
  readonly tokenSetting: string;
  readonly baseUrlSetting: string;
}

/** Where settings are looked up: the keys of a provider's or a stack's configuration, then the environment. */
export interface SettingSources {
  /** Of `skyvia:token` and `skyvia:baseUrl`. */
  readonly config: (key: string) => string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly readFile: (path: string) => string;
}

export const tokenKey = "skyvia:token";
export const baseUrlKey = "skyvia:baseUrl";
export const concurrencyKey = "skyvia:concurrency";

/** The account of a call. Throws a `ProviderError` that names the setting and never the token. */
export function findAccount(sources: SettingSources): Account {
  const { setting: tokenSetting, value } = findToken(sources);
  const { setting: baseUrlSetting, value: baseUrl } = findBaseUrl(sources);
  const token = checked(tokenSetting, () => checkToken(value));
  const url = checked(baseUrlSetting, () => checkBaseUrl(baseUrl));
  return { token, tokenSetting, baseUrl: baseUrlText(url), baseUrlSetting };
}

/** The base URL for comparisons: without a slash at its end. A wrong one stays unchanged. */
export function baseUrlOf(sources: Pick<SettingSources, "config" | "env">): string {
  const { value } = findBaseUrl(sources);
  try {
    return baseUrlText(checkBaseUrl(value));
  } catch {
    return value;
  }
}

interface Setting {
  readonly setting: string;
  readonly value: string;
}

function findToken({ config, env, readFile }: SettingSources): Setting {
  const configured = config(tokenKey);
  if (configured !== undefined) return { setting: tokenKey, value: configured };
  const value = env["SKYVIA_TOKEN"];
  if (value !== undefined && value !== "") return { setting: "SKYVIA_TOKEN", value };
  const file = env["SKYVIA_TOKEN_FILE"];
  if (file === undefined || file === "") {
    throw new ProviderError(
      "there is no token for the Skyvia API",
      "Set it with `pulumi config set --secret skyvia:token`, or as SKYVIA_TOKEN or SKYVIA_TOKEN_FILE in the environment, or give the resource a `provider`.",
    );
  }
  try {
    return { setting: `SKYVIA_TOKEN_FILE (${file})`, value: readFile(file) };
  } catch (error) {
    throw new ProviderError(
      `the token file ${file} cannot be read (${systemReason(error)})`,
      "Correct SKYVIA_TOKEN_FILE.",
    );
  }
}

function findBaseUrl({ config, env }: Pick<SettingSources, "config" | "env">): Setting {
  const configured = config(baseUrlKey);
  if (configured !== undefined) return { setting: baseUrlKey, value: configured };
  const value = env["SKYVIA_BASE_URL"];
  if (value !== undefined && value !== "") return { setting: "SKYVIA_BASE_URL", value };
  return { setting: "the default", value: defaultBaseUrl };
}

function checked<T>(setting: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (!isSkyviaError(error)) throw error;
    throw new ProviderError(`${setting}: ${error.message}`, error.next);
  }
}
