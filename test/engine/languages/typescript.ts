import { isOutput, type Account, type Inputs, type Output, type Program, type Resource } from "./program.ts";

/** The package that a program imports: the generated SDK of the plugin, or the dynamic package. */
export type Package = "@skyvia-schedules/pulumi-skyvia" | "@skyvia-schedules/pulumi";

/** The program in TypeScript. With the generated SDK, `onDelete` is a member of its enumeration. */
export function typescriptProgram({ account, resources, outputs = {} }: Program, from: Package): string {
  const args = (inputs: Inputs): string => literal(inputs, from === "@skyvia-schedules/pulumi-skyvia");
  return [
    `import * as pulumi from "@pulumi/pulumi";`,
    `import * as skyvia from "${from}";`,
    "",
    ...(account
      ? [
          `const account = new skyvia.Provider("account", { token: ${token(account)}, baseUrl: ${text(account.baseUrl)} });`,
        ]
      : []),
    ...resources.map(
      (resource) =>
        `const ${resource.name} = new skyvia.${resource.kind}("${resource.name}", ${args(resource.inputs)}, ${options(resource, account !== undefined)});`,
    ),
    ...Object.entries(outputs).map(([name, output]) => `export const ${name} = ${value(output)};`),
    "",
  ].join("\n");
}

function token({ token: given }: Account): string {
  return typeof given === "string" ? text(given) : `new pulumi.Config().requireSecret(${text(given.secret)})`;
}

function literal(inputs: Inputs, hasMembers: boolean): string {
  const properties = Object.entries(inputs).map(
    ([key, input]) => `${key}: ${key === "onDelete" && hasMembers ? member(input) : text(input)}`,
  );
  return `{ ${properties.join(", ")} }`;
}

function member(word: unknown): string {
  return `skyvia.OnDelete.${String(word).replace(/^./, (letter) => letter.toUpperCase())}`;
}

function options({ options: { dependsOn, aliases } = {} }: Resource, hasAccount: boolean): string {
  const given = [
    ...(hasAccount ? ["provider: account"] : []),
    ...(dependsOn ? [`dependsOn: [${dependsOn.join(", ")}]`] : []),
    ...(aliases ? [`aliases: ${text(aliases.map((name) => ({ name })))}`] : []),
  ];
  return `{ ${given.join(", ")} }`;
}

function value(output: Output): string {
  if ("of" in output) return `${output.of}.${output.property}`;
  const given = [
    ...(Object.keys(output.args).length === 0 ? [] : [text(output.args)]),
    ...(output.by ? ["{ provider: account }"] : []),
  ];
  return `skyvia.${output.call}Output(${given.join(", ")}).${output.property}`;
}

function text(given: unknown): string {
  return isOutput(given) ? value(given) : JSON.stringify(given);
}
