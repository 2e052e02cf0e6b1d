import { log, RunError, runtime, type CustomResourceOptions, type Input, type ProviderResource } from "@pulumi/pulumi";
import { visibleLines } from "@skyvia-schedules/core/hidden-text";
import type { DesiredWorkspace } from "@skyvia-schedules/core";
import { baseUrlKey, baseUrlOf } from "../account.ts";
import { addNote, clearNotes, type ResourceKind } from "../notes.ts";
import { providerText } from "../provider-text.ts";
import { overlapVerdict } from "../rules/overlap/overlap-text.ts";
import { managedBy, overlaps, type Managed } from "../rules/overlap/overlap.ts";
import type { Properties } from "../rules/properties.ts";
import { knownValue } from "./known-value.ts";
import { settingsOfProvider } from "./provider.ts";

/** A resource of the program that is about to be registered. */
export interface Registration {
  readonly kind: ResourceKind;
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly options: CustomResourceOptions | undefined;
  /** What checked inputs manage. null: they are wrong, and the engine reports that. */
  readonly manages: (inputs: Properties) => DesiredWorkspace | null;
}

/** A resource whose inputs are known. */
interface Resource {
  readonly label: string;
  readonly managed: Managed;
  readonly provider: ProviderResource | undefined;
  /** null: not known at preview, or of a provider of another package. */
  readonly baseUrl: string | null;
  readonly isSecret: boolean;
  /** Whether `ignoreChanges` may keep another desired state than the program's. */
  readonly mayDiffer: boolean;
}

/** The resources of one run of a program. Several can run in one process. */
const runs = new WeakMap<object, Resource[]>();

/**
 * The text of the provider. It resolves once no other resource of the program disagrees about a schedule, so the engine learns of a resource only then. Rejects
 * with a `RunError` that names both resources. Two resources that agree cause a warning.
 */
export async function providerTextFor(registration: Registration): Promise<string> {
  const { kind, name, args, options, manages } = registration;
  const run = resourcesOfRun();
  if (run === null || options?.id !== undefined) return providerText;
  const engine = engineAddress();
  const provider = options?.provider ?? options?.parent?.getProvider(`pulumi-nodejs:dynamic/skyvia:${kind}`);
  const [inputs, baseUrl] = await Promise.all([quietly(knownValue<Properties>(args)), quietly(baseUrlFor(provider))]);
  const workspace = inputs === null ? null : manages(inputs.value);
  if (inputs === null || workspace === null) return providerText;
  const resource: Resource = {
    label: `${kind} "${name}"`,
    managed: managedBy(workspace),
    provider,
    baseUrl,
    isSecret: inputs.isSecret,
    mayDiffer: (options?.ignoreChanges ?? []).length > 0,
  };
  const others = run.filter((other) => isSameAccount(other, resource));
  run.push(resource);
  if (engine !== "" && baseUrl !== null) addNote(engine, { kind, baseUrl, workspace });
  for (const other of others) await compare(other, resource);
  return providerText;
}

async function compare(first: Resource, second: Resource): Promise<void> {
  const mayDiffer = first.mayDiffer || second.mayDiffer;
  const found = overlaps(first.managed, second.managed).map((overlap) =>
    mayDiffer ? { ...overlap, isCertain: false } : overlap,
  );
  const isSecret = first.isSecret || second.isSecret;
  const { id } = second.managed.workspace;
  const { error, warning } = overlapVerdict(found, [first.label, second.label], id, isSecret);
  if (error !== null) throw new RunError(visibleLines(error));
  if (warning !== null) await log.warn(visibleLines(warning));
}

/** Whether two resources use the same account. Workspace ids do not depend on the token, so all tokens of one base URL mean the same schedules. */
function isSameAccount(first: Resource, second: Resource): boolean {
  return first.provider === second.provider || (first.baseUrl !== null && first.baseUrl === second.baseUrl);
}

async function baseUrlFor(provider: ProviderResource | undefined): Promise<string | null> {
  const settings = provider === undefined ? {} : settingsOfProvider(provider);
  if (settings === undefined) return null;
  const given: Input<string> | undefined = settings[baseUrlKey] ?? runtime.getConfig(baseUrlKey);
  const known = await knownValue(given);
  return known === null ? null : baseUrlOf({ config: () => known.value, env: process.env });
}

/** The resources of this run. null outside of a run: unit tests with mocks may create any resources. */
function resourcesOfRun(): Resource[] | null {
  const stack = runtime.getStackResource();
  if (stack === undefined) return null;
  const known = runs.get(stack);
  if (known !== undefined) return known;
  const engine = engineAddress();
  if (engine !== "") clearNotes(engine);
  const resources: Resource[] = [];
  runs.set(stack, resources);
  return resources;
}

/** Where the engine of this run listens: programs of the Automation API have several engines in one process. */
function engineAddress(): string {
  const engine = runtime.getEngine() as { getChannel?(): { getTarget(): string } } | undefined;
  return engine?.getChannel?.().getTarget() ?? "";
}

/** A failed input is reported by the registration itself. */
async function quietly<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise;
  } catch {
    return null;
  }
}
