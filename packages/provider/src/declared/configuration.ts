import { checkBaseUrl, checkToken, isSkyviaError } from "@skyvia-schedules/client";
import { plain, shown, type Rule } from "../rules/findings.ts";
import type { InputProperty } from "./property.ts";

const accepted = (value: string, check: (text: string) => unknown): string | null => {
  try {
    check(value);
    return null;
  } catch (error) {
    if (!isSkyviaError(error)) throw error;
    return `${error.message}\n  ${error.next}`;
  }
};

/** No message contains the value, because it is a secret. */
const aToken: Rule = (value) =>
  typeof value === "string" ? problemOf(accepted(value, checkToken)) : "must be a text: the token is not shown here";
const aBaseUrl: Rule = (value) =>
  typeof value === "string" ? problemOf(accepted(value, checkBaseUrl)) : `must be a text, not ${shown(value)}`;
/** Settings of a stack are texts. */
const aConcurrency: Rule = (value) =>
  /^([1-9]|[1-5]\d|6[0-4])$/.test(String(value)) ? null : `must be a whole number from 1 to 64, not ${shown(value)}`;

const problemOf = (reason: string | null): string | null => (reason === null ? null : `is not usable: ${reason}`);

/** A setting of the provider. */
export interface Setting extends InputProperty {
  readonly secret?: boolean;
}

/** The settings of the provider: in the stack's configuration under `skyvia:`, or of an explicit provider. */
export const configuration: Readonly<Record<"token" | "baseUrl" | "concurrency", Setting>> = {
  token: {
    type: "string",
    secret: true,
    check: plain(aToken),
    description:
      "The API token. Kept as a secret in the state. Default: `SKYVIA_TOKEN` of the environment, else the file that `SKYVIA_TOKEN_FILE` names.",
  },
  baseUrl: {
    type: "string",
    check: plain(aBaseUrl),
    description:
      "The base URL of the API. Default: `SKYVIA_BASE_URL` of the environment, else `https://api.skyvia.com`.",
  },
  concurrency: {
    type: "integer",
    check: plain(aConcurrency),
    description: "How many requests of one resource may be in flight at once, from 1 to 64. Default: 8.",
  },
};
