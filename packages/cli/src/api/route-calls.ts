import type { SkyviaClient, Workspace } from "@skyvia-schedules/client";

/** A client for several tokens: each call about a workspace is made by the client of that workspace. */
export function routeCalls(
  clients: readonly SkyviaClient[],
  clientOf: (workspaceId: number) => SkyviaClient,
): SkyviaClient {
  return {
    listWorkspaces: async (settings) => {
      const lists = await Promise.allSettled(clients.map(async (client) => client.listWorkspaces(settings)));
      return allOf(lists);
    },
    getWorkspace: async (id, ...rest) => clientOf(id).getWorkspace(id, ...rest),
    listIntegrations: async (id, ...rest) => clientOf(id).listIntegrations(id, ...rest),
    integrationPages: (id, ...rest) => clientOf(id).integrationPages(id, ...rest),
    integrations: (id, ...rest) => clientOf(id).integrations(id, ...rest),
    getIntegration: async (id, ...rest) => clientOf(id).getIntegration(id, ...rest),
    listExecutions: async (id, ...rest) => clientOf(id).listExecutions(id, ...rest),
    executions: (id, ...rest) => clientOf(id).executions(id, ...rest),
    getExecution: async (id, ...rest) => clientOf(id).getExecution(id, ...rest),
    getActiveExecution: async (id, ...rest) => clientOf(id).getActiveExecution(id, ...rest),
    runIntegration: async (id, ...rest) => clientOf(id).runIntegration(id, ...rest),
    cancelExecution: async (id, ...rest) => clientOf(id).cancelExecution(id, ...rest),
    killExecution: async (id, ...rest) => clientOf(id).killExecution(id, ...rest),
    getSchedule: async (id, ...rest) => clientOf(id).getSchedule(id, ...rest),
    enableSchedule: async (id, ...rest) => clientOf(id).enableSchedule(id, ...rest),
    disableSchedule: async (id, ...rest) => clientOf(id).disableSchedule(id, ...rest),
    close: async () => {
      await Promise.all(clients.map(async (client) => client.close()));
    },
  };
}

/** The workspaces of all tokens that were accepted, each once. Throws if none was. */
function allOf(lists: readonly PromiseSettledResult<readonly Workspace[]>[]): readonly Workspace[] {
  const found = new Map<number, Workspace>();
  for (const list of lists) {
    if (list.status === "fulfilled") for (const workspace of list.value) found.set(workspace.id, workspace);
  }
  const failed = lists.filter((list) => list.status === "rejected");
  if (failed.length === lists.length) throw failed[0]?.reason;
  return [...found.values()];
}
