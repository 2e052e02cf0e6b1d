import type { Host } from "@skyvia-schedules/pulumi/inner";

/** Everything outside of the plugin that it uses: the environment, clocks, files, the engine and the process. */
export interface PluginHost extends Omit<Host, "engine" | "readNotes" | "addCheck"> {
  /** Without `v`. */
  readonly version: string;
  /** Shows a line to the user, about a resource. Does nothing if the engine cannot be reached. */
  readonly log: (line: LogLine) => void;
  /** Sets where the engine listens, as `host:port`. */
  readonly attach: (engine: string) => void;
}

/** A line for the user. */
export interface LogLine {
  readonly severity: "info" | "warning";
  readonly text: string;
  readonly urn: string;
}
