import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { ApiFailure, envelope, type ErrorEnvelope } from "../world/api-failure.ts";

/** Answers an error in the vendor's envelope. */
export function answerError(error: FastifyError | ApiFailure, _request: FastifyRequest, reply: FastifyReply): void {
  const body = errorEnvelope(error);
  reply.code(body.errorCode).send(body);
}

function errorEnvelope(error: FastifyError | ApiFailure): ErrorEnvelope {
  if (error instanceof ApiFailure) return error.envelope();
  if (error.validation !== undefined) return validationEnvelope(error.validation);
  return envelope(error.statusCode ?? 500, error.message);
}

/** The vendor says that `errors` is a map of field errors; a list of texts per field is this emulator's own reading. */
function validationEnvelope(problems: NonNullable<FastifyError["validation"]>): ErrorEnvelope {
  const errors: Record<string, string[]> = {};
  for (const { instancePath, message } of problems)
    (errors[instancePath.slice(1)] ??= []).push(message ?? "is not valid");
  return envelope(400, "The request is not valid.", errors);
}
