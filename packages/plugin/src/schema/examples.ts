import type { FunctionName } from "@skyvia-schedules/pulumi/inner";
import { functionExamples, type Examples } from "./function-examples.ts";

const integrationSchedule: Examples = {
  typescript: `import * as skyvia from "@skyvia-schedules/pulumi-skyvia";

new skyvia.IntegrationSchedule("nightly-orders", {
  workspaceId: 123,
  integrationId: 456,
  name: "Nightly orders",
  enabled: true,
  onDelete: "restore",
});`,
  python: `import pulumi_skyvia as skyvia

skyvia.IntegrationSchedule("nightly-orders",
    workspace_id=123,
    integration_id=456,
    name="Nightly orders",
    enabled=True,
    on_delete="restore")`,
  go: `_, err := skyvia.NewIntegrationSchedule(ctx, "nightly-orders", &skyvia.IntegrationScheduleArgs{
	WorkspaceId:   pulumi.Int(123),
	IntegrationId: pulumi.Int(456),
	Name:          pulumi.String("Nightly orders"),
	Enabled:       pulumi.Bool(true),
	OnDelete:      skyvia.OnDeleteRestore,
})`,
  csharp: `new SkyviaSchedules.Skyvia.IntegrationSchedule("nightly-orders", new()
{
    WorkspaceId = 123,
    IntegrationId = 456,
    Name = "Nightly orders",
    Enabled = true,
    OnDelete = SkyviaSchedules.Skyvia.OnDelete.Restore,
});`,
  yaml: `resources:
  nightly-orders:
    type: skyvia:IntegrationSchedule
    properties:
      workspaceId: 123
      integrationId: 456
      name: Nightly orders
      enabled: true
      onDelete: restore`,
};

const workspaceSchedules: Examples = {
  typescript: `import * as skyvia from "@skyvia-schedules/pulumi-skyvia";

new skyvia.WorkspaceSchedules("production", {
  workspaceId: 123,
  schedules: { "456": "enabled", "789": "disabled" },
  entries: [{ match: "stg-*", schedule: "disabled" }],
});`,
  python: `import pulumi_skyvia as skyvia

skyvia.WorkspaceSchedules("production",
    workspace_id=123,
    schedules={"456": "enabled", "789": "disabled"},
    entries=[{"match": "stg-*", "schedule": "disabled"}])`,
  go: `_, err := skyvia.NewWorkspaceSchedules(ctx, "production", &skyvia.WorkspaceSchedulesArgs{
	WorkspaceId: pulumi.Int(123),
	Schedules: skyvia.DesiredScheduleMap{
		"456": skyvia.DesiredScheduleEnabled,
		"789": skyvia.DesiredScheduleDisabled,
	},
})`,
  csharp: `new SkyviaSchedules.Skyvia.WorkspaceSchedules("production", new()
{
    WorkspaceId = 123,
    Schedules =
    {
        { "456", SkyviaSchedules.Skyvia.DesiredSchedule.Enabled },
        { "789", SkyviaSchedules.Skyvia.DesiredSchedule.Disabled },
    },
});`,
  yaml: `resources:
  production:
    type: skyvia:WorkspaceSchedules
    properties:
      workspaceId: 123
      schedules:
        "456": enabled
        "789": disabled
      entries:
        - match: "stg-*"
          schedule: disabled`,
};

const imports: Readonly<Record<string, string>> = {
  IntegrationSchedule: "$ pulumi import skyvia:index:IntegrationSchedule orders 123/456",
  WorkspaceSchedules: "$ pulumi import skyvia:index:WorkspaceSchedules production 123",
};

/** The examples in the documentation of a resource: a program in each language, and an import. */
export function resourceExamples(name: string): string {
  const examples = name === "IntegrationSchedule" ? integrationSchedule : workspaceSchedules;
  return `${exampleUsage(examples)}\n\n## Import\n\n\`\`\`sh\n${imports[name]}\n\`\`\``;
}

/** The examples in the documentation of a function: a program in each language. */
export function usageOf(name: FunctionName): string {
  return exampleUsage(functionExamples(name));
}

function exampleUsage(examples: Examples): string {
  const blocks = Object.entries(examples).map(([language, text]) => `\`\`\`${language}\n${text}\n\`\`\``);
  return ["{{% examples %}}\n## Example Usage\n{{% example %}}", ...blocks, "{{% /example %}}\n{{% /examples %}}"].join(
    "\n\n",
  );
}
