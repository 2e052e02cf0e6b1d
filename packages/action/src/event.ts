import { readFile } from "node:fs/promises";
import { ActionError } from "./action-error.ts";

/** The origin of a pull request. */
export interface PullRequest {
  readonly number: number;
  /** `pull_request`, or another event whose name begins like that. */
  readonly event: string;
  /** GitHub gives its run no secrets, except on `pull_request_target`. null: it is from this repository. */
  readonly outside: "a fork" | "Dependabot" | null;
}

type Env = Readonly<Record<string, string | undefined>>;

/** The pull request that the workflow runs for, null if it runs for something else. Throws an `ActionError`. */
export async function readPullRequest(env: Env): Promise<PullRequest | null> {
  const name = env["GITHUB_EVENT_NAME"] ?? "";
  if (!name.startsWith("pull_request")) return null;
  const event = await readEvent(env["GITHUB_EVENT_PATH"] ?? "");
  const request = field(event, "pull_request");
  const number = field(request, "number");
  if (typeof number !== "number" || !Number.isSafeInteger(number) || number < 1) {
    throw new ActionError(1, `the event ${name} has no pull request`, "Run the action on `pull_request`.");
  }
  return { number, event: name, outside: outsideOf(request, env) };
}

function outsideOf(request: unknown, env: Env): PullRequest["outside"] {
  // The repository of a fork that was deleted is null.
  const head = field(field(field(request, "head"), "repo"), "full_name");
  const base = field(field(field(request, "base"), "repo"), "full_name");
  if (typeof head !== "string" || head !== base) return "a fork";
  return env["GITHUB_ACTOR"] === "dependabot[bot]" ? "Dependabot" : null;
}

async function readEvent(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    const why = error instanceof SyntaxError ? "it is not JSON" : `it cannot be read: ${(error as Error).message}`;
    throw new ActionError(
      1,
      `the event file ${JSON.stringify(file)} (GITHUB_EVENT_PATH) cannot be used: ${why}`,
      "Run the action as a step of a workflow; nothing was read or written.",
    );
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
