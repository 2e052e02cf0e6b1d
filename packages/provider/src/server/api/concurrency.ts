import { concurrencyKey } from "../../account.ts";
import { configuration } from "../../declared/configuration.ts";
import { ProviderError } from "../../provider-error.ts";

/** The default of how many schedules of one resource are read or written at once. */
const usual = 8;

/** How many schedules of one resource are read or written at once. Throws a `ProviderError` if the setting is not such a number. */
export function findConcurrency(setting: string | undefined): number {
  if (setting === undefined) return usual;
  const [finding] = configuration.concurrency.check(setting, concurrencyKey);
  if (finding !== undefined) throw new ProviderError(`${finding.path} ${finding.reason}`);
  return Number(setting);
}
