import {
  findIntegration,
  listExecutions,
  listIntegrations,
  listWorkspaces,
  readActiveExecution,
  readExecution,
  readSchedule,
  readWorkspace,
  type FunctionName,
  type Properties,
  type Question,
} from "@skyvia-schedules/pulumi/inner";

/** A function as the engine calls it: its arguments are checked, and its answer is an object. */
type Answer = Question<Properties, object>;

/** Every function that reads, by its name. */
export const answers: Readonly<Record<FunctionName, Answer>> = {
  getWorkspaces: answer(listWorkspaces, (workspaces) => ({ workspaces })),
  getWorkspace: answer(readWorkspace, (workspace) => workspace),
  getIntegrations: answer(listIntegrations, (integrations) => ({ integrations })),
  getIntegration: answer(findIntegration, (integration) => integration),
  getSchedule: answer(readSchedule, (state) => ({ state })),
  getExecutions: answer(listExecutions, (executions) => ({ executions })),
  getExecution: answer(readExecution, (execution) => execution),
  getActiveExecution: answer(readActiveExecution, (execution) => execution ?? {}),
};

function answer<Args, T>(question: Question<Args, T>, asObject: (found: T) => object): Answer {
  return async (client, args, settings) => withoutNulls(asObject(await question(client, args as Args, settings)));
}

/** Removes properties that are null or undefined, at every depth. */
function withoutNulls<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutNulls) as T;
  if (typeof value !== "object" || value === null) return value;
  const given = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(given.map(([key, item]) => [key, withoutNulls(item)])) as T;
}
