import type { Io } from "skyvia-schedules/io";

/** Prints an annotation in the runner's log, which GitHub also shows on the page of the workflow. */
export function annotate(
  io: Pick<Io, "stdout">,
  level: "notice" | "warning" | "error",
  message: string,
  next: string,
): void {
  const text = `${message}\n${next}`.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  io.stdout.write(`::${level} title=skyvia-schedules::${text}\n`);
}
