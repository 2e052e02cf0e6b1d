import { pathText, schemaFindings } from "../schema-findings.ts";
import { ApiFailure } from "../world/api-failure.ts";
import { validateControl } from "./control-validator.generated.ts";

/** The kinds of bodies that the control routes take. */
export type BodyKind = "action" | "clock" | "rule" | "load";

const names: Readonly<Record<BodyKind, string>> = {
  action: "the body",
  clock: "the clock",
  load: "the load",
  rule: "the fault rule",
};

/** Throws an ApiFailure (400) that names every problem of a body, unless the body is of its kind. */
export function checkBody(kind: BodyKind, body: unknown): void {
  const problems = schemaFindings(validateControl, { [kind]: body ?? null }).map(({ path: [, ...path], message }) => {
    return `${path.length === 0 ? names[kind] : pathText(path)}: ${message}`;
  });
  if (problems.length > 0) throw new ApiFailure(400, problems.join("; "));
}
