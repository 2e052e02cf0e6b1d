/** The calls of one piece of work that wait for an answer, and when the last answer came. Times are in ms of one clock. */
export interface WaitingCalls {
  /** When each waiting call was sent, in the order of sending. */
  readonly sentAt: ReadonlyMap<number, number>;
  /** The calls that have waited for too long, and are being ended. */
  readonly late: ReadonlySet<number>;
  /** When the API last answered anything. -Infinity: never. */
  readonly answeredAt: number;
}

/** No call waits, and nothing was answered. */
export const noCalls: WaitingCalls = { sentAt: new Map(), late: new Set(), answeredAt: -Infinity };

/** A call is sent. */
export function sent(calls: WaitingCalls, call: number, now: number): WaitingCalls {
  return { ...calls, sentAt: new Map([...calls.sentAt, [call, now]]) };
}

/** A call is answered, possibly with an error. */
export function answered(calls: WaitingCalls, call: number, now: number): WaitingCalls {
  return { ...ended(calls, call), answeredAt: now };
}

/** A call ends without an answer. */
export function ended({ sentAt, late, answeredAt }: WaitingCalls, call: number): WaitingCalls {
  const others = new Map([...sentAt].filter(([id]) => id !== call));
  return { sentAt: others, late: new Set([...late].filter((id) => id !== call)), answeredAt };
}

/** Every call that has waited for `limit` ms is late. A timer may ring 1 ms early. */
export function checked(calls: WaitingCalls, now: number, limit: number): WaitingCalls {
  const late = [...calls.sentAt].flatMap(([call, at]) => (at + limit - now > 1 ? [] : [call]));
  return { ...calls, late: new Set(late) };
}

/** How long until the next call is late, in ms. null: no call waits that is not late. */
export function nextLate({ sentAt, late }: WaitingCalls, now: number, limit: number): number | null {
  const next = [...sentAt].find(([call]) => !late.has(call));
  return next === undefined ? null : Math.max(0, next[1] + limit - now);
}

/** Whether a late call ends the whole work: nothing at all was answered since it was sent. */
export function endsWork({ sentAt, answeredAt }: WaitingCalls, call: number): boolean {
  const at = sentAt.get(call);
  return at !== undefined && answeredAt < at;
}
