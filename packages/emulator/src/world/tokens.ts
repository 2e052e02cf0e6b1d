import { ApiFailure } from "./api-failure.ts";
import type { Scope } from "./scope.ts";
import type { TokenRecord } from "./world-state.ts";

/** The rights that a call needs of its token. `workspaceId` is null if the call names none. */
export interface Need {
  readonly scope: Scope;
  readonly workspaceId: number | null;
}

/**
 * Refuses a call its token does not allow: 403 every time, as the vendor does, with a message for each case.
 * Only the first message is known from live answers; the others are this emulator's own words.
 */
export function authorise(header: string | undefined, token: TokenRecord | undefined, need: Need): void {
  if (header === undefined || header === "" || header.includes(" "))
    throw new ApiFailure(403, "Authorization header is missing or invalid.");
  if (token === undefined) throw new ApiFailure(403, "Access token is unknown, expired or revoked.");
  if (!token.scopes.includes(need.scope)) throw new ApiFailure(403, `Access token lacks the scope "${need.scope}".`);
  if (need.workspaceId !== null && !covers(token, need.workspaceId))
    throw new ApiFailure(403, `Access token does not cover the workspace ${need.workspaceId}.`);
}

/** Whether a token is for the whole account or for this workspace. */
export function covers({ workspaces }: TokenRecord, workspaceId: number): boolean {
  return workspaces === null || workspaces.includes(workspaceId);
}
