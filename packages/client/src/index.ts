export { createClient } from "./create-client.ts";
export { baseUrlText, checkBaseUrl, defaultBaseUrl } from "./settings/check-base-url.ts";
export { probe, type Probe, type ProbeOptions } from "./probe.ts";
export { proxyOf } from "./attempt/transport.ts";
export { checkToken } from "./settings/check-token.ts";
export { autoConcurrency, type ClientOptions } from "./settings/client-options.ts";
export { attemptText, isDebug, waitText } from "./settings/notice-texts.ts";
export type { AttemptNotice, RetryNotice, WaitNotice } from "./settings/notices.ts";
export { createQueue, type FirstComeQueue } from "./call/first-come-queue.ts";
export { createRedactor, type Redactor } from "./errors/redactor.ts";
export type { CallSettings, SkyviaClient, SwitchSettings } from "./skyvia-client.ts";
export {
  isSkyviaError,
  SkyviaError,
  type SkyviaErrorCode,
  type SkyviaErrorFacts,
  type WriteOutcome,
} from "./errors/skyvia-error.ts";
export type * from "./api/types.ts";
