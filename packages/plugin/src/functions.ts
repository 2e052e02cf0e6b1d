import {
  findIntegration,
  functions,
  listExecutions,
  listIntegrations,
  listWorkspaces,
  readActiveExecution,
  readExecution,
  readSchedule,
  readWorkspace,
  type FunctionName,
  type Outputs,
  type Properties,
  type Question,
} from "@skyvia-schedules/pulumi/inner";

/** A function as the engine calls it: its arguments are checked, and its answer is an object. */
type Answer = Question<Properties, object>;

/** Every function that reads, by its name. */
export const answers: Readonly<Record<FunctionName, Answer>> = {
  getWorkspaces: answer("getWorkspaces", listWorkspaces, (workspaces) => ({ workspaces })),
  getWorkspace: answer("getWorkspace", readWorkspace, (workspace) => workspace),
  getIntegrations: answer("getIntegrations", listIntegrations, (integrations) => ({ integrations })),
  getIntegration: answer("getIntegration", findIntegration, (integration) => integration),
  getSchedule: answer("getSchedule", readSchedule, (state) => ({ state })),
  getExecutions: answer("getExecutions", listExecutions, (executions) => ({ executions })),
  getExecution: answer("getExecution", readExecution, (execution) => execution),
  getActiveExecution: answer("getActiveExecution", readActiveExecution, (execution) => execution ?? {}),
};

function answer<Args, T>(name: FunctionName, question: Question<Args, T>, asObject: (found: T) => object): Answer {
  return async (client, args, settings) =>
    complete(functions[name].outputs, asObject(await question(client, args as Args, settings)));
}

/**
 * Gives every declared output a value: null if there is none, because programs in YAML fail with a property that an answer
 * does not have.
 */
function complete(declared: Outputs, found: object): object {
  const none = Object.fromEntries(Object.keys(declared).map((key) => [key, null]));
  return { ...none, ...withoutNulls(found) };
}

/** Removes properties that are null or undefined, at every depth. */
function withoutNulls<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutNulls) as T;
  if (typeof value !== "object" || value === null) return value;
  const given = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(given.map(([key, item]) => [key, withoutNulls(item)])) as T;
}
