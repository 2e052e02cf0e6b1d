/** A connection to the proxy itself could not be made. `cause` says why. */
export class ProxyError extends Error {
  /** Where the proxy is, without user name and password. */
  readonly proxy: string;

  constructor(proxy: string, cause: Error) {
    super(cause.message, { cause });
    this.name = "ProxyError";
    this.proxy = proxy;
  }
}
