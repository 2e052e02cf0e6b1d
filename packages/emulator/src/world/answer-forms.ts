/** The forms of answers that the vendor's documents leave open. A client has to understand each of them. */
export interface AnswerForms {
  /** What `executions/active` answers if none is active: 200 without a body, 200 with an object without `runId`, or 204. */
  readonly noneActive: "empty" | "object" | "no-content";
  /** What enable and disable answer: the new state, as in the vendor's OpenAPI document, or nothing, as in its documentation. */
  readonly writes: "active" | "empty";
  /** The `data` of a page without items: an empty list, or null. */
  readonly emptyData: "list" | null;
  /** Whether an execution has a `duration`. */
  readonly duration: boolean;
  /** What `scheduled` of a listed integration means: its schedule is active, or only that it has one. */
  readonly scheduledMeans: "active" | "defined";
  /** The `Content-Type` of a successful answer that has a body. */
  readonly contentType: string;
}

export const usualForms: AnswerForms = {
  noneActive: "empty",
  writes: "active",
  emptyData: "list",
  duration: true,
  scheduledMeans: "active",
  contentType: "application/json; charset=utf-8",
};
