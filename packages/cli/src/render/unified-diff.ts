import { applyEdits, type EditedFile } from "@skyvia-schedules/core/yaml";
import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from "diff";

/** How many unchanged lines are shown around a change. */
const context = 3;

/** The edits of a file as a unified diff, which `patch` and `git apply` accept. "" if nothing changes. */
export function unifiedDiff({ file, before, edits }: Pick<EditedFile, "file" | "before" | "edits">): string {
  const after = applyEdits(before, edits);
  if (after === before) return "";
  const patch = structuredPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, { context });
  return formatPatch(patch, FILE_HEADERS_ONLY);
}
