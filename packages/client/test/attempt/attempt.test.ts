import { once } from "node:events";
import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import { createServer as createTcpServer, type AddressInfo } from "node:net";
import { inspect } from "node:util";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { expect, test } from "vitest";
import type { ClientOptions, SkyviaClient } from "../../src/index.ts";
import { clientOf, closeAfter, failureOf } from "../fixture.ts";
import { virtualTime } from "../virtual-time.ts";

const token = "canary-T0ken/+==";

async function serve(answer: RequestListener): Promise<{ readonly server: Server; readonly url: string }> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  closeAfter(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function clientTo(answer: RequestListener, options: Partial<ClientOptions> = {}): Promise<SkyviaClient> {
  const { url } = await serve(answer);
  return clientOf({ token, baseUrl: url, ...virtualTime(), ...options });
}

const json = { "content-type": "application/json" };

test("the request is as the vendor wants it: the raw token, a path under the base URL's, no body", async () => {
  const seen: unknown[] = [];
  const { url } = await serve((request, response) => {
    const { authorization, accept } = request.headers;
    seen.push([request.method, request.url, authorization, accept, request.headers["accept-encoding"]]);
    response.writeHead(200, json).end("{}");
  });
  const client = clientOf({ token: `${token}\n`, baseUrl: `${url}/gateway/` });
  expect(await client.enableSchedule(7, 42)).toEqual({ active: null });
  expect(seen).toEqual([
    ["POST", "/gateway/v1/workspaces/7/integrations/42/schedule/enable", token, "application/json", undefined],
  ]);
});

test.each<[string, string | undefined, string, unknown]>([
  ["JSON under its own name", "application/json; charset=utf-8", '{"active":true}', "enabled"],
  ["JSON under a derived name", "application/problem+json", '{"active":false}', "disabled"],
  ["JSON without a content type", undefined, '{"active":true}', "enabled"],
  ["JSON after a byte order mark", "application/json", '\ufeff{"active":true}', "enabled"],
  ["JSON as text/plain, which the vendor declares", "text/plain; charset=utf-8", '{"active":true}', "enabled"],
  ["JSON as text/json, which the vendor declares", "Text/JSON", '{"active":false}', "disabled"],
  ["text that is not JSON", "text/plain", "Sign in", "it is not JSON"],
  ["XML", "application/xml", "<a/>", "it is application/xml, not JSON"],
  ["a type that only begins like JSON", "application/jsonp", "{}", "it is application/jsonp, not JSON"],
  ["HTML", "text/html; charset=utf-8", "<h1>Sign in</h1>", "it is text/html, not JSON"],
  ["nothing at all", "application/json", "", "the body: nothing is not an object"],
  ["bytes that are not UTF-8", "application/json", "\xff", "it is not UTF-8"],
])("an answer of %s", async (_, type, body, expected) => {
  const client = await clientTo((_request, response) =>
    response
      .writeHead(200, type === undefined ? {} : { "content-type": type })
      .end(Buffer.from(body, body === "\xff" ? "latin1" : "utf8")),
  );
  const answer = await client.getSchedule(7, 42).catch((error: Error) => error.message);
  expect(answer).toContain(expected);
});

test("HTML with 200 is answered with advice on the base URL", async () => {
  const client = await clientTo((_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>"));
  expect(await failureOf(client.getSchedule(7, 42))).toMatchObject({
    code: "bad-answer",
    next: expect.stringMatching(/base URL/),
  });
});

const plain = Buffer.from('{"active":true}');

test.each<[string, string, Buffer]>([
  ["gzip", "gzip", gzipSync(plain)],
  ["gzip under its old name, in capitals", "X-GZIP", gzipSync(plain)],
  ["deflate", "deflate", deflateSync(plain)],
  ["deflate without the zlib header", "deflate", deflateRawSync(plain)],
  ["brotli", "br", brotliCompressSync(plain)],
  ["zstd", "zstd", zstdCompressSync(plain)],
  ["two encodings, applied in their order", "gzip, br", brotliCompressSync(gzipSync(plain))],
  ["none, by name", "identity", plain],
])("an answer that nobody asked to encode is decoded: %s", async (_, encoding, body) => {
  const client = await clientTo((_request, response) =>
    response.writeHead(200, { ...json, "content-encoding": encoding }).end(body),
  );
  expect(await client.getSchedule(7, 42)).toBe("enabled");
});

test.each<[string, string, Buffer, RegExp]>([
  ["an unknown encoding", "zst2", plain, /encoded as zst2/],
  ["a name of every object", "constructor", plain, /encoded as constructor/],
  ["another encoding than its header says", "br", gzipSync(plain), /it is not br, or it is cut off/],
  ["a stream that is cut off", "gzip", gzipSync(plain).subarray(0, 20), /it is not gzip, or it is cut off/],
  ["a bomb of zstd", "zstd", zstdCompressSync(Buffer.alloc(9 * 1024 * 1024, 0x20)), /larger than 8 MiB when decoded/],
  ["a bomb", "gzip", gzipSync(Buffer.alloc(9 * 1024 * 1024, 0x20)), /larger than 8 MiB when decoded/],
  [
    "a bomb in a bomb",
    "gzip, gzip",
    gzipSync(gzipSync(Buffer.alloc(64 * 1024 * 1024))),
    /larger than 8 MiB when decoded/,
  ],
  ["four encodings", "gzip, gzip, gzip, gzip", plain, /it has 4 encodings/],
])("an answer that cannot be decoded is refused: %s", async (_, encoding, body, message) => {
  const client = await clientTo((_request, response) =>
    response.writeHead(200, { ...json, "content-encoding": encoding }).end(body),
  );
  expect(await failureOf(client.getSchedule(7, 42))).toMatchObject({
    code: "bad-answer",
    message: expect.stringMatching(message),
  });
});

test("the message of an error is read from an encoded body too", async () => {
  const body = gzipSync('{"message":"Nope."}');
  const client = await clientTo((_, response) => response.writeHead(400, { "content-encoding": "gzip" }).end(body));
  expect(await failureOf(client.getSchedule(7, 42))).toMatchObject({ status: 400, vendorMessage: "Nope." });
});

test.each<[string, (response: ServerResponse) => void]>([
  ["100 Continue", (response) => response.writeContinue()],
  ["100 Continue twice", (response) => [1, 2].forEach(() => response.writeContinue())],
  ["102 Processing", (response) => response.writeProcessing()],
  ["103 Early Hints", (response) => response.writeEarlyHints({ link: "</a.css>; rel=preload" })],
  [
    "100 Continue after 103 Early Hints",
    (response) => {
      response.writeEarlyHints({ link: "</a.css>; rel=preload" });
      response.writeContinue();
    },
  ],
  ["100 Continue of HTTP/1.0", (response) => response.socket?.write("HTTP/1.0 100 Continue\r\n\r\n")],
])("an unasked %s before the answer is ignored, on a connection that is used again", async (_, interim) => {
  let requests = 0;
  const client = await clientTo((_request, response) => {
    requests++;
    interim(response);
    setImmediate(() => response.writeHead(200, json).end('{"active":true}'));
  });
  for (let n = 1; n <= 3; n++) expect(await client.getSchedule(7, n)).toBe("enabled");
  expect(requests).toBe(3);
});

test.each([1, 8, 14, 25])("an unasked 100 Continue that the network cuts after %i bytes is ignored", async (cut) => {
  const interim = "HTTP/1.1 100 Continue\r\n\r\n";
  const server = createTcpServer((socket) => {
    socket.setNoDelay(true).once("data", () => {
      socket.write(interim.slice(0, cut));
      // The first piece is read by itself once the client has had a turn.
      setTimeout(() => {
        socket.write(`${interim.slice(cut)}HTTP/1.1 200 OK\r\ncontent-length: 15\r\n\r\n{"active":true}`);
      }, 20);
    });
    socket.on("error", () => {});
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  closeAfter(async () => void server.close());
  const { port } = server.address() as AddressInfo;
  const client = clientOf({ token, baseUrl: `http://127.0.0.1:${port}`, ...virtualTime(), requestTimeout: 5_000 });
  expect(await client.getSchedule(7, 42)).toBe("enabled");
});

test("run uses its own connection, which is closed afterwards", async () => {
  const { server, url } = await serve((request, response) => {
    const body = request.method === "GET" ? { active: true } : { runId: 0, state: "New" };
    response.writeHead(200, json).end(JSON.stringify(body));
  });
  let connections = 0;
  server.on("connection", () => connections++);
  const client = clientOf({ token, baseUrl: url, concurrency: 1 });
  await client.getSchedule(7, 42);
  expect((await client.runIntegration(7, 42)).runId).toBe(0);
  expect((await client.runIntegration(7, 42)).runId).toBe(0);
  await client.getSchedule(7, 42);
  expect(connections).toBe(3);
});

test("a redirect is never followed, and reported without user name and query", async () => {
  let followed = 0;
  const trap = await serve((_, response) => {
    followed++;
    response.end();
  });
  const location = trap.url.replace("//", "//ana:sesame@") + "/login?back=secret";
  const client = await clientTo((_, response) => response.writeHead(302, { location }).end());
  const error = await failureOf(client.getSchedule(7, 42));
  expect(error).toMatchObject({ code: "bad-answer", status: 302, attempts: 1 });
  expect(error.message).toContain(new URL(trap.url).host);
  expect(error.message).not.toMatch(/sesame|secret/);
  expect(followed).toBe(0);
});

test("a body that never ends is cut at the time limit of the attempt", async () => {
  const client = await clientTo(
    (_, response) => {
      response.writeHead(200, json).write("{");
      const drip = setInterval(() => response.write(" "), 5);
      response.on("close", () => clearInterval(drip));
    },
    { requestTimeout: 60 },
  );
  expect(await failureOf(client.getSchedule(7, 42))).toMatchObject({
    code: "timeout",
    attempts: 4,
    message: expect.stringMatching(/0.06 s/),
  });
});

test("a body without an end is cut at 8 MiB", async () => {
  const client = await clientTo((_, response) => {
    response.writeHead(200, json);
    const more = (): void => {
      while (response.write(Buffer.alloc(65_536, 0x20)));
    };
    response.on("drain", more);
    more();
  });
  expect(await failureOf(client.getSchedule(7, 42))).toMatchObject({
    code: "bad-answer",
    message: expect.stringMatching(/larger than 8 MiB/),
  });
});

test.each<[string, string, string | null]>([
  ["the vendor's envelope", '{"errorCode":400,"errors":{},"message":"Nope."}', "Nope."],
  [
    "field errors",
    '{"message":"Bad.","errors":{"take":["too large","no"],"skip":"odd"}}',
    "Bad.; take: too large, no; skip: odd",
  ],
  ["an empty body", "", null],
  ["a page", "<html>", null],
  ["a list", "[1]", null],
  ["another JSON", '{"message":42}', null],
  ["a long text", JSON.stringify({ message: "x".repeat(1_000) }), `${"x".repeat(300)}...`],
])("the message of an error is read from %s", async (_, body, vendorMessage) => {
  const client = await clientTo((_request, response) => response.writeHead(400).end(body));
  expect(await failureOf(client.getSchedule(7, 42))).toMatchObject({ code: "bad-input", status: 400, vendorMessage });
});

test("no output shows the token, whatever the server echoes", async () => {
  const forms = [token, encodeURIComponent(token), Buffer.from(token).toString("base64")];
  const client = await clientTo((request, response) => {
    const status = Number(/\d+$/.exec(request.url?.replace("/schedule", "") ?? "")?.[0]);
    response.writeHead(status, { ...json, location: `https://${encodeURIComponent(token)}.example.com/${token}` });
    response.end(JSON.stringify({ message: `bad ${forms.join(" ")}`, active: forms.join(" ") }));
  });
  const shown = [inspect(client, { depth: 9, showHidden: true }), JSON.stringify(client)];
  for (const status of [200, 302, 400, 403, 404, 429, 500]) {
    const error = await failureOf(client.getSchedule(7, status));
    shown.push(inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error), String(error), error.stack ?? "");
    expect(error.cause).toBeUndefined();
  }
  for (const form of forms) expect(shown.filter((text) => text.includes(form))).toEqual([]);
  expect(shown.some((text) => text.includes("[token]"))).toBe(true);
});
