import type { Failure } from "../errors/failure.ts";

interface Known {
  readonly reason: string;
  readonly next?: string;
  readonly retryable?: false;
}

const certificate: Pick<Known, "next" | "retryable"> = {
  next: "Name the certificate authority of your network in NODE_EXTRA_CA_CERTS, or correct the base URL.",
  retryable: false,
};

const proxy: Pick<Known, "next"> = { next: "Check HTTPS_PROXY, its user name and password, and NO_PROXY." };

const known: { readonly [code: string]: Known } = {
  ECONNREFUSED: { reason: "the connection was refused" },
  ECONNRESET: { reason: "the connection was reset" },
  EPIPE: { reason: "the connection was closed while the request was sent" },
  UND_ERR_SOCKET: { reason: "the connection was closed before the whole answer had come" },
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: { reason: "the answer was cut off" },
  ENOTFOUND: { reason: "the host name is not known", next: "Check the base URL, and that this machine is online." },
  EAI_AGAIN: { reason: "the host name could not be looked up", next: "Check that this machine is online." },
  EHOSTUNREACH: { reason: "the host cannot be reached" },
  ENETUNREACH: { reason: "the network cannot be reached" },
  ETIMEDOUT: { reason: "the connection timed out" },
  UND_ERR_CONNECT_TIMEOUT: { reason: "the connection could not be made in time" },
  UND_ERR_PRX_CONN: { reason: "the proxy closed the connection", ...proxy },
  // Our own aborts never come here: what is left is a proxy's answer to CONNECT other than 200.
  UND_ERR_ABORTED: { reason: "the proxy refused to connect", ...proxy },
  ERR_TLS_CERT_ALTNAME_INVALID: { reason: "the certificate is for another host", ...certificate },
  CERT_HAS_EXPIRED: { reason: "the certificate has expired", ...certificate },
  CERT_NOT_YET_VALID: { reason: "the certificate is not valid yet", ...certificate },
  DEPTH_ZERO_SELF_SIGNED_CERT: { reason: "the certificate is self-signed", ...certificate },
  SELF_SIGNED_CERT_IN_CHAIN: { reason: "a certificate in the chain is self-signed", ...certificate },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { reason: "the certificate cannot be verified", ...certificate },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { reason: "the certificate's issuer is not known", ...certificate },
  ERR_SSL_WRONG_VERSION_NUMBER: { reason: "the server does not speak TLS", ...certificate },
  ERR_SSL_PACKET_LENGTH_TOO_LONG: { reason: "the server does not speak TLS", ...certificate },
  UND_ERR_HEADERS_OVERFLOW: { reason: "the headers of the answer are too large" },
};

/** What a transport error means. `sent`: whether the request may have been written. */
export function networkFailure(error: unknown, sent: boolean): Failure {
  const code = codeOf(error);
  const entry = known[code];
  const reason = entry?.reason ?? (code.startsWith("HPE_") ? "the answer is not HTTP" : "the connection failed");
  return {
    kind: "network",
    reason: code === "" ? reason : `${reason} (${code})`,
    next: entry?.next ?? null,
    sent,
    retryable: entry?.retryable ?? true,
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}
