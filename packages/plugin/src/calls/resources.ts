import empty from "google-protobuf/google/protobuf/empty_pb.js";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb.js";
import provider from "@pulumi/pulumi/proto/provider_pb.js";
import type {
  CheckRequest,
  CheckResponse,
  CreateRequest,
  CreateResponse,
  DeleteRequest,
  DiffRequest,
  DiffResponse,
  PropertyDiff,
  ReadRequest,
  ReadResponse,
  UpdateRequest,
  UpdateResponse,
} from "@pulumi/pulumi/proto/provider_pb.js";
import { counted } from "@skyvia-schedules/core";
import { ProviderError, type Properties, type PropertyDifference, type Session } from "@skyvia-schedules/pulumi/inner";
import type { PluginHost } from "../host.ts";
import { createOwners } from "../owners.ts";
import { createKinds, secretOutputs, type Kind } from "../resources.ts";
import { failuresIn } from "../wire/check-failures.ts";
import { failureOf } from "../wire/failure.ts";
import { receive, send, type Received } from "../wire/properties.ts";
import { createRedact } from "../wire/redact.ts";

/** The calls about resources. */
export interface ResourceCalls {
  readonly check: (request: CheckRequest) => Promise<CheckResponse>;
  readonly diff: (request: DiffRequest) => Promise<DiffResponse>;
  readonly create: (request: CreateRequest) => Promise<CreateResponse>;
  readonly read: (request: ReadRequest) => Promise<ReadResponse>;
  readonly update: (request: UpdateRequest) => Promise<UpdateResponse>;
  readonly delete: (request: DeleteRequest) => Promise<Empty>;
}

/** The fields that every call about a resource has. */
interface ResourceRequest {
  getUrn(): string;
}

