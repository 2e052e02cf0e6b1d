import type { CallSettings, SkyviaClient } from "@skyvia-schedules/client";

/** What a function asks the API. `settings` end the calls that it makes. */
export type Question<Args, T> = (client: SkyviaClient, args: Args, settings: CallSettings) => Promise<T>;
