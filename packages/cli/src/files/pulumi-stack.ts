import { parseId, type Source, type StackSchedule } from "@skyvia-schedules/core";
import { createLocator } from "@skyvia-schedules/core/locator";
import { readTextFile, type FileReader } from "./read-file.ts";
import { RunError } from "../verb/run-error.ts";
import { parseJson } from "./parse-json.ts";

/** Types of the resources that own one schedule each: of the dynamic package, and of the plugin. */
const one: readonly unknown[] = [
  "pulumi-nodejs:dynamic/skyvia:IntegrationSchedule",
  "skyvia:index:IntegrationSchedule",
];
/** Types of the resources that own all schedules of a workspace. */
const many: readonly unknown[] = ["pulumi-nodejs:dynamic/skyvia:WorkspaceSchedules", "skyvia:index:WorkspaceSchedules"];

type Properties = Readonly<Record<string, unknown>>;

interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
  /** It was replaced, and is not deleted yet. Such a resource owns nothing. */
  readonly delete: boolean;
}

/** The schedules that the stack of a `pulumi stack export` manages. Throws a `RunError` for any other file. */
export async function readPulumiStack(reader: FileReader, file: string): Promise<readonly StackSchedule[]> {
  const text = await readTextFile(reader, file, (reason) => unreadable(file, `cannot be read (${reason})`));
  const places = urnPlaces(file, text);
  return resourcesOf(parse(text, file), file).flatMap((resource) => {
    const source = places(resource.urn);
    if (resource.delete) return [];
    return schedulesOf(resource).map((schedule) => ({ ...schedule, urn: resource.urn, source }));
  });
}

function parse(text: string, file: string): unknown {
  const value = parseJson(text);
  if (value === undefined) throw unreadable(file, "is not complete JSON");
  return value;
}

function resourcesOf(value: unknown, file: string): Resource[] {
  const { deployment } = record(value);
  if (typeof deployment !== "object" || deployment === null) throw unreadable(file, "contains no deployment");
  const { resources = [] } = record(deployment); // an empty stack has none
  if (!Array.isArray(resources)) throw unreadable(file, "contains no list of resources");
  return resources.flatMap((item: unknown) => {
    const { urn, type, id, inputs, outputs, delete: isDeleted } = record(item);
    if (typeof urn !== "string" || typeof type !== "string" || ![...one, ...many].includes(type)) return [];
    const [given, found] = [inputs, outputs].map((properties) => withoutSecrets(record(properties), urn, file));
    const known = { id: typeof id === "string" ? id : "", inputs: given ?? {}, outputs: found ?? {} };
    return [{ urn, type, ...known, delete: isDeleted === true }];
  });
}

/** Marks a value as a secret. Source: sdk/go/common/resource/sig of Pulumi. */
const signature = "4dabf18193072939515e22adb298388d";

/** The properties that say which schedules a resource manages. */
const telling: readonly string[] = ["name", "names", "schedules", "selected"];

/** Those properties, with the values of secrets. Throws a `RunError` if the export keeps one encrypted. */
function withoutSecrets(properties: Properties, urn: string, file: string): Properties {
  const known = Object.entries(properties).filter(([key]) => telling.includes(key) || key.endsWith("Id"));
  return Object.fromEntries(known.map(([key, value]) => [key, plain(value, `${key} of ${urn}`, file)]));
}

function plain(value: unknown, what: string, file: string): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { [signature]: mark, plaintext } = record(value);
  if (typeof mark === "string" && typeof plaintext === "string") return parse(plaintext, file);
  if (typeof mark === "string") {
    throw new RunError(
      "stack-file",
      `the Pulumi stack ${file} keeps ${what} as a secret`,
      `Export it again, with secrets: \`pulumi stack export --show-secrets --file ${file}\`.`,
    );
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, what, file)]));
}

type Owned = Omit<StackSchedule, "urn" | "source">;

/** The ids of a resource: from its id, or from its inputs while it has no id yet. */
function schedulesOf({ type, id, inputs, outputs }: Resource): Owned[] {
  const [workspace, integration] = id === "" ? [] : id.split("/");
  const workspaceId = idOf(workspace) ?? idOf(inputs["workspaceId"]);
  const owned = one.includes(type)
    ? [[integration ?? inputs["integrationId"], outputs["name"] ?? inputs["name"]] as const]
    : ownedTogether(inputs, outputs);
  return owned.flatMap(([written, name]) => {
    const integrationId = idOf(written);
    if (workspaceId === null || integrationId === null) return [];
    return [{ workspaceId, integrationId, name: typeof name === "string" ? name : null }];
  });
}

/** Ids with their names: those of the program, and those that its entries by name or glob have found. */
function ownedTogether(inputs: Properties, outputs: Properties): (readonly [string, unknown])[] {
  const names = { ...record(inputs["names"]), ...record(outputs["names"]) };
  const found = Object.entries(record(outputs["selected"])).map(([id, item]) => [id, record(item)["name"]] as const);
  return [...Object.keys(record(inputs["schedules"])).map((id) => [id, names[id]] as const), ...found];
}

/** Of a property that is an id as a number or as text. */
function idOf(value: unknown): number | null {
  return typeof value === "string" || typeof value === "number" ? parseId(String(value)) : null;
}

function record(value: unknown): Properties {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

/** Finds the URNs of resources, which are asked for in the order of the file. Parents and dependencies have other keys. */
function urnPlaces(file: string, text: string): (urn: string) => Source {
  const pattern = /"urn"\s*:\s*("(?:[^"\\]|\\.)*")/g;
  const placeAt = createLocator(file, text);
  return (urn) => {
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      const [whole, written = "null"] = match;
      if (JSON.parse(written) === urn) return placeAt(match.index + whole.lastIndexOf(written));
    }
    return { file, line: 1, column: 1 };
  };
}

function unreadable(file: string, why: string): RunError {
  return new RunError(
    "stack-file",
    `the Pulumi stack ${file} ${why}`,
    `Export it again: \`pulumi stack export --file ${file}\`.`,
  );
}
