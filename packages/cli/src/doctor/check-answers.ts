import type { Probe } from "@skyvia-schedules/client";
import { parseJson } from "../files/parse-json.ts";
import { isRefusal } from "./check-scopes.ts";
import { fail, ok, warn, type Finding } from "./check.ts";

type Answer = Extract<Probe, { kind: "answer" }>;

/** A GET and its answer. */
export interface Call {
  readonly path: string;
  readonly answer: Probe;
}

const isDown = "The API is down: try again later.";
const notTheApi = "Check the base URL: it must be that of the API. A proxy or a login page may also have answered.";

/** Why the answer to the listing of workspaces is not that of a working API. null: it is. */
export function whatIsWrong({ status, body, headers }: Answer): Finding | null {
  if (status >= 500) return fail(`the API answers ${status}`, isDown);
  if (status >= 300 && status < 400)
    return fail(`the API answers ${status} to ${headers["location"] ?? "nowhere"}`, notTheApi);
  if (status === 429) return null;
  const value = parseJson(body);
  if (value === undefined) return fail(`the answer (${status}) is not JSON`, notTheApi);
  if (status >= 400 && !isRefusal(status))
    return fail(`GET /v1/workspaces answers ${status}, so it is not the API`, notTheApi);
  if (status < 300 && !Array.isArray(value)) {
    return fail("GET /v1/workspaces answers no list of workspaces, so it is not the API", notTheApi);
  }
  return null;
}

/** The first of several calls that failed, although the API was reached. null: none did. */
export function whatBroke(calls: readonly Call[]): Finding | null {
  for (const call of calls) {
    const found = brokenBy(call);
    if (found !== null) return found;
  }
  return null;
}

function brokenBy({ path, answer }: Call): Finding | null {
  if (answer.kind === "failed") return fail(`GET ${path}: ${answer.reason}`, answer.next);
  const { status, body } = answer;
  if (status >= 500) return fail(`GET ${path} answers ${status}`, isDown);
  const isJson = body === "" || parseJson(body) !== undefined;
  return isJson || status >= 300 ? null : fail(`GET ${path}: the answer (${status}) is not JSON`, notTheApi);
}

const limitHeader = /^(?:x-)?rate-?limit/;

/** The rate limit by all answers: a refused call counts, else the headers of the first answer are shown. */
export function checkRateLimit(calls: readonly Call[]): Finding {
  const answers = calls.flatMap(({ answer }) => (answer.kind === "answer" ? [answer] : []));
  const refused = answers.find(({ status }) => status === 429);
  if (refused !== undefined) {
    const wait = refused.headers["retry-after"];
    return warn(
      `the API refuses calls for now (429${wait === undefined ? "" : `, for ${wait} s`})`,
      "Run again later. Plans and applies wait by themselves.",
    );
  }
  const named = Object.entries(answers[0]?.headers ?? {}).filter(([name]) => limitHeader.test(name));
  return ok(named.length === 0 ? "none seen" : named.map(([name, value]) => `${name}: ${value}`).join(", "));
}
