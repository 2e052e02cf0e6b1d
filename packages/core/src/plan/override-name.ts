import { changeKey, isWrite, type Change } from "../model/change.ts";

/** The integration of a change as `--override` takes it: its id, or `7/456` if the plan writes to another integration with the same id. */
export function createOverrideNames(changes: readonly Change[]): (change: Change) => string {
  const ids = changes.filter(isWrite).map(({ integrationId }) => integrationId);
  return (change) => {
    const { integrationId: id } = change;
    return ids.indexOf(id) === ids.lastIndexOf(id) ? String(id) : changeKey(change);
  };
}
