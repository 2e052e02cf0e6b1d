import type { AttemptNotice } from "@skyvia-schedules/client";

const rows: readonly (readonly [method: string, path: RegExp, operation: string])[] = [
  ["GET", /^\/v1\/workspaces$/, "listWorkspaces"],
  ["GET", /^\/v1\/workspaces\/\d+$/, "getWorkspace"],
  ["GET", /\/integrations$/, "listIntegrations"],
  ["GET", /\/integrations\/\d+$/, "getIntegration"],
  ["GET", /\/integrations\/\d+\/schedule$/, "getSchedule"],
  ["POST", /\/schedule\/enable$/, "enableSchedule"],
  ["POST", /\/schedule\/disable$/, "disableSchedule"],
];

/** The operation of an attempt, by the id in the vendor's OpenAPI document. `other`: one that watch does not use. */
export function operationOf({ method, path }: Pick<AttemptNotice, "method" | "path">): string {
  const [plain = ""] = path.split("?");
  return rows.find(([verb, shape]) => verb === method && shape.test(plain))?.[2] ?? "other";
}

/** The status of an attempt as a label. `none`: no answer came. */
export function statusOf({ status }: Pick<AttemptNotice, "status">): string {
  return status === null ? "none" : String(status);
}
