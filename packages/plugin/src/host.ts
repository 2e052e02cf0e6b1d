import type { Host } from "@skyvia-schedules/pulumi/inner";

/** What the process gives to the plugin: its one way to the world outside. */
export interface PluginHost extends Omit<Host, "engine" | "readNotes" | "addCheck"> {
  /** Without `v`. */
  readonly version: string;
  /** Shows a line to the user, about a resource. Does nothing where the engine cannot be reached. */
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
