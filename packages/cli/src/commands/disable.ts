import type { Verb } from "../verb/context.ts";
import type { SwitchFlags } from "../flags/pause-flags.ts";
import { setSchedule } from "../apply/set-schedule.ts";

const disable: Verb<SwitchFlags, [id: number]> = async (context, flags, id) =>
  setSchedule(context, flags, id, "disable");

export default disable;
