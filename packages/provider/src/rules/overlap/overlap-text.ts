import type { Overlap } from "./overlap.ts";

/** How many schedules a message lists. */
const listed = 5;

/** The findings about the overlaps of two resources. */
export interface OverlapVerdict {
  /** The two ask for different states, so the live state would flip at every update. null: they agree, as far as the inputs show. */
  readonly error: string | null;
  /** The two ask for the same state, or perhaps for different ones. */
  readonly warning: string | null;
}

/** The messages about two resources, given as `IntegrationSchedule "orders"`. `isSecret`: names must not be shown. */
export function overlapVerdict(
  overlaps: readonly Overlap[],
  [first, second]: readonly [string, string],
  workspaceId: number,
  isSecret: boolean,
): OverlapVerdict {
  const differ = overlaps.filter((overlap) => overlap.first !== overlap.second);
  const certain = differ.filter(({ isCertain }) => isCertain);
  const [one] = certain;
  const next = "Let only one of the two manage it. To move it, remove it from the other with the next update.";
  const list = (items: readonly Overlap[]): string => `${whatText(items, isSecret)} of workspace ${workspaceId}`;
  if (one !== undefined) {
    return {
      error: `two resources manage ${list(certain)} and disagree: ${first} wants ${one.first}, ${second} wants ${one.second}\n  ${next}`,
      warning: null,
    };
  }
  if (overlaps.length === 0) return { error: null, warning: null };
  const wish = differ.length > 0 ? "and may disagree" : "and agree";
  const about = differ.length > 0 ? differ : overlaps;
  return { error: null, warning: `two resources manage ${list(about)} ${wish}: ${first} and ${second}\n  ${next}` };
}

function whatText(overlaps: readonly Overlap[], isSecret: boolean): string {
  const texts = overlaps.map(({ what }) => (isSecret && what.includes('"') ? "integrations with a secret name" : what));
  const more = texts.length - listed;
  return `${texts.slice(0, listed).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
