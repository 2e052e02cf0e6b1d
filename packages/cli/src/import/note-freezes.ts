import { activeFreezes, localText } from "@skyvia-schedules/core";
import { loadConfig, usualPlaces, type Config } from "../files/config-files.ts";
import { visible } from "../render/escape.ts";
import type { Context } from "../verb/context.ts";

/**
 * Prints a notice on stderr for each active freeze: the live schedules are then as the freeze set them. `config`: the files that the run has read. null: it has
 * read none; then the files at the usual place are read, if they have no problem.
 */
export async function noteFreezes(
  context: Context,
  config: Config | null,
  workspaces: readonly { readonly id: number }[],
): Promise<void> {
  const { desired } = config ?? (await usualConfig(context)) ?? {};
  if (desired === undefined) return;
  const ids = workspaces.map(({ id }) => id);
  for (const { name, until, timeZone } of activeFreezes(desired.overlays, ids, context.io.now())) {
    const shown = `the freeze ${visible(JSON.stringify(name))} is on until ${localText(until, timeZone)}`;
    context.io.stderr.write(`notice: ${shown}: schedules that it disabled are imported as disabled\n`);
  }
}

async function usualConfig(context: Context): Promise<Config | null> {
  if ((await usualPlaces(context.io)).length !== 1) return null;
  const config = await loadConfig(context, undefined).catch(() => null);
  return config === null || config.problems.length > 0 ? null : config;
}
