import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateSeed } from "@skyvia-schedules/emulator";

/** Writes a seed of one workspace in which every schedule is off and none is undefined: an `up` has to write them all. */
export function writeWorkspace(count: number): { readonly file: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "skyvia-bench-"));
  const integrations = generateSeed(count).workspaces[0]?.integrations ?? [];
  const seed = {
    workspaces: [
      {
        id: 1,
        name: "Production",
        integrations: integrations.map((integration) => ({ ...integration, schedule: "disabled" })),
      },
    ],
  };
  const file = join(folder, "seed.json");
  writeFileSync(file, JSON.stringify(seed));
  return { file, remove: () => rmSync(folder, { recursive: true }) };
}

/** Resources that do nothing, as a program would write them. */
export function noOps(count: number): string {
  return `
import { dynamic } from "@pulumi/pulumi";
const provider = { create: async (inputs) => ({ id: "done", outs: inputs }) };
class NoOp extends dynamic.Resource {
  constructor(name, inputs) {
    super(provider, name, inputs);
  }
}
for (let id = 1001; id < ${1001 + count}; id++) new NoOp(\`schedule-\${id}\`, { workspaceId: 1, integrationId: id, enabled: true });
`;
}

/** The same without the SDK's serialiser: the text of the provider is a constant, as in this project. It is the least possible cost of a dynamic resource. */
export function constantNoOps(count: number): string {
  return `
import { CustomResource } from "@pulumi/pulumi";
const __provider = "exports.handler=()=>({check:async(o,n)=>({inputs:n}),diff:async()=>({changes:false}),create:async(i)=>({id:'done',outs:i})})";
class NoOp extends CustomResource {
  constructor(name, inputs) {
    super("pulumi-nodejs:dynamic:Resource", name, { ...inputs, __provider });
  }
}
for (let id = 1001; id < ${1001 + count}; id++) new NoOp(\`schedule-\${id}\`, { workspaceId: 1, integrationId: id, enabled: true });
`;
}

/** The package that a program of schedules imports: that of the dynamic provider, or the SDK of the plugin. */
export type Package = "@skyvia-schedules/pulumi" | "@skyvia-schedules/pulumi-skyvia";

/** A number of schedules, one resource for each. */
export function schedulesOf(count: number, from: Package = "@skyvia-schedules/pulumi"): string {
  return `
import { IntegrationSchedule } from "${from}";
for (let id = 1001; id < ${1001 + count}; id++) new IntegrationSchedule(\`schedule-\${id}\`, { workspaceId: 1, integrationId: id, enabled: true });
`;
}

/** A number of schedules in one resource. */
export function bulkOf(count: number, from: Package = "@skyvia-schedules/pulumi"): string {
  return `
import { WorkspaceSchedules } from "${from}";
const ids = Array.from({ length: ${count} }, (_, index) => 1001 + index);
new WorkspaceSchedules("all", { workspaceId: 1, schedules: Object.fromEntries(ids.map((id) => [id, "enabled"])), unmanaged: "ignore" });
`;
}
