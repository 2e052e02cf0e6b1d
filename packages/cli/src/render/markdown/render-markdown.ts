import type { Report } from "../../verb/report.ts";
import { visible } from "../escape.ts";
import { reasonLine } from "../reason.ts";
import type { Rendered } from "../renderer.ts";
import { commentReport } from "./report.ts";

/** For comments of pull requests. */
export function renderMarkdown(report: Report): Rendered {
  return { stdout: commentReport(report), stderr: reasonLine(report, visible) };
}
