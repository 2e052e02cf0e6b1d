import type { Answer, OperationCall } from "../operations/operations.ts";
import type { FaultOf, Proceed } from "./fault-row.ts";

/** Adds to or deletes from the start of the list just before it is read, as another user could. */
export function shiftPage(
  { change, count = 1 }: FaultOf<"page_shift">,
  { world, workspaceId }: OperationCall,
  proceed: Proceed,
): Answer {
  if (workspaceId === 0) return proceed();
  for (let n = 0; n < count; n++) {
    const first = world.integrations(workspaceId, 1, 0).data[0];
    if (change === "insert") world.add(workspaceId, { name: "Added meanwhile", at: "start" });
    else if (first !== undefined) world.delete(workspaceId, first.id);
  }
  return proceed();
}

/** Makes every page say that there is more. */
export function moreForEver(
  { repeat = false }: FaultOf<"has_more_forever">,
  { query }: OperationCall,
  proceed: Proceed,
): Answer {
  const answer = repeat ? lastFullPage(query, proceed) : proceed();
  return isPage(answer.body) ? { ...answer, body: { ...answer.body, hasMore: true } } : answer;
}

/** The page that is asked for or, past the end, the last one that has something on it. */
function lastFullPage(query: OperationCall["query"], proceed: Proceed): Answer {
  const answer = proceed(query);
  const skip = Number(query["skip"]);
  if (!isPage(answer.body) || answer.body.data.length > 0 || skip === 0) return answer;
  return lastFullPage({ ...query, skip: Math.max(0, skip - Number(query["take"])) }, proceed);
}

function isPage(body: unknown): body is { readonly data: readonly unknown[] } {
  return typeof body === "object" && body !== null && "data" in body && Array.isArray(body.data);
}
