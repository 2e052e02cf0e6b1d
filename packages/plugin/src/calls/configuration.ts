import provider from "@pulumi/pulumi/proto/provider_pb.js";
import type {
  CheckRequest,
  CheckResponse,
  ConfigureRequest,
  ConfigureResponse,
  DiffRequest,
  DiffResponse,
} from "@pulumi/pulumi/proto/provider_pb.js";
import {
  checkFailure,
  checkProperties,
  configuration,
  isUnknown,
  ProviderError,
  type Properties,
  type Session,
} from "@skyvia-schedules/pulumi/inner";
import { failuresIn } from "../wire/check-failures.ts";
import { receive, send } from "../wire/properties.ts";
import { createRedact } from "../wire/redact.ts";

/** The calls about the settings of a provider. */
export interface ConfigurationCalls {
  readonly check: (request: CheckRequest) => Promise<CheckResponse>;
  readonly diff: (request: DiffRequest) => Promise<DiffResponse>;
  readonly configure: (request: ConfigureRequest) => Promise<ConfigureResponse>;
}

/** The engine and the SDKs add these to the settings of every provider. */
const ofTheEngine = ["version", "pluginDownloadURL", "__internal", "__defaults"];

const secretSettings: ReadonlySet<string> = new Set(
  Object.entries(configuration).flatMap(([key, { secret }]) => (secret === true ? [key] : [])),
);

/** The calls about settings, for the provider that a session serves. */
export function createConfigurationCalls(session: Session): ConfigurationCalls {
  return {
    check: async (request) => {
      const { properties, secretKeys, secretTexts } = receive(request.getNews());
      const findings = checkProperties(settingsIn(properties), configuration);
      const response = new provider.CheckResponse();
      response.setInputs(send(properties, (key) => secretSettings.has(key) || secretKeys.has(key)));
      return response.setFailuresList(failuresIn(findings.map(checkFailure), createRedact(secretTexts)));
    },
    diff: async (request) => {
      const olds = settingsIn(receive(request.getOldInputs() ?? request.getOlds()).properties);
      const news = settingsIn(receive(request.getNews()).properties);
      const changed = Object.keys(configuration).filter((key) => textOf(olds[key]) !== textOf(news[key]));
      const { DIFF_NONE, DIFF_SOME } = provider.DiffResponse.DiffChanges;
      const response = new provider.DiffResponse().setDiffsList(changed); // no resource is replaced
      return response.setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME);
    },
    configure: async (request) => {
      if (!request.getAcceptsecrets()) throw tooOld();
      const settings = new Map<string, string>();
      for (const [key, value] of request.getVariablesMap().toArray()) settings.set(key.replace(":config:", ":"), value);
      const { properties } = receive(request.getArgs());
      for (const [key, value] of Object.entries(properties)) {
        if (value !== null && !isUnknown(value)) settings.set(`skyvia:${key}`, textOf(value));
      }
      session.configure({ get: (key) => settings.get(key) });
      return new provider.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
    },
  };
}

/** An engine that takes no secrets would write them into the state as plain text. */
function tooOld(): ProviderError {
  return new ProviderError(
    "this Pulumi engine is too old for the plugin: it does not keep secrets",
    "Update Pulumi to 3.259 or later.",
  );
}

function settingsIn(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([key]) => !ofTheEngine.includes(key)));
}

/** A setting as a text; a program may also give a number. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}
