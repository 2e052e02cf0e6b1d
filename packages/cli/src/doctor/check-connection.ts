import {
  checkBaseUrl,
  checkToken,
  defaultBaseUrl,
  isSkyviaError,
  probe,
  proxyOf,
  type Probe,
} from "@skyvia-schedules/client";
import { baseUrlOf } from "../api/session.ts";
import { readToken } from "../api/token.ts";
import type { ApiFlags } from "../flags/flags.ts";
import type { Context } from "../verb/context.ts";
import { RunError } from "../verb/run-error.ts";
import { checkClock } from "./check-clock.ts";
import { checkScopes, type Get } from "./check-scopes.ts";
import { fail, ok, scopes, skip, warn, type Finding, type Sample } from "./check.ts";

type Answer = Extract<Probe, { kind: "answer" }>;

/** Everything about the way to the API. Only GET is sent, each once. */
export async function checkConnection(
  context: Context,
  flags: ApiFlags,
  sample: Sample | null,
): Promise<Readonly<Record<string, Finding>>> {
  const address = attempt(() => baseUrlOf(context, flags));
  if ("finding" in address) return { "base-url": address.finding, ...unreached("the base URL is wrong") };
  const baseUrl = checkBaseUrl(address.value);
  const token = await tokenOf(context, flags);
  const about = { "base-url": ok(address.value === defaultBaseUrl ? `${address.value} (the default)` : address.value) };
  const proxy = checkProxy(baseUrl, context.io.env);
  if (proxy.status === "fail") return { ...about, ...unreached("the proxy is wrong"), proxy };
  const get: Get = async (path) =>
    probe({
      baseUrl,
      path,
      token: "value" in token ? token.value : null,
      requestTimeout: flags.requestTimeout,
      env: context.io.env,
      now: () => context.io.now(),
      signal: context.interruption.over,
    });
  const first = await get("/v1/workspaces");
  const way = { ...about, proxy, ...checkWay(baseUrl, first) };
  if (way.reach.status === "fail" || way.tls.status === "fail" || first.kind !== "answer") {
    return { ...unreached("the API was not reached"), ...way, ...("finding" in token ? { token: token.finding } : {}) };
  }
  const rest = { clock: checkClock(first.headers["date"], first), "rate-limit": checkRateLimit(first) };
  if ("finding" in token) return { ...unreached("there is no token"), ...way, ...rest, token: token.finding };
  return { ...way, ...rest, ...(await checkScopes(get, first, sample)) };
}

/** The checks that need the API, where it cannot be asked. */
function unreached(why: string): Readonly<Record<string, Finding>> {
  const ids = ["proxy", "reach", "tls", "token", ...scopes.map((scope) => `scopes:${scope}`), "clock", "rate-limit"];
  return Object.fromEntries(ids.map((id) => [id, skip(`not checked: ${why}`)]));
}

type Attempt<T> = { readonly value: T } | { readonly finding: Finding };

function attempt<T>(work: () => T): Attempt<T> {
  try {
    return { value: work() };
  } catch (error) {
    return { finding: findingOf(error) };
  }
}

async function tokenOf(context: Context, { tokenFile }: ApiFlags): Promise<Attempt<string>> {
  try {
    return { value: checkToken(await readToken(context, tokenFile)) };
  } catch (error) {
    return { finding: findingOf(error) };
  }
}

function findingOf(error: unknown): Finding {
  if (error instanceof RunError) return fail(error.message, error.record.next);
  if (isSkyviaError(error)) return fail(error.message, error.next);
  throw error;
}

/** A proxy is shown without its user name and password. */
function checkProxy(baseUrl: URL, env: Context["io"]["env"]): Finding {
  if (baseUrl.protocol !== "https:") return ok("none: http to this machine needs none");
  const found = attempt(() => proxyOf(env));
  if ("finding" in found) return found.finding;
  if (found.value === null) return ok("none");
  const { protocol, host } = new URL(found.value);
  const except = env["no_proxy"] ?? env["NO_PROXY"] ?? "";
  return ok(`${protocol}//${host}${except === "" ? "" : `, but for ${except}`}`);
}

function checkWay(baseUrl: URL, answer: Probe): { readonly reach: Finding; readonly tls: Finding } {
  const isHttp = baseUrl.protocol === "http:";
  const tls = ok(isHttp ? "not needed: http to this machine" : "valid");
  if (answer.kind === "failed") {
    if (answer.isCertificate) return { reach: ok(`${baseUrl.host} answers`), tls: fail(answer.reason, answer.next) };
    return { reach: fail(answer.reason, answer.next), tls: skip("not checked: the API was not reached") };
  }
  const wrong = whatIsWrong(answer);
  if (wrong === null) return { reach: ok(`in ${Math.round(answer.receivedAt - answer.sentAt)} ms`), tls };
  return { reach: wrong, tls };
}

function whatIsWrong({ status, body, headers }: Answer): Finding | null {
  const page = "Check the base URL: it must be that of the API. A proxy or a login page may also have answered.";
  if (status >= 500) return fail(`the API answers ${status}`, "The API is down: try again later.");
  if (status >= 300 && status < 400)
    return fail(`the API answers ${status} to ${headers["location"] ?? "nowhere"}`, page);
  if (status === 429) return null;
  try {
    JSON.parse(body);
    return null;
  } catch {
    return fail(`the answer (${status}) is not JSON`, page);
  }
}

const limitHeader = /^(?:x-)?rate-?limit/;

function checkRateLimit({ status, headers }: Answer): Finding {
  if (status === 429) {
    const wait = headers["retry-after"];
    return warn(
      `the API refuses calls for now (429${wait === undefined ? "" : `, for ${wait} s`})`,
      "Run again later. Plans and applies wait by themselves.",
    );
  }
  const named = Object.entries(headers).filter(([name]) => limitHeader.test(name));
  return ok(named.length === 0 ? "none seen" : named.map(([name, value]) => `${name}: ${value}`).join(", "));
}
