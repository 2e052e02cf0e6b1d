/** One thing that was checked. */
export interface Check {
  /** A stable name, such as `token` or `scopes:Integration / Read`. */
  readonly id: string;
  readonly kind: CheckKind;
  /** What is checked, in words. */
  readonly what: string;
  readonly status: "ok" | "warn" | "fail" | "skip";
  readonly found: string;
  /** What to do. null if nothing is wrong, or nothing was checked. */
  readonly next: string | null;
}

/** What is checked: the token, one of its scopes, or something that does not depend on the token. */
export type CheckKind = "token" | "scope" | "environment";

/** What a check found, without its name. */
export type Finding = Omit<Check, "id" | "kind" | "what">;

export const ok = (found: string): Finding => ({ status: "ok", found, next: null });
export const skip = (found: string): Finding => ({ status: "skip", found, next: null });
export const warn = (found: string, next: string): Finding => ({ status: "warn", found, next });
export const fail = (found: string, next: string): Finding => ({ status: "fail", found, next });

/** An integration that a scope can be checked with, from the files. */
export interface Sample {
  readonly workspaceId: number;
  readonly integrationId: number | null;
}

/** A token that a run with the files would use. */
export interface TokenSample {
  /** The variable that has it. null: it is the token of the run. */
  readonly variable: string | null;
  readonly sample: Sample | null;
}

/** The scopes that are checked, in order. The last two cannot be found out without a write. */
const scopes = [
  "Workspace / Read",
  "Integration / Read",
  "Integration / Read Schedule",
  "Integration / Enable-Disable Schedule",
  "Integration / Execute",
] as const;

export type Scope = (typeof scopes)[number];

/** The id of the check of a scope. */
export const scopeId = (scope: Scope): string => `scopes:${scope}`;

/** The ids of the checks of all scopes, in order. */
export const scopeIds: readonly string[] = scopes.map(scopeId);

const words: readonly (readonly [id: string, what: string, kind?: CheckKind])[] = [
  ["node", "Node.js"],
  ["base-url", "base URL"],
  ["proxy", "proxy"],
  ["reach", "API answers"],
  ["tls", "certificate"],
  ["token", "token", "token"],
  ...scopes.map((scope) => [scopeId(scope), scope, "scope"] as const),
  ["clock", "clock"],
  ["rate-limit", "rate limit"],
  ["files", "files"],
  ["schema", "schema line"],
  ["git", "git"],
  ["pulumi-engine", "Pulumi engine"],
  ["pulumi-sdk", "Pulumi SDK"],
];

/** All checks in their order. A missing finding is an error of the program. */
export function inOrder(findings: Readonly<Record<string, Finding>>): readonly Check[] {
  return words.map(([id, what, kind = "environment"]) => {
    const finding = findings[id];
    if (finding === undefined) throw new Error(`the check ${id} has no finding`);
    return { id, kind, what, ...finding };
  });
}
