import { PartialFailure } from "../provider-error.ts";
import type { Properties } from "../rules/properties.ts";
import type { DynamicProvider } from "./dynamic-provider.ts";
import type { Host } from "./host.ts";
import { createIntegrationProvider } from "./integration-provider.ts";
import type { ResourceProvider } from "./resource-provider.ts";
import { createSession } from "./session.ts";
import { watchEngine } from "./watch-engine.ts";
import { createWorkspaceProvider } from "./workspace-provider.ts";

/**
 * The provider of both resources, which share one session. The server does not say which resource a call is for, so the properties decide. Once configured, the
 * process ends with its engine.
 */
export function createProvider(host: Host): DynamicProvider {
  const session = createSession(host);
  const integration = createIntegrationProvider(session);
  const workspace = createWorkspaceProvider(session);
  const providerOf = (properties: Properties): ResourceProvider =>
    ofWorkspace.some((key) => Object.hasOwn(properties, key)) ? workspace : integration;
  let watched = false;
  return {
    configure: async ({ config }) => {
      session.configure(config);
      if (!watched) watchEngine(host.engine, host.exit);
      watched = true;
    },
    check: async (olds, news) => {
      host.addCheck();
      return providerOf(news).check(olds, news);
    },
    diff: async (id, olds, news) => {
      const { changes, replaces } = await providerOf(olds).diff(id, olds, news);
      // A state of another kind of provider lacks the text, and without it no later delete would work.
      return { changes: changes || olds["__provider"] === undefined, replaces };
    },
    create: async (inputs) => keepText(inputs, providerOf(inputs).create(inputs)),
    read: async (id, props = {}) => providerOf(props).read(id, props),
    update: async (id, olds, news) => keepText(news, providerOf(news).update(id, olds, news)),
    delete: async (id, props) => providerOf(props).delete(id, props),
  };
}

/** Properties that only a `WorkspaceSchedules` can have. */
const ofWorkspace = ["schedules", "names", "entries", "unmanaged", "unmanagedIds", "limits"];

/** Adds to the properties of a partial failure the provider's text, which the server adds to those of a success only. */
async function keepText<T>({ __provider }: Properties, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof PartialFailure)) throw error;
    throw new PartialFailure(error.message, error.id, { ...error.properties, __provider }, error.reasons);
  }
}
