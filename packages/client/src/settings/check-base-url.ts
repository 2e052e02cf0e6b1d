import { isIPv4 } from "node:net";
import { badInput, type SkyviaError } from "../errors/skyvia-error.ts";

/** Where the vendor serves the API. */
export const defaultBaseUrl = "https://api.skyvia.com";

/**
 * A base URL that the token may be sent to: https, or http to this machine; a path prefix is allowed.
 * Throws a `bad-input` error otherwise, which repeats neither user information nor the query.
 */
export function checkBaseUrl(text: string): URL {
  if (!URL.canParse(text)) throw refusal("is not a URL", 'Write it with its scheme, as in "https://api.skyvia.com".');
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") {
    throw refusal(`has the scheme "${url.protocol.slice(0, -1)}"`, 'Write it as in "https://api.skyvia.com".');
  }
  if (url.username !== "" || url.password !== "") {
    throw refusal("contains a user name or password", "Leave it out: the API takes only the token.");
  }
  if (text.includes("?") || text.includes("#")) {
    throw refusal("contains a query or a fragment", "Leave out everything from the ? or # on.");
  }
  if (/\/v1\/*$/.test(url.pathname)) {
    throw refusal("ends with /v1, which every call adds itself", "Leave out the /v1.");
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw refusal("is http to another machine", "Use https: the token would be readable on the way.");
  }
  return url;
}

/** A base URL as a text without a slash at its end, so that paths can be appended. */
export function baseUrlText(url: URL): string {
  return url.href.replace(/\/+$/, "");
}

/** The part of a base URL before the paths of the API: empty, or with a slash at its start and none at its end. */
export function pathPrefix(url: URL): string {
  return url.pathname.replace(/\/+$/, "");
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || (isIPv4(hostname) && hostname.startsWith("127."));
}

function refusal(what: string, next: string): SkyviaError {
  return badInput(`the base URL ${what}`, next);
}
