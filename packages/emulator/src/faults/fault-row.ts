import type { ServerResponse } from "node:http";
import type { Random } from "../random.ts";
import type { Answer, OperationCall } from "../operations/operations.ts";
import type { Fault, FaultType } from "./fault.ts";
import type { Sent } from "./sent.ts";

/** The fault of a type. */
export type FaultOf<T extends FaultType> = Extract<Fault, { readonly type: T }>;

/** Carries the operation out, with another query if one is given. */
export type Proceed = (query?: OperationCall["query"]) => Answer;

/** The effect of a fault at each stage of a request. A stage that is left out works as usual. */
export interface FaultRow<F> {
  /** Milliseconds to wait before anything else. */
  readonly delay?: (fault: F, random: Random) => number;
  /** Answers instead of the operation, before the token is checked. */
  readonly instead?: (fault: F) => Sent;
  /** Whether the caller's token is refused from now on. */
  readonly revokes?: true;
  /** Runs in place of the operation, after the token was accepted, and may call it. */
  readonly around?: (fault: F, call: OperationCall, proceed: Proceed) => Answer;
  /** Changes the answer. */
  readonly alter?: (fault: F, sent: Sent) => Sent;
  /** Sends the answer in another way. Resolves to whether it was sent as a whole. */
  readonly send?: (fault: F, response: ServerResponse, sent: Sent) => Promise<boolean>;
}
