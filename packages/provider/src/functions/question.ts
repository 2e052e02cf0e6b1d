import type { CallSettings, SkyviaClient } from "@skyvia-schedules/client";

/** The API calls of a function. `settings` end these calls. */
export type Question<Args, T> = (client: SkyviaClient, args: Args, settings: CallSettings) => Promise<T>;
