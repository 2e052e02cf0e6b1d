import AjvCompiler from "@fastify/ajv-compiler";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import type { Operation } from "../operations/operations.ts";
import { ApiFailure } from "../world/api-failure.ts";

type Query = NonNullable<Operation["query"]>;
type Problems = NonNullable<FastifyError["validation"]>;
type Validator = ((query: unknown) => unknown) & { errors?: Problems | null };

/**
 * A hook that checks the query of an operation, turns its values into those of the schema and adds the defaults. It fails with an ApiFailure (400) that names
 * each wrong parameter. The validator is compiled when the first query comes, once in a process: compiling takes longer than the rest of a start.
 */
export function queryCheck(
  query: Query,
): (request: FastifyRequest, _: FastifyReply, next: (error?: Error) => void) => void {
  return (request, _, next) => {
    const validate = validatorOf(query);
    if (validate(request.query) === true) next();
    else next(refusal(validate.errors ?? []));
  };
}

let compiler: ((route: { readonly schema: object }) => Validator) | null = null;
const validators = new Map<Query, Validator>();

function validatorOf(query: Query): Validator {
  const known = validators.get(query);
  if (known !== undefined) return known;
  const customOptions = { coerceTypes: "array", useDefaults: true, removeAdditional: true } as const;
  compiler ??= AjvCompiler()({}, { customOptions }) as unknown as NonNullable<typeof compiler>;
  const validator = compiler({ schema: { type: "object", properties: query } });
  validators.set(query, validator);
  return validator;
}

/** The vendor says that `errors` is a map of field errors; a list of texts per field is this emulator's own reading. */
function refusal(problems: Problems): ApiFailure {
  const errors: Record<string, string[]> = {};
  for (const { instancePath, message } of problems)
    (errors[instancePath.slice(1)] ??= []).push(message ?? "is not valid");
  return new ApiFailure(400, "The request is not valid.", errors);
}
