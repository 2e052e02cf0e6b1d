import { rememberedOf, restoration } from "@skyvia-schedules/core";
import { checkConsent, checkWriteFlags } from "../apply/write-settings.ts";
import { baseUrlOf, withSession, type ApiSession } from "../api/session.ts";
import { findWorkspace } from "../api/workspace-argument.ts";
import { checkOutputFile } from "../files/output-file.ts";
import type { ThawFlags } from "../flags/pause-flags.ts";
import { afterWrites } from "../pause/after-writes.ts";
import { readLive } from "../pause/read-live.ts";
import { sidesOf } from "../pause/sides.ts";
import { checkSnapshot, markThawed, readSnapshot, snapshotUsers } from "../pause/snapshot-file.ts";
import { staggerOf } from "../pause/stagger.ts";
import { nothingApplied } from "../apply/nothing-applied.ts";
import { isComplete, switchAll } from "../pause/switch-all.ts";
import type { Verb } from "../verb/context.ts";
import type { Outcome } from "../verb/outcome.ts";

const thaw: Verb<ThawFlags> = async (context, flags) => {
  const taken = await readSnapshot(context, flags.snapshot);
  await checkOutputFile(context.io, flags.snapshot);
  checkSnapshot(taken, baseUrlOf(context, flags));
  const { snapshot } = taken;
  const remembered = rememberedOf(snapshot);
  const sideOf = sidesOf(flags, remembered, `the snapshot ${flags.snapshot}`);
  const wavesOf = staggerOf(context, flags);
  await checkWriteFlags(context, flags);
  const users = snapshotUsers(flags, taken);
  await checkConsent(context, flags, users);
  if (snapshot.thawedAt !== undefined) {
    const { thawedAt } = snapshot;
    return { ...nothingApplied, pause: { kind: "thawed-before", snapshot: flags.snapshot, thawedAt } };
  }
  const work = async (session: ApiSession): Promise<Outcome> => {
    if (flags.workspace !== undefined) {
      checkSnapshot(taken, session.baseUrl, (await findWorkspace(session.client, flags.workspace)).id);
    }
    const liveOf = await readLive(context, session.client, remembered);
    const outcome = await switchAll(context, flags, session, {
      command: "thaw",
      ...restoration(remembered, liveOf, sideOf),
      total: remembered.length,
      ...(wavesOf === null ? {} : { waves: wavesOf(session.client) }),
    });
    if (outcome.kind !== "applied" || !isComplete(outcome)) return outcome;
    return afterWrites(outcome, async () => markThawed(context.io, taken));
  };
  return withSession(context, flags, work, users);
};

export default thaw;
