import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { ApiFailure, envelope } from "../world/api-failure.ts";

/** Answers an error in the vendor's envelope. */
export function answerError(error: FastifyError | ApiFailure, _request: FastifyRequest, reply: FastifyReply): void {
  const body = error instanceof ApiFailure ? error.envelope() : envelope(error.statusCode ?? 500, error.message);
  reply.code(body.errorCode).send(body);
}
