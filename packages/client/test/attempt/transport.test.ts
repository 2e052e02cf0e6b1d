import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { connect, type AddressInfo, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cert, expiredCert, expiredKey, key } from "../certificate.ts";
import { clientOf, closeAfter, failureOf } from "../fixture.ts";
import { virtualTime } from "../virtual-time.ts";

const token = "canary-T0ken/+==";
const answerEnabled: RequestListener = (_, response) =>
  void response.writeHead(200, { "content-type": "application/json" }).end('{"active":true}');

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  closeAfter(async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

interface Proxy {
  readonly url: string;
  /** The hosts that it was asked to connect to. */
  readonly asked: string[];
}

/** A proxy that connects to a port of this machine for every host, or to none. */
async function startProxy(port: number | null, refusal: string = "407 Proxy Authentication Required"): Promise<Proxy> {
  const asked: string[] = [];
  const server = createServer((_, response) => void response.writeHead(500).end());
  server.on("connect", (request, socket: Socket) => {
    asked.push(request.url ?? "");
    if (port === null) return void socket.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
    const target = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      target.pipe(socket).pipe(target);
    });
    for (const end of [target, socket]) end.on("error", () => end.destroy());
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, asked };
}

/** Runs a program until it ends by itself; fails if it does not. */
function runNode(script: string, env: Record<string, string> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout: 20_000, env: { ...process.env, ...env } };
    execFile(process.execPath, ["--input-type=module", "-e", script], options, (error, stdout) =>
      error === null ? resolve(stdout) : reject(error),
    );
  });
}

const client = new URL("../../src/index.ts", import.meta.url).href;

/** A program that reads a schedule and shows it, or the error. */
function program(options: object): string {
  return `import { createClient } from "${client}";
    const client = createClient({ token: "t", sleep: async () => {}, ...${JSON.stringify(options)} });
    console.log(await client.getSchedule(7, 42).catch((error) => error.code + " " + error.attempts + " " + error.message + " / " + error.next));`;
}

test("a client without calls does not keep the process alive, closed or not", async () => {
  const port = await listen(createServer(answerEnabled));
  const deadline = 60_000; // of the clock of a process that has just begun
  expect(await runNode(program({ baseUrl: `http://127.0.0.1:${port}`, deadline }))).toBe("enabled\n");
});

test("https works with a certificate that is trusted, directly and through a proxy, and never without", async () => {
  const port = await listen(createTlsServer({ key, cert }, answerEnabled));
  const proxy = await startProxy(port);
  const folder = await mkdtemp(join(tmpdir(), "skyvia-client-"));
  closeAfter(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "ca.pem"), cert);
  const trusting = { NODE_EXTRA_CA_CERTS: join(folder, "ca.pem") };
  const careless = { NODE_TLS_REJECT_UNAUTHORIZED: "0" };
  const direct = program({ baseUrl: `https://localhost:${port}` });
  const proxied = program({ baseUrl: "https://localhost", env: { HTTPS_PROXY: proxy.url } });
  expect(await runNode(direct, trusting)).toBe("enabled\n");
  expect(await runNode(proxied, trusting)).toBe("enabled\n");
  expect(await runNode(direct, careless)).toMatch(/^network 1 .*certificate is self-signed/);
  expect(await runNode(proxied, careless)).toMatch(/^network 1 .*certificate is self-signed/);
  expect(proxy.asked.every((host) => host === "localhost:443")).toBe(true);
});

test.each([
  [
    "has expired",
    { key: expiredKey, cert: expiredCert },
    "localhost",
    /the certificate has expired .* \/ Check the clock/,
  ],
  ["is for another host", { key, cert }, "localhost.localdomain.test", /is for another host .* \/ Correct the host/],
] as const)("a certificate that %s is not retried, and advises no authority", async (_, pair, host, message) => {
  const port = await listen(createTlsServer(pair, answerEnabled));
  const proxy = await startProxy(port);
  const folder = await mkdtemp(join(tmpdir(), "skyvia-client-"));
  closeAfter(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "ca.pem"), pair.cert);
  const said = await runNode(program({ baseUrl: `https://${host}`, env: { HTTPS_PROXY: proxy.url } }), {
    NODE_EXTRA_CA_CERTS: join(folder, "ca.pem"),
  });
  expect(said).toMatch(/^network 1 /);
  expect(said).toMatch(message);
  expect(said).not.toContain("NODE_EXTRA_CA_CERTS");
});

test("a proxy that cannot reach the API differs from one that wants a password", async () => {
  const said = async (status: string): Promise<string> => {
    const proxy = await startProxy(null, status);
    const { message, next } = await failureOf(
      clientOf({
        token,
        baseUrl: "https://api.example.test",
        env: { HTTPS_PROXY: proxy.url },
        ...virtualTime(),
      }).getSchedule(7, 42),
    );
    return `${message} / ${next}`;
  };
  expect(await said("407 Proxy Authentication Required")).toMatch(/it answered 407 .* \/ Check HTTPS_PROXY/);
  expect(await said("503 Service Unavailable")).toMatch(/refused to connect: it answered 503 .* \/ Check the base URL/);
});

