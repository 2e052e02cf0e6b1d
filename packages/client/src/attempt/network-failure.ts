import type { Failure } from "../errors/failure.ts";
import { ProxyError } from "./proxy-error.ts";

interface Known {
  readonly reason: string;
  /** `url`: the setting that names the other side, which is the proxy where the connection is made to it. */
  readonly next?: (url: "the base URL" | "HTTPS_PROXY") => string;
  readonly retryable?: false;
}

/** Advice for a certificate whose authority is not known on this machine. */
const certificate: Pick<Known, "next" | "retryable"> = {
  next: (url) => `Name the certificate authority of your network in NODE_EXTRA_CA_CERTS, or correct ${url}.`,
  retryable: false,
};

const validity: Pick<Known, "next" | "retryable"> = {
  next: () => "Check the clock of this machine; if it is right, whoever runs the server has to renew its certificate.",
  retryable: false,
};

const notTls: Known = {
  reason: "the server does not speak TLS",
  next: (url) => `Check the port of ${url}: it must be one that serves https.`,
  retryable: false,
};

const proxy: Pick<Known, "next"> = { next: () => "Check HTTPS_PROXY, its user name and password, and NO_PROXY." };

/** Codes of connections that could not be made. */
const unanswered: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
]);

const known: { readonly [code: string]: Known } = {
  ECONNREFUSED: { reason: "the connection was refused" },
  ECONNRESET: { reason: "the connection was reset" },
  EPIPE: { reason: "the connection was closed while the request was sent" },
  UND_ERR_SOCKET: { reason: "the connection was closed before the whole answer had come" },
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: { reason: "the answer was cut off" },
  ENOTFOUND: { reason: "the host name is not known" },
  EAI_AGAIN: { reason: "the host name could not be looked up" },
  EHOSTUNREACH: { reason: "the host cannot be reached" },
  ENETUNREACH: { reason: "the network cannot be reached" },
  ETIMEDOUT: { reason: "the connection timed out" },
  UND_ERR_CONNECT_TIMEOUT: { reason: "the connection could not be made in time" },
  UND_ERR_PRX_CONN: { reason: "the proxy closed the connection", ...proxy },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    reason: "the certificate is for another host",
    next: (url) => `Correct the host of ${url}: it must be one that the certificate names.`,
    retryable: false,
  },
  CERT_HAS_EXPIRED: { reason: "the certificate has expired", ...validity },
  CERT_NOT_YET_VALID: { reason: "the certificate is not valid yet", ...validity },
  DEPTH_ZERO_SELF_SIGNED_CERT: { reason: "the certificate is self-signed", ...certificate },
  SELF_SIGNED_CERT_IN_CHAIN: { reason: "a certificate in the chain is self-signed", ...certificate },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { reason: "the certificate cannot be verified", ...certificate },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { reason: "the certificate's issuer is not known", ...certificate },
  UNABLE_TO_GET_ISSUER_CERT: { reason: "the issuer of a certificate in the chain is not known", ...certificate },
  CERT_UNTRUSTED: { reason: "the certificate is not trusted", ...certificate },
  CERT_REVOKED: { reason: "the certificate has been revoked", ...validity },
  ERR_SSL_WRONG_VERSION_NUMBER: notTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: notTls,
  UND_ERR_HEADERS_OVERFLOW: { reason: "the headers of the answer are too large" },
};

/** The failure for a transport error. `sent`: whether the request may have been written. It names the side that does not answer: the base URL, or the proxy. */
export function networkFailure(error: unknown, sent: boolean, baseUrl: string): Failure {
  const viaProxy = error instanceof ProxyError;
  const code = codeOf(viaProxy ? error.cause : error);
  const entry = code === "UND_ERR_ABORTED" ? proxyRefusal(error) : known[code];
  const reason = entry?.reason ?? (code.startsWith("HPE_") ? "the answer is not HTTP" : "the connection failed");
  const other = viaProxy ? `the proxy ${error.proxy}` : baseUrl;
  const where = unanswered.has(code) ? `nothing answers at ${other}: ` : viaProxy ? `${other}: ` : "";
  const next = entry?.next ?? (viaProxy ? proxy.next : undefined);
  return {
    kind: "network",
    reason: code === "" && !viaProxy ? reason : `${where}${reason}${code === "" ? "" : ` (${code})`}`,
    next: next?.(viaProxy ? "HTTPS_PROXY" : "the base URL") ?? null,
    sent,
    retryable: entry?.retryable ?? true,
  };
}

/**
 * The answer of a proxy to CONNECT, which undici reports as an abort. Aborts of this client never come here. A refusal that another attempt cannot change is
 * final.
 */
function proxyRefusal(error: unknown): Known {
  const status = /\((\d{3})\)/.exec(error instanceof Error ? error.message : "")?.[1];
  const final = /^4(?!08|29)/.test(status ?? "") ? ({ retryable: false } as const) : {};
  if (status === "407") {
    const reason = "the proxy asks for a user name and a password, or refused them: it answered 407";
    return { reason, ...proxy, ...final };
  }
  return {
    reason: `the proxy refused to connect${status === undefined ? "" : `: it answered ${status}`}`,
    next: () => "Check the base URL and NO_PROXY; if they are right, the proxy cannot reach the API now or may not.",
    ...final,
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
