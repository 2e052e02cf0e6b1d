import { buildConnector, EnvHttpProxyAgent, Pool, type Dispatcher } from "undici";
import { badInput } from "../errors/skyvia-error.ts";
import { ProxyError } from "./proxy-error.ts";
import { skipInterim } from "./skip-interim.ts";

/** Environment variables, as in `process.env`. */
export type Environment = { readonly [name: string]: string | undefined };

export interface TransportOptions {
  readonly baseUrl: URL;
  readonly concurrency: number;
  /** Bounds a connect, in ms. */
  readonly requestTimeout: number;
  readonly env: Environment;
}

/**
 * Connections to one host, as many as there may be requests in flight, none pipelined: a slow answer delays only itself. Uses the proxy of `HTTPS_PROXY`,
 * except for hosts of `NO_PROXY` and for http, which goes only to this machine. undici's own time limits are off: they are per chunk, but the limit of an
 * attempt is absolute.
 */
export function createTransport({ baseUrl, concurrency, requestTimeout, env }: TransportOptions): Dispatcher {
  const timeout = Math.min(requestTimeout, 10_000);
  // Written out, because NODE_TLS_REJECT_UNAUTHORIZED could switch the default off.
  const tls = { rejectUnauthorized: true };
  const options = {
    connections: concurrency,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    allowH2: false,
    connect: { ...tls, timeout },
  };
  const proxy = baseUrl.protocol === "https:" ? proxyOf(env) : null;
  if (proxy === null) return new Pool(baseUrl.origin, { ...options, connect: connector({ ...tls, timeout }) });
  const noProxy = env["no_proxy"] ?? env["NO_PROXY"] ?? "";
  const tunnel = {
    httpProxy: proxy,
    httpsProxy: proxy,
    noProxy,
    connectTimeout: timeout,
    requestTls: tls,
    proxyTls: tls,
    factory: (origin: string | URL, opts: Pool.Options) =>
      new Pool(origin, { ...opts, connect: connector(opts.connect ?? {}) }),
    clientFactory: (origin: URL, opts: ProxyOptions) => new Pool(origin, { connect: toProxy(origin, opts.connect) }),
  };
  return new EnvHttpProxyAgent({ ...options, ...tunnel });
}

/** Connects as undici or a tunnel does, and removes answers that undici does not understand. */
function connector(how: buildConnector.BuildOptions | buildConnector.connector): buildConnector.connector {
  const connect = typeof how === "function" ? how : buildConnector({ ...how, allowH2: false });
  return (target, callback) =>
    connect(target, (...result) => {
      if (result[0] === null) skipInterim(result[1]);
      callback(...result);
    });
}

/** How undici connects to a proxy. */
interface ProxyOptions {
  readonly connect: buildConnector.connector;
}

/** Connects to a proxy, and says in an error that it is the proxy's. */
function toProxy({ origin }: URL, connect: buildConnector.connector): buildConnector.connector {
  return (target, callback) =>
    connect(target, (...result) =>
      result[0] === null ? callback(...result) : callback(new ProxyError(origin, result[0]), null),
    );
}

/** The proxy for https, from the environment. null: none. Throws a `bad-input` error if it is not a URL. */
export function proxyOf(env: Environment): string | null {
  for (const name of ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"]) {
    const value = env[name];
    if (value === undefined || value === "") continue;
    if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value;
    throw badInput(`${name} is not the URL of a proxy`, `Write ${name} as in "http://proxy.example.com:3128".`);
  }
  return null;
}
