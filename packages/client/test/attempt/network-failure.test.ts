import { expect, test } from "vitest";
import { networkFailure } from "../../src/attempt/network-failure.ts";

const baseUrl = "https://api.example.com";
const authority = /NODE_EXTRA_CA_CERTS/;
const error = (code: string, message: string = code): Error => Object.assign(new Error(message), { code });
const refused = (status: number): Error =>
  error("UND_ERR_ABORTED", `Proxy response (${status}) !== 200 when HTTP Tunneling`);

test.each<[string, Error, RegExp, RegExp | null]>([
  [
    "a refused connection names the base URL",
    error("ECONNREFUSED"),
    /nothing answers at https:\/\/api\.example\.com/,
    null,
  ],
  ["an unknown host names the base URL", error("ENOTFOUND"), /nothing answers at https:\/\/api\.example\.com/, null],
  ["a connect that takes too long names the base URL", error("UND_ERR_CONNECT_TIMEOUT"), /nothing answers at/, null],
  ["a connection that was reset had somebody to answer", error("ECONNRESET"), /^the connection was reset/, null],
  ["a proxy that wants a password", refused(407), /answered 407/, /user name and password/],
  ["a proxy that cannot reach the host", refused(503), /answered 503/, /cannot reach the API/],
  ["an authority that is not known", error("SELF_SIGNED_CERT_IN_CHAIN"), /self-signed/, authority],
  ["a certificate that has expired", error("CERT_HAS_EXPIRED"), /expired/, /renew/],
  ["a certificate of another host", error("ERR_TLS_CERT_ALTNAME_INVALID"), /another host/, /host of the base URL/],
])("%s", (_, thrown, reason, next) => {
  const failure = networkFailure(thrown, false, baseUrl);
  if (failure.kind !== "network") throw new Error("another kind");
  expect(failure.reason).toMatch(reason);
  if (next === null) expect(failure.next).toBeNull();
  else expect(failure.next).toMatch(next);
});

test.each([
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "CERT_REVOKED",
  "ERR_SSL_WRONG_VERSION_NUMBER",
])("%s does not advise an extra authority, and is not retried", (code) => {
  expect(networkFailure(error(code), false, baseUrl)).toMatchObject({
    next: expect.not.stringMatching(authority),
    retryable: false,
  });
});
