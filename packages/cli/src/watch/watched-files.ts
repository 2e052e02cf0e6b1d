import { placePrefix } from "@skyvia-schedules/core";
import type { WatchFlags } from "../flags/watch-flags.ts";
import { fingerprintOf, loadConfigNow, type Config } from "../files/config-files.ts";
import { checkWanted } from "../plan/narrow.ts";
import type { Context } from "../verb/context.ts";
import { recordOf } from "../verb/run-error.ts";
import { StoppedWaiting } from "../process/wait-for.ts";
import type { Log } from "./log.ts";

/** The files of a watch, which are loaded again when they change. */
export interface WatchedFiles {
  /** The content of the last version without problems. */
  readonly config: Config;
  /** Whether they are without problems now. */
  readonly isOk: boolean;
  /** Loads the files again if they changed. Resolves to whether they did. */
  look(): Promise<boolean>;
}

/** How long a changed file must stay the same before it is read, in milliseconds: somebody may still be writing it. */
const settling = 100;

type FileFlags = Pick<WatchFlags, "file" | "maxHold" | "workspace">;

/** `first`: the files as they were loaded, with the fingerprint from before. */
export function watchFiles(
  context: Context,
  flags: FileFlags,
  log: Log,
  first: { readonly config: Config; readonly fingerprint: string },
): WatchedFiles {
  let { config, fingerprint } = first;
  let isOk = true;
  const reload = async (): Promise<void> => {
    const wasOk = isOk;
    try {
      const loaded = await loadConfigNow(context, flags);
      isOk = loaded.problems.length === 0;
      if (isOk) {
        checkWanted(loaded.desired, flags.workspace);
        config = loaded;
        log.info(
          "files-loaded",
          wasOk ? "the files changed and were loaded again" : "the files are valid again and were loaded",
        );
        return;
      }
      for (const { source, code, message, next } of loaded.problems) {
        log.error("file-problem", `${placePrefix(source)}${message}`, { code, next, source });
      }
    } catch (error) {
      if (error instanceof StoppedWaiting) throw error;
      isOk = false;
      const { code, message, next } = recordOf(error);
      log.error("file-problem", message, { code, next });
    }
    log.error("files-broken", "the files are broken: watch compares with the last valid ones and writes nothing");
  };
  return {
    get config() {
      return config;
    },
    get isOk() {
      return isOk;
    },
    look: async () => {
      const seen = await fingerprintOf(context, flags.file);
      if (seen === fingerprint) return false;
      await context.io.sleep(settling, context.interruption.signal).catch(() => {});
      if ((await fingerprintOf(context, flags.file)) !== seen) return false; // somebody is still writing
      fingerprint = seen;
      await reload();
      return true;
    },
  };
}
