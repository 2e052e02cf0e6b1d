import { networkFailure } from "./attempt/network-failure.ts";
import { createTransport, type Environment } from "./attempt/transport.ts";
import { baseUrlText, pathPrefix } from "./settings/check-base-url.ts";

/** The result of one GET: the answer, or why there was none. */
export type Probe =
  | {
      readonly kind: "answer";
      readonly status: number;
      /** By name in lower case; of several values the first. */
      readonly headers: Readonly<Record<string, string>>;
      /** The start of the body, 1 MiB at most. */
      readonly body: string;
      /** By the wall clock, in ms since the epoch. */
      readonly sentAt: number;
      readonly receivedAt: number;
    }
  | {
      readonly kind: "failed";
      readonly reason: string;
      readonly next: string;
      /** Whether a connection was made, but the certificate is wrong. */
      readonly isCertificate: boolean;
    };

export interface ProbeOptions {
  /** Checked by `checkBaseUrl`. */
  readonly baseUrl: URL;
  /** Below the base URL, with a slash first. */
  readonly path: string;
  /** null: the request has no `Authorization`. */
  readonly token: string | null;
  /** ms for the whole answer. */
  readonly requestTimeout: number;
  readonly env: Environment;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

const mostBytes = 1024 * 1024;

/** Sends one GET, once: no retry, no redirect is followed. It rejects only if `signal` is aborted. */
export async function probe(options: ProbeOptions): Promise<Probe> {
  const { baseUrl, path, token, requestTimeout, env, now, signal } = options;
  const dispatcher = createTransport({ baseUrl, concurrency: 1, requestTimeout, env });
  const limit = AbortSignal.timeout(requestTimeout);
  const sentAt = now();
  try {
    const { statusCode, headers, body } = await dispatcher.request({
      origin: baseUrl.origin,
      path: pathPrefix(baseUrl) + path,
      method: "GET",
      headers: { accept: "application/json", ...(token === null ? {} : { authorization: token }) },
      signal: AbortSignal.any([signal, limit]),
    });
    const receivedAt = now();
    const text = await startOf(body);
    const plain = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String([value].flat()[0])]);
    return {
      kind: "answer",
      status: statusCode,
      headers: Object.fromEntries(plain) as Record<string, string>,
      body: text,
      sentAt,
      receivedAt,
    };
  } catch (error) {
    signal.throwIfAborted();
    if (limit.aborted) return timedOut(requestTimeout);
    return described(error, baseUrl);
  } finally {
    await dispatcher.destroy();
  }
}

async function startOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > mostBytes) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}

function timedOut(requestTimeout: number): Probe {
  return {
    kind: "failed",
    reason: `there was no whole answer within ${requestTimeout / 1000} s`,
    next: "Check the network and the proxy, or allow more time with --request-timeout.",
    isCertificate: false,
  };
}

function described(error: unknown, baseUrl: URL): Probe {
  const failure = networkFailure(error, false, baseUrlText(baseUrl));
  const reason = failure.kind === "network" ? failure.reason : "the connection failed";
  const next = (failure.kind === "network" ? failure.next : null) ?? "Check the base URL, the network and the proxy.";
  return { kind: "failed", reason, next, isCertificate: /certificate/.test(reason) };
}
