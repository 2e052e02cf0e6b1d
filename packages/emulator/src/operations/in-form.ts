import type { AnswerForms } from "../world/answer-forms.ts";
import type { OperationId } from "./operation-ids.ts";
import type { Answer } from "./operations.ts";

/** An answer in the form that the seed asks for, if the vendor's documents leave the form open. */
export function inForm(forms: AnswerForms, operation: OperationId, answer: Answer): Answer {
  switch (operation) {
    case "getActiveExecution":
      return answer.body === undefined ? noneActive(forms, answer) : { ...answer, body: execution(forms, answer.body) };
    case "runIntegration":
      return { ...answer, body: execution(forms, answer.body) };
    case "enableSchedule":
    case "disableSchedule":
      return forms.writes === "empty" ? { status: answer.status } : answer;
    case "listIntegrations":
      return { ...answer, body: page(forms, answer.body, (item) => item) };
    case "listExecutions":
      return { ...answer, body: page(forms, answer.body, (item) => execution(forms, item)) };
    default:
      return answer;
  }
}

function noneActive({ noneActive: form }: AnswerForms, answer: Answer): Answer {
  if (form === "no-content") return { status: 204 };
  return form === "object" ? { ...answer, body: {} } : answer;
}

function execution({ duration }: AnswerForms, body: unknown): unknown {
  if (duration || typeof body !== "object" || body === null || !("duration" in body)) return body;
  const { duration: _, ...rest } = body;
  return rest;
}

function page({ emptyData }: AnswerForms, body: unknown, item: (one: unknown) => unknown): unknown {
  if (typeof body !== "object" || body === null || !("data" in body) || !Array.isArray(body.data)) return body;
  const data = body.data.length === 0 && emptyData === null ? null : body.data.map(item);
  return { ...body, data };
}
