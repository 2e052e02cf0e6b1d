import type { Verb } from "../verb/context.ts";
import type { EnableFlags } from "../flags/pause-flags.ts";
import { setSchedule } from "../apply/set-schedule.ts";

const enable: Verb<EnableFlags, [id: number]> = async (context, flags, id) => setSchedule(context, flags, id, "enable");

export default enable;
