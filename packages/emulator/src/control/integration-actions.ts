import { anything, choice, fieldProblem, type Fields, id, isObject, required, textOrNull } from "../fields.ts";
import { ApiFailure } from "../world/api-failure.ts";
import type { NewIntegration } from "../world/new-integration.ts";
import type { World } from "../world/world.ts";
import { integrationRow, type IntegrationRow } from "./overview.ts";

type Body = Readonly<Record<string, unknown>>;

interface Action {
  /** The keys it takes besides `action` and `workspace`. */
  readonly fields: Fields;
  /** Answers the id of the integration it was about. */
  readonly act: (world: World, workspaceId: number, body: Body) => number;
}

/** What a person does in the vendor's web editor, by name. */
const actions: Readonly<Record<string, Action>> = {
  toggle: onOne((world, workspaceId, integrationId) => world.toggle(workspaceId, integrationId)),
  enable: onOne((world, workspaceId, integrationId) => world.enable(workspaceId, integrationId)),
  disable: onOne((world, workspaceId, integrationId) => world.disable(workspaceId, integrationId)),
  delete: onOne((world, workspaceId, integrationId) => world.delete(workspaceId, integrationId)),
  undefine: onOne((world, workspaceId, integrationId) => world.undefineSchedule(workspaceId, integrationId)),
  run: onOne((world, workspaceId, integrationId) => world.run(workspaceId, integrationId)),
  cancel: onOne((world, workspaceId, integrationId) => world.cancel(workspaceId, integrationId)),
  kill: onOne((world, workspaceId, integrationId) => world.kill(workspaceId, integrationId)),
  define: onOne(
    (world, workspaceId, integrationId, { schedule }) =>
      world.defineSchedule(workspaceId, integrationId, schedule !== "disabled"),
    { schedule: choice("enabled", "disabled") },
  ),
  rename: onOne(
    (world, workspaceId, integrationId, { name }) => world.rename(workspaceId, integrationId, name as string | null),
    { name: required(textOrNull) },
  ),
  add: {
    fields: {
      name: required(textOrNull),
      integration: id,
      type: textOrNull,
      schedule: choice("enabled", "disabled", "undefined"),
      at: choice("start", "end"),
    },
    act: (world, workspaceId, body) => {
      // The fields above hold the body to the shape of a new integration, but for the name of the id.
      const { name, type, schedule, at, integration } = body as unknown as NewIntegration & { integration?: number };
      const given = { type, schedule, at, id: integration };
      const present = Object.entries(given).filter(([, value]) => value !== undefined);
      return world.add(workspaceId, { name, ...Object.fromEntries(present) }).id;
    },
  },
};

function onOne(
  act: (world: World, workspaceId: number, integrationId: number, body: Body) => unknown,
  fields: Fields = {},
): Action {
  return {
    fields: { integration: required(id), ...fields },
    act: (world, workspaceId, body) => {
      const integrationId = Number(body["integration"]);
      act(world, workspaceId, integrationId, body);
      return integrationId;
    },
  };
}

/** What an action was about, as it is now; null: it is gone. */
export interface ActionAnswer {
  readonly workspace: number;
  readonly integration: IntegrationRow | null;
}

/** Carries out what a body asks for. Throws an ApiFailure: 400 names what is wrong with the body, 404 what is not there. */
export function actOnIntegration(world: World, body: unknown): ActionAnswer {
  const name = isObject(body) ? body["action"] : undefined;
  const action = typeof name === "string" && Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action === undefined || !isObject(body))
    throw new ApiFailure(400, `the body: "action" must be one of ${Object.keys(actions).join(", ")}`);
  const problem = fieldProblem(body, `action ${String(name)}`, { action: anything, workspace: id, ...action.fields });
  if (problem !== null) throw new ApiFailure(400, problem);
  const workspace = workspaceOf(world, body["workspace"]);
  const about = action.act(world, workspace, body);
  return { workspace, integration: name === "delete" ? null : integrationRow(world, workspace, about) };
}

/** The workspace that is named, or the only one. */
export function workspaceOf(world: World, given: unknown): number {
  if (id.test(given)) return world.workspace(Number(given)).id;
  const [only, ...others] = world.workspaces();
  if (only === undefined || others.length > 0 || given !== undefined)
    throw new ApiFailure(400, `"workspace" must be the id of a workspace: ${id.expected}`);
  return only.id;
}
