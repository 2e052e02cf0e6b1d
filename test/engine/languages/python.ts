import { isOutput, type Account, type Inputs, type Output, type Program, type Resource } from "./program.ts";

/** The program in Python, with the generated SDK. `onDelete` is a member of its enumeration. */
export function pythonProgram({ account, resources, outputs = {} }: Program): string {
  return [
    "import pulumi",
    "import pulumi_skyvia as skyvia",
    "",
    ...(account
      ? [`account = skyvia.Provider("account", token=${token(account)}, base_url=${text(account.baseUrl)})`]
      : []),
    ...resources.map((resource) => written(resource, account !== undefined)),
    ...Object.entries(outputs).map(([name, output]) => `pulumi.export(${text(name)}, ${value(output)})`),
    "",
  ].join("\n");
}

function token({ token: given }: Account): string {
  return typeof given === "string" ? text(given) : `pulumi.Config().require_secret(${text(given.secret)})`;
}

function written(resource: Resource, hasAccount: boolean): string {
  const { name, kind, inputs } = resource;
  const given = [text(name), ...keywords(inputs), ...options(resource, hasAccount)];
  return `${name} = skyvia.${kind}(${given.join(", ")})`;
}

function options({ options: { dependsOn, aliases } = {} }: Resource, hasAccount: boolean): string[] {
  const given = [
    ...(hasAccount ? ["provider=account"] : []),
    ...(dependsOn ? [`depends_on=[${dependsOn.join(", ")}]`] : []),
    ...(aliases ? [`aliases=[${aliases.map((name) => `pulumi.Alias(name=${text(name)})`).join(", ")}]`] : []),
  ];
  return given.length === 0 ? [] : [`opts=pulumi.ResourceOptions(${given.join(", ")})`];
}

function value(output: Output): string {
  if ("of" in output) return `${output.of}.${snake(output.property)}`;
  const given = [...keywords(output.args), ...(output.by ? ["opts=pulumi.InvokeOutputOptions(provider=account)"] : [])];
  return `skyvia.${snake(output.call)}_output(${given.join(", ")}).${snake(output.property)}`;
}

function keywords(inputs: Inputs): string[] {
  return Object.entries(inputs).map(
    ([key, input]) => `${snake(key)}=${key === "onDelete" ? member(input) : text(input)}`,
  );
}

function member(word: unknown): string {
  return `skyvia.OnDelete.${String(word).toUpperCase()}`;
}

/** The name of a property in the SDK. */
function snake(name: string): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return ["except", "from"].includes(words) ? `${words}_` : words; // words of the language
}

/** A literal of Python: the truth values of JSON are written otherwise in it. */
function text(given: unknown): string {
  if (isOutput(given)) return value(given);
  if (typeof given === "boolean") return given ? "True" : "False";
  if (Array.isArray(given)) return `[${given.map(text).join(", ")}]`;
  if (typeof given !== "object" || given === null) return JSON.stringify(given);
  return `{${Object.entries(given)
    .map(([key, inner]) => `${JSON.stringify(snake(key))}: ${text(inner)}`)
    .join(", ")}}`;
}
