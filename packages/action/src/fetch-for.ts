type Env = Readonly<Record<string, string | undefined>>;

/** The part of `fetch` that is needed here. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** The `fetch` for an https address: through the proxy of the environment, if there is one. An http address is this machine. */
export async function fetchFor(address: string, env: Env): Promise<Fetch> {
  const proxy = env["https_proxy"] ?? env["HTTPS_PROXY"] ?? env["http_proxy"] ?? env["HTTP_PROXY"] ?? "";
  if (proxy === "" || !address.startsWith("https:")) return fetch;
  const undici = await import("undici");
  const noProxy = env["no_proxy"] ?? env["NO_PROXY"] ?? "";
  const dispatcher = new undici.EnvHttpProxyAgent({ httpProxy: proxy, httpsProxy: proxy, noProxy });
  // The types of undici's fetch differ from Node's, but the objects are the same.
  const proxied = undici.fetch as unknown as (url: string, init: object) => Promise<Response>;
  return async (url, init) => proxied(url, { ...init, dispatcher });
}
