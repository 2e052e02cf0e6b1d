import type { Verb } from "../verb/context.ts";
import type { ReportFlags } from "../flags/flags.ts";
import { decodePlan, readPlanFile } from "../plan/plan-file.ts";
import { savedText } from "../render/saved-text.ts";
import { summaryLine } from "../render/summary-line.ts";

/** Shows a saved plan as it was made, however old it is: nothing is sent, and no token is needed. */
const show: Verb<ReportFlags, [planFile: string]> = async ({ io }, _flags, file) => {
  const saved = decodePlan(await readPlanFile(io, file), file);
  const { workspaces, ...summary } = saved.summary;
  const { baseUrl, configHash, at, expires, changes, problems } = saved;
  const coverage = workspaces.map(({ limits: _limits, source: _source, ...counts }) => counts);
  return {
    changes,
    problems,
    summary,
    headline: summaryLine(summary),
    coverage,
    planFile: file,
    shown: true,
    data: { file, baseUrl, configHash, at, expires, coverage },
    text: (style) => savedText({ file, saved, coverage }, style),
  };
};

export default show;
