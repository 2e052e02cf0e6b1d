import { isOutput, type Account, type Inputs, type Output, type Program, type Resource } from "./program.ts";

/** The program in YAML. Values are in flow style, which is JSON. */
export function yamlProgram({ account, resources, outputs = {} }: Program): string {
  return `name: stage
runtime: yaml
${config(account)}resources: ${JSON.stringify({
    ...(account && { account: { type: "pulumi:providers:skyvia", properties: { ...account, token: token(account) } } }),
    ...Object.fromEntries(resources.map((resource) => [resource.name, written(resource, account !== undefined)])),
  })}
outputs: ${JSON.stringify(Object.fromEntries(Object.entries(outputs).map(([name, output]) => [name, value(output)])))}
`;
}

function config(account: Account | undefined): string {
  if (typeof account?.token !== "object") return "";
  return `config: { ${account.token.secret}: { type: string, secret: true } }\n`;
}

function token({ token: given }: Account): string {
  return typeof given === "string" ? given : `\${${given.secret}}`;
}

function written({ kind, inputs, options: { dependsOn, aliases } = {} }: Resource, hasAccount: boolean): object {
  const options = {
    ...(hasAccount && { provider: "${account}" }),
    ...(dependsOn && { dependsOn: dependsOn.map((name) => `\${${name}}`) }),
    // This language takes URNs alone.
    ...(aliases && { aliases: aliases.map((name) => `urn:pulumi:dev::stage::skyvia:index:${kind}::${name}`) }),
  };
  return { type: `skyvia:${kind}`, properties: properties(inputs), options };
}

function properties(inputs: Inputs): Inputs {
  return Object.fromEntries(
    Object.entries(inputs).map(([key, input]) => [key, isOutput(input) ? value(input) : input]),
  );
}

function value(output: Output): unknown {
  if ("of" in output) return `\${${output.of}.${output.property}}`;
  const options = output.by && { options: { provider: "${account}" } };
  return {
    "fn::invoke": {
      function: `skyvia:${output.call}`,
      arguments: output.args,
      return: output.property,
      ...options,
    },
  };
}
