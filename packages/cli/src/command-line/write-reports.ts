import { appendFile } from "node:fs/promises";
import type { Context } from "../verb/context.ts";
import { checkOutputFile, writeNewFile } from "../files/output-file.ts";
import { systemReason } from "../files/read-file.ts";
import type { Report } from "../verb/report.ts";
import { jobOutputs } from "../render/github/job-outputs.ts";
import { commentReport, wholeReport } from "../render/markdown/report.ts";
import { absolutePath } from "../process/absolute-path.ts";
import type { Io } from "../process/io.ts";
import { RunError } from "../verb/run-error.ts";

/** Writes the report files of a run: `--report-file`, and the files that the runner of a workflow reads. */
export async function writeReports({ io, format }: Context, report: Report): Promise<void> {
  const { reportFile } = report;
  if (reportFile !== null) {
    await writeNewFile(io, reportFile, wholeReport(report));
  }
  if (format !== "github") return;
  await append(io, io.env["GITHUB_OUTPUT"], jobOutputs(report), "GITHUB_OUTPUT");
  await append(io, io.env["GITHUB_STEP_SUMMARY"], `${commentReport(report)}\n`, "GITHUB_STEP_SUMMARY");
}

async function append(io: Pick<Io, "cwd">, file: string | undefined, text: string, setting: string): Promise<void> {
  if (file === undefined || file === "") return; // not on a runner
  await checkOutputFile(io, file);
  try {
    await appendFile(absolutePath(io, file), text);
  } catch (error) {
    throw new RunError(
      "write-failed",
      `${file} could not be written (${systemReason(error)})`,
      `Correct ${setting}, or take another --format.`,
    );
  }
}
