import { isMap, isSeq } from "yaml";
import { find, pairOf, type DocumentNodes, type Found } from "./document-nodes.ts";
import { selectorKeys } from "./read-workspaces.ts";

/** What to do where a key is missing. */
export const howToAdd: Readonly<Record<string, string>> = {
  version: "Write `version: 1` as the first line.",
  workspaces: "Add `workspaces:` with a list: a file without workspaces never means that everything is disabled.",
  id: "Add `id:` with the number of the workspace (`skyvia-schedules workspaces` lists them).",
  schedule: "Add `schedule: enabled` or `schedule: disabled`.",
  workspace: "Add `workspace:` with the number of the workspace.",
  select: "Add `select:` with `id`, `name`, `match`, `tag` or `owner`.",
  until: "Add `until:` with the instant at which it ends: every hold needs an end.",
  reason: "Add `reason:`, so that others know why.",
  owner: "Add `owner:`, so that others know whom to ask.",
};

/** A place in the format in the user's words. */
export function nameOf(steps: readonly string[]): string {
  if (steps.includes("integrations") && steps.length > 3) return "an integration";
  if (steps.length === 3 && (steps[2] === "limits" || steps[2] === "defaults")) return `\`${steps[2]}\``;
  if (steps.at(-1) === "select" || steps.at(-1) === "except") return `\`${steps.at(-1)}\``;
  if (steps[0] === "holds" && steps.length > 1) return "a hold";
  if (steps[0] === "freezes" && steps.length > 1) return "a freeze";
  return steps.length > 1 ? "a workspace" : "the file";
}

/** What can be removed instead of a wrong text, so that the rest still fits the schema. */
export function removableAt({ steps }: Found, nodes: DocumentNodes): "key" | "item" | null {
  const parentSteps = steps.slice(0, -1);
  const { value: parent } = find(parentSteps.map((step) => `/${step}`).join(""), nodes);
  const key = steps.at(-1) ?? "";
  if (isSeq(parent)) return parent.items.length > 1 || parentSteps.at(-1) === "tags" ? "item" : null;
  const of = nameOf(parentSteps);
  const others = isMap(parent) ? parent.items.length - 1 : 0;
  if (of === "`select`" || of === "`except`") return others === 0 ? null : "key";
  const selectors: readonly string[] = of === "an integration" ? selectorKeys : [];
  const isNeeded = selectors.includes(key)
    ? !selectors.some((other) => other !== key && pairOf(parent, other) !== undefined)
    : neededTexts[of]?.includes(key) === true;
  return isNeeded ? null : "key";
}

/** The texts that the schema requires. */
const neededTexts: Readonly<Record<string, readonly string[]>> = {
  "a hold": ["reason", "owner"],
  "a freeze": ["name"],
};
