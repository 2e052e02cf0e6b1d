import type { Io } from "../process/io.ts";
import type { Report } from "../verb/report.ts";

/** The part of `Io` that a renderer may use. */
export type RenderIo = Pick<Io, "stdout" | "stderr" | "env" | "cwd" | "now">;

/** The texts that a run prints at its end, each with its final line break, or empty. */
export interface Rendered {
  readonly stdout: string;
  readonly stderr: string;
}

/** Makes the texts of one format. */
export type Renderer = (report: Report, io: RenderIo) => Rendered;
