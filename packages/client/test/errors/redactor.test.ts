import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createRedactor } from "../../src/errors/redactor.ts";
import { runs } from "../../../../test/laws/runs.ts";

const token = 'canary-T0ken/+="x';
const redact = createRedactor(token);

test.each<[string, string]>([
  ["as it is", token],
  ["URL-encoded", encodeURIComponent(token)],
  ["URL-encoded in lower case", "canary-T0ken%2f%2b%3d%22x"],
  ["in base64", Buffer.from(token).toString("base64")],
  ["in base64 for URLs", Buffer.from(token).toString("base64url")],
  ["in a JSON text", JSON.stringify({ said: token }).slice(9, -2)],
])("the token %s is taken out", (_, form) => {
  expect(redact(`bad token ${form}, ${form}!`)).toBe("bad token [token], [token]!");
});

test("no token is left in any text", () => {
  const printable = fc.string({
    minLength: 4,
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((c) => String.fromCharCode(c)),
  });
  fc.assert(
    fc.property(printable, fc.string(), fc.string(), (secret, before, after) => {
      fc.pre(!"[token]".includes(secret) && !secret.includes("[token]"));
      return !createRedactor(secret)(`${before} ${secret} ${after}`).includes(secret);
    }),
    runs(200),
  );
});
