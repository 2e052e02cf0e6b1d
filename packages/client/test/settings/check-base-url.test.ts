import { expect, test } from "vitest";
import { checkBaseUrl } from "../../src/settings/check-base-url.ts";

test.each([
  "https://api.skyvia.com",
  "https://proxy.example.com/skyvia/",
  "http://localhost:8080",
  "http://127.0.0.1:8080",
  "http://127.3.2.1",
  "http://[::1]:8080",
])("%s is accepted", (text) => {
  expect(checkBaseUrl(text).href).toContain(new URL(text).host);
});

test.each<[string, string, RegExp]>([
  ["without a scheme", "api.skyvia.com", /is not a URL/],
  ["with another scheme", "ftp://api.skyvia.com", /scheme "ftp"/],
  ["with a user name and a password", "https://ana:sesame@api.skyvia.com", /user name/],
  ["with a query", "https://api.skyvia.com/?key=sesame", /query/],
  ["with an empty query", "https://api.skyvia.com/?", /query/],
  ["with a fragment", "https://api.skyvia.com/#sesame", /fragment/],
  ["http to another machine", "http://api.skyvia.com", /http to another machine/],
  ["http to a machine whose address begins like this machine's", "http://128.0.0.1:8080", /http to another machine/],
  ["http to a name that begins like this machine's address", "http://127.0.0.1.example.com", /http to another machine/],
])("a base URL %s is refused, and no secret repeated", (_, text, message) => {
  expect(() => checkBaseUrl(text)).toThrow(message);
  expect(() => checkBaseUrl(text)).toThrow(expect.objectContaining({ code: "bad-input" }));
  expect(() => checkBaseUrl(text)).not.toThrow(/sesame/);
});
