import { changeKey } from "../model/change.ts";
import type { LedgerWrite } from "../model/ledger-line.ts";
import type { LastSwitch } from "./hygiene.ts";

/** The last write of each schedule that was done, by the key of its change. `writes`: oldest first. */
export function lastSwitches(writes: readonly LedgerWrite[]): ReadonlyMap<string, LastSwitch> {
  return new Map(writes.filter(({ result }) => result === "done").map((write) => [changeKey(write), write]));
}
