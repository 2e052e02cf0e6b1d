import type { Hold } from "../model/overlay.ts";
import { compileSelect, type Test } from "./select.ts";

/** Whether two holds ask for different states, at one time at least. */
export function overlap(one: Hold, other: Hold): boolean {
  if (one.schedule === other.schedule || one.workspaceId !== other.workspaceId) return false;
  return (one.from ?? -Infinity) < other.until && (other.from ?? -Infinity) < one.until;
}

/** The test of what a hold selects. */
export function holdTest({ select }: Hold): Test {
  return compileSelect(select);
}

/** Two of some holds that disagree at a time that is not over. null: all agree. `at`: milliseconds since the epoch. */
export function disagreement(holds: readonly Hold[], at: number): readonly [Hold, Hold] | null {
  const left = holds.filter(({ until }) => until > at);
  for (const [index, later] of left.entries()) {
    const first = left.slice(0, index).find((one) => overlap(one, later));
    if (first !== undefined) return [first, later];
  }
  return null;
}
