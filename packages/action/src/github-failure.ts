import { ActionError } from "./action-error.ts";

/** The longest wait for the end of a rate limit, in milliseconds. */
const longestWait = 60_000;

/** Whether an answer says that too many calls were made. */
function isRateLimited({ status, headers }: Response): boolean {
  return (
    status === 429 || (status === 403 && (headers.has("retry-after") || headers.get("x-ratelimit-remaining") === "0"))
  );
}

/**
 * How long to wait before a call is repeated. null: it is not repeated. A call is repeated after a rate limit that soon ends, and after failures of reads. A
 * POST that may have arrived is never sent twice.
 */
export function waitFor(method: string, response: Response | null, attempt: number, now: number): number | null {
  if (response !== null && isRateLimited(response)) {
    const wait = untilAllowed(response, now);
    return wait <= longestWait ? wait : null;
  }
  const passing = response === null || response.status >= 500;
  return passing && method !== "POST" ? 1000 * attempt : null;
}

function untilAllowed({ headers }: Response, now: number): number {
  const after = Number(headers.get("retry-after") ?? NaN);
  if (Number.isFinite(after)) return Math.max(0, 1000 * after);
  const reset = Number(headers.get("x-ratelimit-reset") ?? NaN);
  return Number.isFinite(reset) ? Math.max(0, 1000 * reset - now) : 1000;
}

/** The error for a call that failed. */
export async function githubFailure(
  method: string,
  path: string,
  response: Response | null,
  now: number,
): Promise<ActionError> {
  const call = `${method} ${path.replace(/\?.*/, "")}`;
  if (response === null) {
    return new ActionError(1, `GitHub did not answer ${call}`, "Run the job again; the report is in the job summary.");
  }
  const said = await messageOf(response);
  const message = `GitHub answered ${response.status} to ${call}${said === "" ? "" : `: ${said}`}`;
  return new ActionError(1, message, `${advice(response, now)} The report is in the job summary.`);
}

async function messageOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  if (typeof body !== "object" || body === null || !("message" in body)) return "";
  return String(body.message).slice(0, 300);
}

function advice(response: Response, now: number): string {
  if (isRateLimited(response)) {
    const again = new Date(now + untilAllowed(response, now)).toISOString();
    return `Its rate limit is used up: run the job again after ${again}.`;
  }
  switch (response.status) {
    case 401:
      return "Give the input github-token a token that is valid.";
    case 403:
      return "Give the job `permissions:` with `pull-requests: write` (a comment) or `issues: write` (an issue).";
    case 404:
    case 410:
      return "Use a github-token that may read this repository, with `pull-requests: write` or `issues: write`.";
    case 422:
      return "It refuses the content: if the conversation is locked, unlock it, or set `comment: false`.";
    default:
      return "Run the job again.";
  }
}
