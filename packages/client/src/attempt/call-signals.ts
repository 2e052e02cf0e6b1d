/** What can end one call from outside. */
export interface CallSignals {
  /** Ends the call, whether it waits or its request was sent. */
  readonly signal?: AbortSignal | undefined;
  /** Ends the call unless its request was sent. That request ends as it would, a write is verified, and nothing is repeated. */
  readonly stop?: AbortSignal | undefined;
}

/** Aborted when the call may not send a request any more. undefined: nothing prevents it. */
export function mayNotSend({ signal, stop }: CallSignals): AbortSignal | undefined {
  return signal !== undefined && stop !== undefined ? AbortSignal.any([signal, stop]) : (signal ?? stop);
}
