import type { FunctionName } from "@skyvia-schedules/pulumi/inner";

/** An example for each language, by the name of the fence that a page of an API highlights it by. */
export type Examples = Readonly<Record<"typescript" | "python" | "go" | "csharp" | "yaml", string>>;

/** A call of a function as a program makes it. */
interface ExampleCall {
  readonly args: Readonly<Record<string, string | number>>;
  /** The property of the answer that the program exports. */
  readonly shows: string;
}

const ofIntegration = { workspaceId: 123, integrationId: 456 };

const calls: Readonly<Record<FunctionName, ExampleCall>> = {
  getWorkspaces: { args: {}, shows: "workspaces" },
  getWorkspace: { args: { workspaceId: 123 }, shows: "name" },
  getIntegrations: { args: { workspaceId: 123, name: "stg-*" }, shows: "integrations" },
  getIntegration: { args: { workspaceId: 123, name: "Nightly orders" }, shows: "id" },
  getSchedule: { args: ofIntegration, shows: "state" },
  getExecutions: { args: { ...ofIntegration, take: 10 }, shows: "executions" },
  getExecution: { args: { ...ofIntegration, runId: 789 }, shows: "state" },
  getActiveExecution: { args: ofIntegration, shows: "runId" },
};

/** A program in each language that calls a function and exports its answer. */
export function functionExamples(name: FunctionName): Examples {
  const { args, shows } = calls[name];
  const given = Object.entries(args);
  const written = (value: string | number): string => JSON.stringify(value);
  const pascal = pascalCase(name);
  const list = (render: (key: string, value: string | number) => string): string =>
    given.map(([key, value]) => render(key, value)).join(", ");
  const none = given.length === 0;
  const argsOf = (open: string, inside: string, close: string): string => (none ? "" : `${open}${inside}${close}`);
  return {
    typescript: `import * as skyvia from "@skyvia-schedules/pulumi-skyvia";

const found = skyvia.${name}Output(${argsOf(
      "{ ",
      list((key, value) => `${key}: ${written(value)}`),
      " }",
    )});
export const ${shows} = found.${shows};`,
    python: `import pulumi
import pulumi_skyvia as skyvia

found = skyvia.${snakeCase(name)}_output(${list((key, value) => `${snakeCase(key)}=${written(value)}`)})
pulumi.export("${shows}", found.${snakeCase(shows)})`,
    go: `found := skyvia.${pascal}Output(ctx, skyvia.${pascal}OutputArgs{${list(
      (key, value) => `${pascalCase(key)}: pulumi.${typeof value === "number" ? "Int" : "String"}(${written(value)})`,
    )}})
ctx.Export("${shows}", found.${pascalCase(shows)}())`,
    csharp: `var found = SkyviaSchedules.Skyvia.${pascal}.Invoke(${argsOf(
      "new() { ",
      list((key, value) => `${pascalCase(key)} = ${written(value)}`),
      " }",
    )});
return new Dictionary<string, object?> { ["${shows}"] = found.Apply(answer => answer.${pascalCase(shows)}) };`,
    yaml: [
      "variables:",
      "  found:",
      "    fn::invoke:",
      `      function: skyvia:${name}`,
      ...(none ? [] : ["      arguments:", ...given.map(([key, value]) => `        ${key}: ${written(value)}`)]),
      "outputs:",
      `  ${shows}: \${found.${shows}}`,
    ].join("\n"),
  };
}

function pascalCase(name: string): string {
  return `${name[0]?.toUpperCase()}${name.slice(1)}`;
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
