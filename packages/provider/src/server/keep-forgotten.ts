import { PartialFailure, ProviderError } from "../provider-error.ts";
import type { Properties } from "../rules/properties.ts";

/**
 * Calls `update`, which must set again the schedules that this run has released. `forgotten`: the old outputs without those that are no longer true. If the
 * update fails, the state keeps these, so that the next update tries again and does not report success.
 */
export async function keepForgotten<T>(id: string, forgotten: Properties | null, update: Promise<T>): Promise<T> {
  try {
    return await update;
  } catch (error) {
    if (forgotten === null || error instanceof PartialFailure || !(error instanceof ProviderError)) throw error;
    throw new PartialFailure(error.message, id, forgotten, [error.message]);
  }
}
