import {
  askedOn,
  place,
  type AskedOn,
  type DesiredState,
  type Freeze,
  type LiveCriterion,
  type Problem,
  type Snapshot,
} from "@skyvia-schedules/core";
import {
  addFreeze,
  freezeRecord,
  loadDesired,
  type WrittenFreeze,
  type WrittenSelect,
} from "@skyvia-schedules/core/yaml";
import { defaultMaxHold, loadConfigNow, type Config } from "../files/config-files.ts";
import { checkEditable } from "../files/output-file.ts";
import { rewriteFiles } from "../files/rewrite-files.ts";
import type { FreezeFlags } from "../flags/pause-flags.ts";
import { instantText } from "@skyvia-schedules/core/instant";
import type { Context } from "../verb/context.ts";
import type { FileFreeze } from "../verb/outcome.ts";
import { notice } from "../process/notice.ts";
import { RunError } from "../verb/run-error.ts";
import { checkWanted } from "../plan/narrow.ts";
import { checkNewEnd, inSeconds, targetFile } from "./new-overlay.ts";

/** The files of a freeze, and when the freeze in them ends, in milliseconds since the epoch. */
export interface FreezeFiles {
  readonly config: Config;
  readonly until: number;
}

/**
 * Reads the files of `freeze -f`. null: no file is named. Throws a `RunError` for flags that cannot be used together, and for a
 * name that another freeze has. Files with problems are returned with them.
 */
export async function readFreezeFiles(
  context: Context,
  flags: FreezeFlags,
  earlier: Snapshot | null,
): Promise<FreezeFiles | null> {
  const { file, until, name, workspace } = flags;
  if (file === undefined) {
    if (until !== undefined) throw new RunError("usage", "--until needs -f", "Name the file with -f.");
    if (name !== undefined)
      notice(context.io, "note: --name is the name of a freeze in a file; without -f it is not used");
    return null;
  }
  if (until === undefined) {
    throw new RunError("usage", "-f needs --until: a freeze in a file has an end", "Add --until 2026-12-31T18:00:00Z.");
  }
  const end = checkNewEnd(context.io, until);
  await checkEditable(context.io, file);
  const config = await loadConfigNow(context, flags);
  if (config.problems.length > 0) return { config, until: end };
  checkWanted(config.desired, [workspace]);
  const same = config.desired.overlays.freezes.find((freeze) => freeze.name === name);
  if (same !== undefined && earlier === null) {
    const message = `--name ${JSON.stringify(name)}: the freeze at ${place(same.source)} has this name`;
    throw new RunError("usage", message, "Choose another name.");
  }
  return { config, until: end };
}

/** The freeze that the files of a workspace get. */
export interface FreezeEntry extends FileFreeze {
  readonly problems: readonly Problem[];
  /** Writes it into its file, unless the file has it already. */
  write(): Promise<void>;
}

/** The freeze of a snapshot, and its effect on an apply. Throws a `RunError` if the files have it with another end. */
export function freezeEntry(
  { io }: Context,
  flags: FreezeFlags,
  { config, until }: FreezeFiles,
  snapshot: Snapshot,
  criteria: readonly LiveCriterion[],
): FreezeEntry {
  const { workspaceId, integrations, reason, owner } = snapshot;
  const now = io.now();
  const freeze: WrittenFreeze = {
    name: flags.name ?? `freeze ${workspaceId} ${snapshot.at}`,
    workspaceId,
    ...selectOf(criteria, snapshot),
    from: inSeconds(now),
    until,
    reason,
    ...(owner === null ? {} : { owner }),
  };
  const frozen = integrations
    .filter(({ before }) => before !== "undefined")
    .map(({ integrationId: id, name }) => ({ id, name }));
  const asked = (desired: DesiredState): readonly AskedOn[] => askedOn(desired, workspaceId, frozen, now);
  const there = config.desired.overlays.freezes.find(({ name }) => name === freeze.name);
  if (there !== undefined) return present(config, freeze, there, asked);
  const file = targetFile(config, sourceFile(config, workspaceId));
  const read = config.files.find((one) => one.file === file);
  if (read === undefined) throw new TypeError(`${file} is not among the files that were read`);
  const { text, problems } = addFreeze(read, freeze);
  const files = config.files.map((one) => (one === read ? { file, bytes: Buffer.from(text) } : one));
  const edited = loadDesired(files, { now, maxHold: flags.maxHold ?? defaultMaxHold });
  return {
    record: freezeRecord(freeze),
    file,
    wouldEnable: asked(config.desired),
    stillEnables: asked(edited.desired),
    problems: [...problems, ...edited.problems],
    write: async () => rewriteFiles(io, [{ file, before: read.bytes, text }]),
  };
}

/** The same for a freeze that a file already has, because the verb continues an interrupted freeze. */
function present(
  { desired }: Config,
  freeze: WrittenFreeze,
  there: Freeze,
  asked: (desired: DesiredState) => readonly AskedOn[],
): FreezeEntry {
  const { time, source } = there;
  if (time.kind !== "once" || time.until !== freeze.until || there.workspaceId !== freeze.workspaceId) {
    throw new RunError(
      "usage",
      `the freeze ${JSON.stringify(freeze.name)} is already at ${place(source)}, but does not end at ${instantText(freeze.until)}`,
      "Use the `until` of that freeze, or another --name.",
    );
  }
  const freezes = desired.overlays.freezes.filter((one) => one !== there);
  return {
    record: freezeRecord({ ...freeze, from: time.from }),
    file: source.file,
    wouldEnable: asked({ ...desired, overlays: { ...desired.overlays, freezes } }),
    stillEnables: asked(desired),
    problems: [],
    write: async () => {},
  };
}

function sourceFile({ desired }: Config, workspaceId: number): string {
  return desired.workspaces.find(({ id }) => id === workspaceId)?.source.file ?? "";
}

/** The keys of one `select` are conditions that all must hold: criteria of both kinds become the ids that they find. */
function selectOf(criteria: readonly LiveCriterion[], { integrations }: Snapshot): { readonly select?: WrittenSelect } {
  if (criteria.length === 0) return {};
  const globs = criteria.flatMap((criterion) => (criterion.kind === "name" ? [criterion.glob] : []));
  if (globs.length === criteria.length) return { select: { match: oneOrMore(globs) } };
  return { select: { id: oneOrMore(integrations.map(({ integrationId }) => integrationId)) } };
}

function oneOrMore<T>(values: readonly T[]): T | readonly T[] {
  const [first] = values;
  return values.length === 1 && first !== undefined ? first : values;
}