/** The calls about the resources that a session manages. */
export function createResourceCalls(
  session: Session,
  { version, log }: Pick<PluginHost, "version" | "log">,
): ResourceCalls {
  const kinds = createKinds(session);
  const owners = createOwners();
  const kindOf = (request: ResourceRequest): Kind => {
    const type = typeOf(request.getUrn());
    const kind = kinds.get(type);
    if (kind !== undefined) return kind;
    throw new ProviderError(
      `${type} is not a resource of this plugin, version ${version}`,
      "Install the version of the plugin that the program and its state were made with.",
    );
  };
  /** Resolves to the answer, or fails without a secret in the message. `received`: all properties of the request. */
  const guarded = async <T>(
    request: ResourceRequest,
    received: readonly Received[],
    answer: (kind: Kind, isSecret: (key: string) => boolean) => Promise<T>,
  ): Promise<T> => {
    const redact = createRedact(received.flatMap(({ secretTexts }) => secretTexts));
    const secretKeys = new Set(received.flatMap((properties) => [...properties.secretKeys]));
    let isSecret = (key: string): boolean => secretKeys.has(key);
    try {
      const kind = kindOf(request);
      isSecret = secretOutputs(kind.declaration, secretKeys);
      return await answer(kind, isSecret);
    } catch (error) {
      throw failureOf(error, { redact, isSecret, inputs: received[0]?.properties ?? {} });
    }
  };

  return {
    check: async (request) => {
      const news = receive(request.getNews());
      const olds = receive(request.getOlds());
      return guarded(request, [news, olds], async (kind) => {
        const { failures } = await kind.provider.check(olds.properties, news.properties);
        const workspace = failures.length > 0 ? null : kind.manages(news.properties);
        const urn = request.getUrn();
        const label = `${kind.name} ${JSON.stringify(nameOf(urn))}`;
        const isSecret = news.secretKeys.size > 0;
        const { errors, warnings } =
          workspace === null ? { errors: [], warnings: [] } : owners.add({ urn, label, workspace, isSecret });
        for (const text of warnings) log({ severity: "warning", text, urn });
        const disagreements = errors.map((reason) => ({ property: "", reason }));
        const response = new provider.CheckResponse().setInputs(request.getNews());
        return response.setFailuresList(
          failuresIn([...failures, ...disagreements], createRedact([...news.secretTexts, ...olds.secretTexts])),
        );
      });
    },
    diff: async (request) => {
      const news = receive(request.getNews());
      const olds = receive(request.getOlds());
      return guarded(request, [news, olds], async (kind) => {
        const difference = await kind.provider.diff(request.getId(), olds.properties, news.properties);
        const found = difference.changes ? kind.differences(olds.properties, news.properties, session.now()) : [];
        return diffResponse(difference, found);
      });
    },
    create: async (request) => {
      const inputs = receive(request.getProperties());
      return guarded(request, [inputs], async (kind, isSecret) => {
        const call = { preview: request.getPreview(), timeout: timeoutOf(request) };
        const { id, outs } = await kind.provider.create(inputs.properties, call);
        return new provider.CreateResponse().setId(id).setProperties(send(outs, isSecret));
      });
    },
    read: async (request) => {
      const inputs = receive(request.getInputs());
      const state = receive(request.getProperties());
      return guarded(request, [inputs, state], async (kind, isSecret) => {
        const known = Object.keys(inputs.properties).length === 0 ? {} : { inputs: inputs.properties };
        const call = { timeout: timeoutOf(request), ...known };
        const found = await kind.provider.read(request.getId(), state.properties, call);
        if (found.id === undefined) return new provider.ReadResponse(); // deleted: with properties, an import would import nothing
        logImport(kind, state.properties, found.inputs);
        return new provider.ReadResponse()
          .setId(found.id)
          .setProperties(send(found.props ?? {}, isSecret))
          .setInputs(send(found.inputs ?? {}, isSecret));
      });

      function logImport(kind: Kind, known: Properties, { schedules }: Properties = {}): void {
        if (Object.keys(known).length > 0 || kind.name !== "WorkspaceSchedules") return;
        const count = Object.keys(schedules as object).length;
        const text = `workspace ${request.getId()}: ${counted(count, "schedule was", "schedules were")} read`;
        log({ severity: "info", text, urn: request.getUrn() });
      }
    },
    update: async (request) => {
      const news = receive(request.getNews());
      const olds = receive(request.getOlds());
      const redactedOlds = { ...olds, secretKeys: new Set<string>() }; // only the new inputs decide what is secret
      return guarded(request, [news, redactedOlds], async (kind, isSecret) => {
        const call = { preview: request.getPreview(), timeout: timeoutOf(request) };
        const { outs } = await kind.provider.update(request.getId(), olds.properties, news.properties, call);
        return new provider.UpdateResponse().setProperties(send(outs, isSecret));
      });
    },
    delete: async (request) => {
      const state = receive(request.getProperties());
      return guarded(request, [state], async (kind) => {
        await kind.provider.delete(request.getId(), state.properties, { timeout: timeoutOf(request) });
        return new empty.Empty();
      });
    },
  };
}

function diffResponse(
  { changes, replaces }: { readonly changes: boolean; readonly replaces: readonly string[] },
  differences: readonly PropertyDifference[],
): DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = provider.DiffResponse.DiffChanges;
  const response = new provider.DiffResponse().setChanges(changes ? DIFF_SOME : DIFF_NONE);
  response.setReplacesList([...replaces]).setHasdetaileddiff(changes && differences.length > 0);
  response.setDiffsList([...new Set(differences.map(({ path }) => /^\w+/.exec(path)?.[0] ?? path))]);
  for (const { path, kind } of differences) {
    response.getDetaileddiffMap().set(path, propertyDiff(kind, replaces.includes(path)));
  }
  return response;
}

function propertyDiff(kind: PropertyDifference["kind"], isReplaced: boolean): PropertyDiff {
  const { ADD, DELETE, UPDATE, UPDATE_REPLACE } = provider.PropertyDiff.Kind;
  const known = isReplaced ? UPDATE_REPLACE : { add: ADD, delete: DELETE, update: UPDATE }[kind];
  return new provider.PropertyDiff().setKind(known).setInputdiff(false);
}

/** The user's `customTimeouts`, in ms. */
function timeoutOf(request: { getTimeout(): number }): number | undefined {
  const seconds = request.getTimeout();
  return seconds > 0 ? seconds * 1000 : undefined;
}

/** The type of a resource, of a URN such as `urn:pulumi:dev::shop::my:Team$skyvia:index:IntegrationSchedule::orders`. */
function typeOf(urn: string): string {
  const [, , types = ""] = urn.split("::");
  return types.slice(types.lastIndexOf("$") + 1);
}

function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
