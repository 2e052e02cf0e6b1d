import { RunError } from "../verb/run-error.ts";
import { systemReason } from "./read-file.ts";

/** The error for a file that could not be written. `state`: the state of the files afterwards, as the end of the message. */
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
