import { rememberedOf, restoration } from "@skyvia-schedules/core";
import { checkConsent, checkWriteFlags } from "../apply/write-settings.ts";
import { baseUrlOf, withSession } from "../api/session.ts";
import { findWorkspace } from "../api/workspace-argument.ts";
import { checkOutputFile } from "../files/output-file.ts";
import type { ThawFlags } from "../flags/pause-flags.ts";
import { afterWrites } from "../pause/after-writes.ts";
import { readLive } from "../pause/read-live.ts";
import { sidesOf } from "../pause/sides.ts";
import { checkSnapshot, markThawed, readSnapshot } from "../pause/snapshot-file.ts";
import { staggerOf } from "../pause/stagger.ts";
import { nothingApplied } from "../apply/nothing-applied.ts";
import { isComplete, switchAll } from "../pause/switch-all.ts";
import type { Verb } from "../verb/context.ts";

const thaw: Verb<ThawFlags> = async (context, flags) => {
  const taken = await readSnapshot(context, flags.snapshot);
  await checkOutputFile(context.io, flags.snapshot);
  checkSnapshot(taken, baseUrlOf(context, flags));
  const { snapshot } = taken;
  const remembered = rememberedOf(snapshot);
  const sideOf = sidesOf(flags, remembered, `the snapshot ${flags.snapshot}`);
  const wavesOf = staggerOf(context, flags);
  await checkWriteFlags(context, flags);
  await checkConsent(context, flags);
  if (snapshot.thawedAt !== undefined) {
    return { ...nothingApplied, notes: [`${flags.snapshot} was thawed at ${snapshot.thawedAt}.`] };
  }
  return withSession(context, flags, async (session) => {
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
  });
};

export default thaw;
