import type { Verb } from "../verb/context.ts";
import type { DisableFlags } from "../flags/pause-flags.ts";
import { setSchedule } from "../apply/set-schedule.ts";

const disable: Verb<DisableFlags, [id: number]> = async (context, flags, id) =>
  setSchedule(context, flags, id, "disable");

export default disable;
