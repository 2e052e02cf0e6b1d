/** The scopes of a token that matter here. Source: the vendor's API-settings page. */
export const scopes = [
  "Workspace / Read",
  "Integration / Read",
  "Integration / Execute",
  "Integration / Read Schedule",
  "Integration / Enable-Disable Schedule",
] as const;

/** One permission of a token, in the vendor's words. */
export type Scope = (typeof scopes)[number];
