import {
  noOverlays,
  parseDuration,
  parseInstant,
  type DesiredWorkspace,
  type Overlays,
  type Problem,
} from "@skyvia-schedules/core";
import { readOverlayValues, type OverlayValuesRead } from "@skyvia-schedules/core/yaml";
import { placeText, input } from "../place.ts";
import { holdsUnknown, isAbsent, isObject, type Properties } from "../properties.ts";
import type { Finding } from "../findings.ts";

/** The inputs of a resource about holds and freezes, with the keys that they have in the YAML. */
export interface OverlayInputs {
  readonly holds?: readonly Properties[];
  readonly freezes?: readonly Properties[];
  /** RFC 3339. Default: the clock. */
  readonly at?: string;
  /** Such as `30d`, which is the default. */
  readonly maxHold?: string;
  /** Where `holds[0]` and the like are written, for messages alone. */
  readonly __sources?: Readonly<Record<string, string>>;
}

/** Whether there are any holds or freezes. */
export function hasOverlays({ holds, freezes }: OverlayInputs | Properties): boolean {
  return [holds, freezes].some((list) => Array.isArray(list) && list.length > 0);
}

/** The instant for which holds and freezes are evaluated. It and `now`, the time of the clock, are in milliseconds since the epoch. */
export function evaluationInstant({ at }: OverlayInputs, now: number): number {
  return (typeof at === "string" ? parseInstant(at)?.at : undefined) ?? now;
}

/** The holds and freezes over a workspace, of checked inputs. */
export function overlaysOf(inputs: OverlayInputs, workspace: DesiredWorkspace): Overlays {
  return hasOverlays(inputs) ? read(inputs, workspace, null).overlays : noOverlays;
}

/**
 * Everything wrong with holds and freezes, in the words of the YAML. Values that are not known yet are skipped. `now`:
 * milliseconds since the epoch; null: what depends on the clock is not checked.
 */
export function overlayFindings(news: Properties, workspace: DesiredWorkspace, now: number | null): Finding[] {
  if (isAbsent(news["holds"]) && isAbsent(news["freezes"])) return [];
  const at = now === null ? null : evaluationInstant(news, now);
  return read(news, workspace, at).problems.map((problem) => finding(problem, workspace.id));
}

function finding({ code, source, message, next }: Problem, workspaceId: number): Finding {
  const path = `${placeText(source)}:`;
  if (code === "overlay-workspace-unknown") {
    return { path, reason: `${message}: write ${workspaceId}, the workspace of the resource, or leave it out` };
  }
  return { path, reason: `${message}${next === "" ? "" : `\n  ${next}`}` };
}

const longestHold = 30 * 86_400_000;

function read(inputs: OverlayInputs | Properties, workspace: DesiredWorkspace, now: number | null): OverlayValuesRead {
  const { maxHold, __sources: sources } = inputs as OverlayInputs;
  const most = typeof maxHold === "string" ? parseDuration(maxHold) : null;
  const [holds, freezes] = [known(inputs.holds), known(inputs.freezes)];
  const kept = { holds: holds.kept, freezes: freezes.kept };
  const values = { holds: holds.values, freezes: freezes.values };
  return readOverlayValues(values, workspace, { now, maxHold: most ?? longestHold, by: "program" }, (path) => {
    const [, key = "", index = "", rest = ""] = /^(holds|freezes)\[(\d+)\](.*)$/.exec(path) ?? [];
    if (key === "") return input(path);
    const item = `${key}[${kept[key as "holds" | "freezes"][Number(index)] ?? index}]`;
    return input(sources?.[item] ?? `${item}${rest}`);
  });
}

/** The values that are known, and the indices of their items. */
function known(items: unknown): { readonly values: unknown; readonly kept: readonly number[] } {
  if (!Array.isArray(items)) return { values: holdsUnknown(items) ? undefined : items, kept: [] };
  const kept = items.flatMap((item: unknown, index) => (holdsUnknown(item) ? [] : [index]));
  return { values: kept.map((index) => withoutAbsent(items[index])), kept };
}

/** Without keys that have no value, and without those that SDKs add for themselves. */
function withoutAbsent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAbsent);
  if (!isObject(value)) return value;
  const given = Object.entries(value).filter(([key, item]) => !isAbsent(item) && !key.startsWith("__"));
  return Object.fromEntries(given.map(([key, item]) => [key, withoutAbsent(item)]));
}
