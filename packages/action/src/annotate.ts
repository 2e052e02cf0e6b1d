import type { Io } from "skyvia-schedules/io";
import { workflowCommand } from "skyvia-schedules/workflow-command";

/** Prints an annotation in the runner's log, which GitHub also shows on the page of the workflow. */
export function annotate(
  io: Pick<Io, "stdout">,
  level: "notice" | "warning" | "error",
  message: string,
  next: string,
): void {
  const annotation = { level, source: null, title: "skyvia-schedules", message: `${message}\n${next}` };
  io.stdout.write(workflowCommand(annotation));
}
