import { checkBaseUrl, defaultBaseUrl, isSkyviaError, probe, proxyOf, type Probe } from "@skyvia-schedules/client";
import { baseUrlOf, type SessionFlags } from "../api/session.ts";
import { readToken, readVariable } from "../api/token.ts";
import { waitFor } from "../process/wait-for.ts";
import type { Context } from "../verb/context.ts";
import { RunError } from "../verb/run-error.ts";
import { checkClock } from "./check-clock.ts";
import { checkRateLimit, whatBroke, whatIsWrong, type Call } from "./check-answers.ts";
import { checkScopes, unseenScopes, type Get } from "./check-scopes.ts";
import { fail, ok, scopeIds, skip, type Finding, type TokenSample } from "./check.ts";

/** Everything about the way to the API. Only GET is sent, each once. */
export async function checkConnection(
  context: Context,
  flags: SessionFlags,
  used: readonly TokenSample[],
): Promise<Readonly<Record<string, Finding>>> {
  const address = attempt(() => baseUrlOf(context, flags));
  if ("finding" in address) return { "base-url": address.finding, ...unreached("the base URL is wrong") };
  const baseUrl = checkBaseUrl(address.value);
  const about = { "base-url": ok(address.value === defaultBaseUrl ? `${address.value} (the default)` : address.value) };
  const proxy = checkProxy(baseUrl, context.io.env);
  if (proxy.status === "fail") return { ...about, ...unreached("the proxy is wrong"), proxy };
  const seen: Call[] = [];
  const getWith = (token: string | null): Get => {
    return async (path) => {
      const answer = await waitFor(context.interruption, `the answer to GET ${path}`, async (signal) =>
        probe({
          baseUrl,
          path,
          token,
          requestTimeout: flags.requestTimeout,
          env: context.io.env,
          now: () => context.io.now(),
          signal,
        }),
      );
      seen.push({ path, answer });
      return answer;
    };
  };
  const tokens = await readTokens(context, flags, used);
  const first = await getWith(tokens.find(({ value }) => value !== null)?.value ?? null)("/v1/workspaces");
  const way = { ...about, proxy, ...checkWay(baseUrl, first) };
  const unread = tokens.flatMap(({ finding }) => finding ?? []);
  if (way.reach.status === "fail" || way.tls.status === "fail" || first.kind !== "answer") {
    const token = unread.length === 0 ? {} : { token: together(tokens, (one) => one.finding ?? unreachedToken) };
    return { ...unreached("the API was not reached"), ...way, ...token };
  }
  const scopesFound = await checkTokens(tokens, getWith, first);
  const rest = { clock: checkClock(first.headers["date"], first), "rate-limit": checkRateLimit(seen) };
  return { ...way, reach: whatBroke(seen) ?? way.reach, ...rest, ...scopesFound };
}

/** A token of the run, or why it cannot be read. */
interface Token extends TokenSample {
  readonly value: string | null;
  readonly finding: Finding | null;
}

/** The tokens that the files use; where they use none, or where `--token-from` names one, that of the run. */
async function readTokens(context: Context, flags: SessionFlags, used: readonly TokenSample[]): Promise<Token[]> {
  const samples = used.length === 0 || flags.tokenFrom !== undefined ? [ofRun(used)] : used;
  const tokens: Token[] = [];
  for (const { variable, sample } of samples) {
    try {
      const value = await (variable === null ? readToken(context, flags) : readVariable(context, variable));
      tokens.push({ variable, sample, value, finding: null });
    } catch (error) {
      tokens.push({ variable, sample, value: null, finding: findingOf(error) });
    }
  }
  return tokens;
}

function ofRun(used: readonly TokenSample[]): TokenSample {
  return { variable: null, sample: used.length === 1 ? (used[0]?.sample ?? null) : null };
}

/** The token and its scopes, of each token; `first` is the answer that the first usable one got to the listing of workspaces. */
async function checkTokens(
  tokens: readonly Token[],
  getWith: (token: string) => Get,
  first: Probe,
): Promise<Readonly<Record<string, Finding>>> {
  const firstUsable = tokens.find(({ value }) => value !== null);
  const found = new Map<Token, Readonly<Record<string, Finding>>>();
  for (const token of tokens) {
    const { value, sample } = token;
    if (value === null) continue;
    const get = getWith(value);
    const workspaces = token === firstUsable ? first : await get("/v1/workspaces");
    found.set(token, await checkScopes(get, workspaces, sample));
  }
  const ids = ["token", ...scopeIds];
  const without = (token: Token, id: string): Finding =>
    id === "token"
      ? (token.finding ?? unreachedToken)
      : (unseenScopes[id] ?? skip("not checked: there is no token to send"));
  return Object.fromEntries(ids.map((id) => [id, together(tokens, (one) => found.get(one)?.[id] ?? without(one, id))]));
}

const unreachedToken: Finding = skip("not checked: the API was not reached");

/** Joins the findings of one check for all tokens into one: the worst. If they differ, it names the token. What was not checked for each is not ok. */
function together(tokens: readonly Token[], findingFor: (token: Token) => Finding): Finding {
  const findings = tokens.map((token) => ({ token, finding: findingFor(token) }));
  const order = ["fail", "warn", "skip", "ok"];
  const [worst] = findings.toSorted((a, b) => order.indexOf(a.finding.status) - order.indexOf(b.finding.status));
  if (worst === undefined) return unreachedToken;
  if (findings.every(({ finding }) => finding.found === worst.finding.found)) return worst.finding;
  const said = findings.map(({ token: { variable }, finding }) => `${variable ?? "SKYVIA_TOKEN"}: ${finding.found}`);
  return { ...worst.finding, found: said.join("; ") };
}

/** The findings of the checks that need the API, if it cannot be reached. */
function unreached(why: string): Readonly<Record<string, Finding>> {
  const ids = ["proxy", "reach", "tls", "token", ...scopeIds, "clock", "rate-limit"];
  return { ...Object.fromEntries(ids.map((id) => [id, skip(`not checked: ${why}`)])), ...unseenScopes };
}

type Attempt<T> = { readonly value: T } | { readonly finding: Finding };

function attempt<T>(work: () => T): Attempt<T> {
  try {
    return { value: work() };
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
