export { createClient } from "./create-client.ts";
export { checkBaseUrl, defaultBaseUrl } from "./check-base-url.ts";
export { checkToken } from "./check-token.ts";
export type { ClientOptions, RetryNotice } from "./client-options.ts";
export { createRedactor, type Redactor } from "./redactor.ts";
export type { CallSettings, SkyviaClient } from "./skyvia-client.ts";
export { isSkyviaError, SkyviaError, type SkyviaErrorCode, type SkyviaErrorFacts } from "./skyvia-error.ts";
export type * from "./types.ts";
