import type { Probe } from "@skyvia-schedules/client";
import { parseJson } from "../files/parse-json.ts";
import { fail, ok, scopeId, skip, warn, type Finding, type Sample, type Scope } from "./check.ts";

/** Sends one GET with the token. */
export type Get = (path: string) => Promise<Probe>;

/**
 * The token and its scopes, by harmless calls. A token is refused only if no GET passes. `workspaces` is the answer of the
 * listing of workspaces.
 */
export async function checkScopes(
  get: Get,
  workspaces: Probe,
  sample: Sample | null,
): Promise<Readonly<Record<string, Finding>>> {
  const workspaceId = sample?.workspaceId ?? firstId(workspaces);
  const list = workspaceId === null ? null : await get(`/v1/workspaces/${workspaceId}/integrations?take=1`);
  const integrationId = sample?.integrationId ?? firstId(list);
  const schedule =
    workspaceId === null || integrationId === null
      ? null
      : await get(`/v1/workspaces/${workspaceId}/integrations/${integrationId}/schedule`);
  const token = judgeToken([workspaces, list, schedule]);
  const isRefused = token.status === "fail";
  return {
    token,
    ...scope("Workspace / Read", workspaces, isRefused, (found) =>
      warn(found, "Add the scope if files give a workspace a name, or if `-w` names one."),
    ),
    ...scope("Integration / Read", list, isRefused, needed("Integration / Read"), unlisted(workspaces, "workspaces")),
    ...scope(
      "Integration / Read Schedule",
      schedule,
      isRefused,
      needed("Integration / Read Schedule"),
      list === null ? unlisted(workspaces, "workspaces") : unlisted(list, "integrations"),
    ),
    ...unseenScopes,
  };
}

/**
 * Refused only if no GET passes. An answer that says nothing about the token, such as a 429, decides nothing. The API
 * answers 403 both for an unknown token and for a token that lacks a scope. Only the message distinguishes them.
 */
function judgeToken(answers: readonly (Probe | null)[]): Finding {
  const judged = answers.filter((answer) => answer?.kind === "answer" && answer.status !== 429 && answer.status < 500);
  const [first] = judged;
  if (judged.some((answer) => !isRefusal(statusOf(answer)))) return ok("valid");
  if (judged.length === 1 && first != null && /\bscope\b/i.test(saidBy(first)))
    return ok("valid, but it lacks a scope");
  if (first != null) return refused(first);
  return skip(`not checked: the API answers ${statusOf(answers[0] ?? null) ?? "nothing"}`);
}

/** Whether an answer refuses the token, or what it asks for. */
export function isRefusal(status: number | null): boolean {
  return status === 401 || status === 403;
}

/** Why nothing is known to look at, where the listing has no answer that says what there is. */
function unlisted(listing: Probe, what: "workspaces" | "integrations"): string | undefined {
  return statusOf(listing) === 200 ? undefined : `the ${what} could not be listed`;
}

function needed(name: Scope): (found: string) => Finding {
  return (found) => fail(found, `Give the token the scope "${name}": every plan needs it.`);
}

/** No verb tries a write to find out. */
export const unseenScopes: Readonly<Record<string, Finding>> = Object.fromEntries(
  (["Integration / Enable-Disable Schedule", "Integration / Execute"] satisfies Scope[]).map((name) => [
    scopeId(name),
    skip("not checked: only a write would show it"),
  ]),
);

function scope(
  name: Scope,
  answer: Probe | null,
  isRefused: boolean,
  lacking: (found: string) => Finding,
  unseen = "there is no workspace or integration to look at",
): Readonly<Record<string, Finding>> {
  const status = statusOf(answer);
  const finding = isRefused
    ? skip("not checked: the token is refused")
    : answer?.kind === "failed"
      ? skip("not checked: the API did not answer")
      : status === null
        ? skip(`not checked: ${unseen}`)
        : isRefusal(status)
          ? lacking("the token lacks this scope")
          : status < 300
            ? ok("granted")
            : skip(`not checked: the API answers ${status}`);
  return { [scopeId(name)]: finding };
}

function refused(answer: Probe): Finding {
  const said = saidBy(answer);
  const page = "a new token in Skyvia's web page (account settings, API), and put it in place of this one.";
  return fail(
    `the API refuses it${said === "" ? "" : `: ${said}`}`,
    statusOf(answer) === 403 ? `Give the token the read scopes. Or make ${page}` : `Make ${page}`,
  );
}

/** The message of an answer, or "". */
function saidBy(answer: Probe): string {
  const value = answer.kind === "answer" ? parseJson(answer.body) : null;
  const message = typeof value === "object" && value !== null && "message" in value ? value.message : "";
  return typeof message === "string" ? message.slice(0, 200) : "";
}

function statusOf(answer: Probe | null): number | null {
  return answer?.kind === "answer" ? answer.status : null;
}

/** The id of the first item of a list, or of a page. */
function firstId(answer: Probe | null): number | null {
  if (answer?.kind !== "answer" || answer.status !== 200) return null;
  const value = parseJson(answer.body);
  const list = typeof value === "object" && value !== null && "data" in value ? value.data : value;
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  const id = typeof first === "object" && first !== null && "id" in first ? first.id : null;
  return typeof id === "number" ? id : null;
}