test("a proxy that wants a password, or forbids the host, is asked once", async () => {
  for (const [status, attempts] of [
    ["407 Proxy Authentication Required", 1],
    ["403 Forbidden", 1],
    ["429 Too Many Requests", 4],
    ["502 Bad Gateway", 4],
  ] as const) {
    const { url } = await startProxy(null, status);
    const settings = { token, baseUrl: "https://api.example.test", env: { HTTPS_PROXY: url }, ...virtualTime() };
    expect([status, (await failureOf(clientOf(settings).getSchedule(7, 42))).attempts]).toEqual([status, attempts]);
  }
});

test("where the proxy itself does not answer, the error names the proxy, without its password", async () => {
  const settings = { token, baseUrl: "https://api.example.test", ...virtualTime() };
  const env = { HTTPS_PROXY: "http://ana:sesame@127.0.0.1:9" };
  expect(await failureOf(clientOf({ ...settings, env }).getSchedule(7, 42))).toMatchObject({
    message: expect.stringContaining("nothing answers at the proxy http://127.0.0.1:9: the connection was refused"),
    next: "Check HTTPS_PROXY, its user name and password, and NO_PROXY.",
  });
});

test("a certificate of the proxy that cannot be trusted is said to be the proxy's", async () => {
  const port = await listen(createTlsServer({ key, cert }, answerEnabled));
  const settings = { token, baseUrl: "https://api.example.test", ...virtualTime() };
  const env = { HTTPS_PROXY: `https://localhost:${port}` };
  expect(await failureOf(clientOf({ ...settings, env }).getSchedule(7, 42))).toMatchObject({
    message: expect.stringContaining(`the proxy https://localhost:${port}: the certificate is self-signed`),
    next: expect.stringMatching(/NODE_EXTRA_CA_CERTS, or correct HTTPS_PROXY/),
    attempts: 1,
  });
});

test.each([
  ["through a proxy", (url: string) => ({ HTTPS_PROXY: url })],
  ["past a proxy", (url: string) => ({ HTTPS_PROXY: url, NO_PROXY: "localhost" })],
])("an unasked 100 Continue over https %s is ignored", async (_, envOf) => {
  const server = createTlsServer({ key, cert }, (request, response) => {
    response.writeContinue();
    setImmediate(() => answerEnabled(request, response));
  });
  const port = await listen(server);
  const proxy = await startProxy(port);
  const folder = await mkdtemp(join(tmpdir(), "skyvia-client-"));
  closeAfter(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, "ca.pem"), cert);
  const script = program({ baseUrl: `https://localhost:${port}`, env: envOf(proxy.url) });
  expect(await runNode(script, { NODE_EXTRA_CA_CERTS: join(folder, "ca.pem") })).toBe("enabled\n");
});

test.each<[string, string, (proxy: string) => Record<string, string>, readonly string[]]>([
  ["is used for https", "https://api.example.test", (url) => ({ HTTPS_PROXY: url }), ["api.example.test:443"]],
  ["may come from HTTP_PROXY", "https://api.example.test", (url) => ({ http_proxy: url }), ["api.example.test:443"]],
  [
    "is not used for hosts of NO_PROXY",
    "https://127.0.0.1:9",
    (url) => ({ HTTPS_PROXY: url, NO_PROXY: "127.0.0.1" }),
    [],
  ],
  ["is not used for http, which never leaves the machine", "http://127.0.0.1:9", (url) => ({ HTTP_PROXY: url }), []],
  ["is not used when the environment is empty", "https://127.0.0.1:9", () => ({ HTTPS_PROXY: "" }), []],
])("a proxy of the environment %s", async (_, baseUrl, env, asked) => {
  const proxy = await startProxy(null);
  const error = await failureOf(clientOf({ token, baseUrl, env: env(proxy.url), ...virtualTime() }).getSchedule(7, 42));
  expect(error.code).toBe("network");
  expect([...new Set(proxy.asked)]).toEqual(asked);
  if (asked.length > 0)
    expect(error).toMatchObject({
      message: expect.stringContaining("the proxy asks for a user name and a password"),
      next: expect.stringContaining("HTTPS_PROXY"),
    });
});

test("a proxy that is not a URL is bad input, and the call is not repeated", () => {
  const options = { token, env: { HTTPS_PROXY: "http://ana:sesame@:bad" } };
  expect(() => clientOf(options)).toThrow(/^HTTPS_PROXY is not the URL of a proxy$/);
});

test("there are never more connections than the concurrency", async () => {
  const server = createServer((_, response) => setImmediate(() => answerEnabled(_, response)));
  let connections = 0;
  server.on("connection", () => connections++);
  const port = await listen(server);
  const concurrent = clientOf({ token, baseUrl: `http://127.0.0.1:${port}`, concurrency: 3 });
  await Promise.all(Array.from({ length: 50 }, (_, n) => concurrent.getSchedule(7, n + 1)));
  expect(connections).toBe(3);
});
