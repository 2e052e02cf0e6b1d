import { SkyviaError } from "@skyvia-schedules/client";

/** The reason that a canceled run gives before it lists the schedules that are left. Empty for a run that was not canceled. */
export function canceledReasons(isCanceled: boolean): readonly string[] {
  return isCanceled ? ["the run was canceled: no further write was started. Run `pulumi up` again."] : [];
}

/** The error of a call that a canceled run does not send any more. */
export function canceledError(): SkyviaError {
  return new SkyviaError({
    code: "aborted",
    message: "the run was canceled before this was started",
    next: "Run `pulumi up` again: it continues where this run stopped.",
    outcome: "not-sent",
    endsRun: true,
  });
}
