import type { Verb } from "../context.ts";
import type { LedgerFlags, ReasonFlags, WorkspaceFlags } from "../flags.ts";
import { setSchedule } from "../set-schedule.ts";

const enable: Verb<WorkspaceFlags & LedgerFlags & ReasonFlags, [id: number]> = async (context, flags, id) =>
  setSchedule(context, flags, id, "enable");

export default enable;
