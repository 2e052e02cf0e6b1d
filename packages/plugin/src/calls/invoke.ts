import provider from "@pulumi/pulumi/proto/provider_pb.js";
import type { InvokeRequest, InvokeResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import {
  checkProperties,
  functions,
  holdsUnknown,
  ProviderError,
  unknownValue,
  type FunctionName,
  type Session,
} from "@skyvia-schedules/pulumi/inner";
import { answers } from "../functions.ts";
import { failuresIn } from "../wire/check-failures.ts";
import { failureOf } from "../wire/failure.ts";
import { receive, send } from "../wire/properties.ts";
import { createRedact } from "../wire/redact.ts";

/** The call of a function. */
export interface FunctionCalls {
  readonly invoke: (request: InvokeRequest) => Promise<InvokeResponse>;
}

/** The call of each function that reads. */
export function createFunctionCalls(session: Session): FunctionCalls {
  return {
    invoke: async (request) => {
      const { properties, secretKeys, secretTexts } = receive(request.getArgs());
      const redact = createRedact(secretTexts);
      const isSecret = (): boolean => secretKeys.size > 0; // an answer may repeat any argument
      try {
        const name = nameOf(request.getTok());
        const { inputs, outputs } = functions[name];
        const findings = checkProperties(properties, inputs);
        const response = new provider.InvokeResponse();
        if (findings.length > 0) {
          const failures = findings.map(({ path, reason }) => ({ property: path, reason }));
          return response.setFailuresList(failuresIn(failures, redact));
        }
        if (holdsUnknown(properties)) {
          const later = Object.keys(outputs).map((key) => [key, unknownValue]);
          return response.setReturn(send(Object.fromEntries(later), isSecret));
        }
        return response.setReturn(send({ ...(await session.ask(answers[name], properties)) }, isSecret));
      } catch (error) {
        throw failureOf(error, { redact, isSecret, inputs: {} });
      }
    },
  };
}

function nameOf(token: string): FunctionName {
  const name = token.slice(token.lastIndexOf(":") + 1);
  if (Object.hasOwn(functions, name)) return name as FunctionName;
  throw new ProviderError(`${token} is not a function of this plugin`);
}
