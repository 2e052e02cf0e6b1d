import type { Report } from "../../verb/report.ts";
import { visible } from "../escape.ts";
import { reasonLine } from "../reason.ts";
import type { Rendered, RenderIo } from "../renderer.ts";
import { annotations } from "./annotations.ts";

/** For the log of a workflow's runner. */
export function renderGithub(report: Report, io: RenderIo): Rendered {
  return { stdout: annotations(report, io), stderr: reasonLine(report, visible) };
}
