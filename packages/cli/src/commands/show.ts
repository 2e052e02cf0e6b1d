import type { Verb } from "../verb/context.ts";
import type { ReportFlags } from "../flags/plan-flags.ts";
import { decodePlan, readPlanFile } from "../plan/plan-file.ts";

/** Shows a saved plan as it was made, however old it is: it makes no call and needs no token. */
const show: Verb<ReportFlags, [planFile: string]> = async (context, _flags, file) => {
  return { kind: "saved-plan", file, saved: decodePlan(await readPlanFile(context, file), file) };
};

export default show;
