import { SkyviaError } from "@skyvia-schedules/client";

/** The error of a call that a canceled run does not send any more. */
export function canceledError(): SkyviaError {
  return new SkyviaError({
    code: "aborted",
    message: "the run was canceled, and this was not started",
    next: "Run `pulumi up` again: it goes on where this run has stopped.",
    outcome: "not-sent",
    endsRun: true,
  });
}
