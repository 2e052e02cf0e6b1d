import { ApiFailure } from "../world/api-failure.ts";
import { idRule } from "../world/id.ts";
import type { NewIntegration } from "../world/new-integration.ts";
import type { World } from "../world/world.ts";
import { checkBody } from "./control-body.ts";
import { integrationRow, type IntegrationRow } from "./overview.ts";

/** A body that was checked: each action has the keys that its part of the schema requires. */
interface Body {
  readonly action: string;
  readonly workspace?: number;
  readonly integration: number;
  readonly schedule?: "enabled" | "disabled";
  readonly name: string | null;
}

/** The actions of a person in the vendor's web editor, by name. */
const actions: Readonly<Record<string, (world: World, workspaceId: number, body: Body) => unknown>> = {
  toggle: (world, workspaceId, { integration }) => world.toggle(workspaceId, integration),
  enable: (world, workspaceId, { integration }) => world.enable(workspaceId, integration),
  disable: (world, workspaceId, { integration }) => world.disable(workspaceId, integration),
  delete: (world, workspaceId, { integration }) => world.delete(workspaceId, integration),
  undefine: (world, workspaceId, { integration }) => world.undefineSchedule(workspaceId, integration),
  run: (world, workspaceId, { integration }) => world.run(workspaceId, integration),
  cancel: (world, workspaceId, { integration }) => world.cancel(workspaceId, integration),
  kill: (world, workspaceId, { integration }) => world.kill(workspaceId, integration),
  define: (world, workspaceId, { integration, schedule }) =>
    world.defineSchedule(workspaceId, integration, schedule !== "disabled"),
  rename: (world, workspaceId, { integration, name }) => world.rename(workspaceId, integration, name),
};

/** The integration that an action was about, as it is now; null: it was deleted. */
export interface ActionAnswer {
  readonly workspace: number;
  readonly integration: IntegrationRow | null;
}

/** Carries out the action of a body. Throws an ApiFailure: 400 names what is wrong with the body, 404 what does not exist. */
export function actOnIntegration(world: World, given: unknown): ActionAnswer {
  checkBody("action", given);
  const body = given as Body;
  const workspace = workspaceOf(world, body.workspace);
  if (body.action === "add")
    return { workspace, integration: integrationRow(world, workspace, add(world, workspace, body)) };
  actions[body.action]?.(world, workspace, body);
  const integration = body.action === "delete" ? null : integrationRow(world, workspace, body.integration);
  return { workspace, integration };
}

/** Adds an integration. Returns its id. */
function add(world: World, workspaceId: number, { integration, ...body }: Body): number {
  const { name, type, schedule, at } = body as unknown as NewIntegration;
  const given = { id: integration, type, schedule, at };
  const present = Object.entries(given).filter(([, value]) => value !== undefined);
  return world.add(workspaceId, { name, ...Object.fromEntries(present) }).id;
}

/** The id of the workspace that is named, or of the only one. */
export function workspaceOf(world: World, given: number | undefined): number {
  if (given !== undefined && Number.isInteger(given) && given >= 1) return world.workspace(given).id;
  const [only, ...others] = world.workspaces();
  if (only === undefined || others.length > 0 || given !== undefined)
    throw new ApiFailure(400, `workspace: must be the id of a workspace: ${idRule}`);
  return only.id;
}
