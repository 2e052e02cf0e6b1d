import { problem, type ErrorRecord, type Problem, type TokenVariable } from "@skyvia-schedules/core";
import { ProblemsFound, RunError } from "../verb/run-error.ts";
import { readToken, readVariable, type TokenFlags, type TokenReader } from "./token.ts";

/** The part of a workspace that decides which token it uses. Every workspace of a desired state has it. */
export interface TokenUser {
  readonly id: number;
  /** The variable with its token. null: it uses the token of the run. */
  readonly tokenFrom: TokenVariable | null;
}

/** The tokens of a run. */
export interface Tokens {
  /** The token of the run. null: every workspace has one of its own. */
  readonly ofRun: string | null;
  /** By variable. */
  readonly ofVariables: ReadonlyMap<string, string>;
}

/**
 * Reads every token that the workspaces use, and no other. Without workspaces it reads the token of the run. Throws a `RunError` if the token of the run
 * cannot be used, or a `ProblemsFound` with each variable that contains no token.
 */
export async function readTokens(
  reader: TokenReader,
  flags: TokenFlags,
  users: readonly TokenUser[] = [],
): Promise<Tokens> {
  const problems: Problem[] = [];
  const ofVariables = new Map<string, string>();
  for (const [variable, user] of firstUsers(users)) {
    const token = await readVariable(reader, variable).catch(recordOfRunError);
    if (typeof token === "string") ofVariables.set(variable, token);
    else problems.push(unusable(user, token));
  }
  const isRunTokenUsed = users.length === 0 || users.some(({ tokenFrom }) => tokenFrom === null);
  const ofRun = isRunTokenUsed ? await readToken(reader, flags).catch(recordOfRunError) : null;
  if (ofRun === null || typeof ofRun === "string") {
    if (problems.length > 0) throw new ProblemsFound(problems, null);
    return { ofRun, ofVariables };
  }
  const error = new RunError(ofRun.code as "token-missing", ofRun.message, adviceFor(ofRun, users));
  throw problems.length > 0 ? new ProblemsFound(problems, error.record) : error;
}

/** The first workspace of each variable. */
function firstUsers(users: readonly TokenUser[]): ReadonlyMap<string, UserOfVariable> {
  const first = new Map<string, UserOfVariable>();
  for (const { id, tokenFrom } of users) {
    if (tokenFrom !== null && !first.has(tokenFrom.variable)) first.set(tokenFrom.variable, { id, tokenFrom });
  }
  return first;
}

type UserOfVariable = TokenUser & { readonly tokenFrom: TokenVariable };

function recordOfRunError(error: unknown): ErrorRecord {
  if (error instanceof RunError) return error.record;
  throw error;
}

function unusable({ id, tokenFrom: { variable, source } }: UserOfVariable, { message, next }: ErrorRecord): Problem {
  return problem("token-variable", source, { id, variable, reason: message, next }, { workspaceId: id });
}

/** Where some workspaces have a token of their own, it is not obvious which of them still needs the token of the run. */
function adviceFor({ code, next }: ErrorRecord, users: readonly TokenUser[]): string {
  const without = users.filter(({ tokenFrom }) => tokenFrom === null).map(({ id }) => id);
  if (code !== "token-missing" || without.length === 0 || without.length === users.length) return next;
  const [what, have] = without.length === 1 ? ["Workspace", "has"] : ["Workspaces", "have"];
  return `${next} ${what} ${without.join(", ")} ${have} no \`tokenFrom\`.`;
}
