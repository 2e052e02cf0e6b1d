import type { Verb } from "../verb/context.ts";
import type { SwitchFlags } from "../flags/pause-flags.ts";
import { setSchedule } from "../apply/set-schedule.ts";

const enable: Verb<SwitchFlags, [id: number]> = async (context, flags, id) => setSchedule(context, flags, id, "enable");

export default enable;
