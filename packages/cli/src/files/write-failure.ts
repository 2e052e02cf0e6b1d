import { RunError } from "../verb/run-error.ts";
import { systemReason } from "./read-file.ts";

/** Why a file could not be written, as what stops the run. `state`: what is known of the files afterwards. */
export function writeFailure(file: string, error: unknown, state: string): RunError {
  const reason = systemReason(error);
  return new RunError("write-failed", `${file} could not be written (${reason})${state}`, adviceFor(reason));
}

function adviceFor(reason: string): string {
  switch (reason) {
    case "ENOSPC":
    case "EDQUOT":
      return "Make room on the disk, then run again.";
    case "EACCES":
    case "EPERM":
      return "Correct the permissions of the file and its folder, then run again.";
    case "EROFS":
      return "The file system is read-only: make it writable, or use a file elsewhere.";
    default:
      return "Correct the path or the disk, then run again.";
  }
}
