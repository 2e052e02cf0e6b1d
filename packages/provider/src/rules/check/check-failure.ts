import type { Finding } from "../findings.ts";

/** A finding in the form that the engine expects. With the path in `property` it would print `value {<nil>}` beside it. */
export function checkFailure({ path, reason }: Finding): { property: string; reason: string } {
  return { property: "", reason: `${path} ${reason}` };
}
