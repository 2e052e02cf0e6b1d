import { once } from "node:events";
import { createServer, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { createClient, type SkyviaClient } from "@skyvia-schedules/client";
import type { AnswerForms } from "@skyvia-schedules/emulator";
import { describe, expect, test } from "vitest";
import { virtualTime } from "../laws/virtual-time.ts";
import { failureOf, inContract, plainly, seed, type Pair } from "./stage.ts";

const integration = "/v1/workspaces/7/integrations/42";

/** Runs `work` against an API whose answers have a form that the vendor's documents leave open. */
const inForm = (answers: Partial<AnswerForms>, work: (pair: Pair) => Promise<void>): Promise<void> =>
  inContract(work, { ...seed, answers });

const raw = async ({ emulator }: Pair, path: string, method: "GET" | "POST" = "GET") => {
  const { status, headers, text } = await plainly(emulator, path, { authorization: emulator.token, method });
  return { status, type: headers["content-type"], text };
};

describe("the client understands each form of answers that the documents leave open", () => {
  test.each([
    ["empty", 200, ""],
    ["object", 200, "{}"],
    ["no-content", 204, ""],
  ] as const)("noneActive: %s", (noneActive, status, text) =>
    inForm({ noneActive }, async (pair) => {
      expect(await raw(pair, `${integration}/executions/active`)).toMatchObject({ status, text });
      expect(await pair.client.getActiveExecution(7, 42)).toBeNull();
      const { runId } = await pair.client.runIntegration(7, 42);
      expect(await pair.client.getActiveExecution(7, 42)).toMatchObject({ runId });
    }),
  );

  test.each([
    ["active", '{"active":false}', false],
    ["empty", "", null],
  ] as const)("writes: %s", (writes, text, active) =>
    inForm({ writes }, async (pair) => {
      expect((await raw(pair, `${integration}/schedule/disable`, "POST")).text).toBe(text);
      expect(await pair.client.disableSchedule(7, 42)).toEqual({ active });
      expect(await pair.client.getSchedule(7, 42)).toBe("disabled");
    }),
  );

  test.each([
    ["list", "[]"],
    [null, "null"],
  ] as const)("emptyData: %s", (emptyData, data) =>
    inForm({ emptyData }, async (pair) => {
      const text = `{"data":${data},"hasMore":false}`;
      expect((await raw(pair, "/v1/workspaces/7/integrations?skip=9")).text).toBe(text);
      expect((await raw(pair, `${integration}/executions?skip=9`)).text).toBe(text);
      expect(await pair.client.listIntegrations(7, { skip: 9 })).toEqual({ data: [], hasMore: false });
      expect(await pair.client.listExecutions(7, 42, { skip: 9 })).toEqual({ data: [], hasMore: false });
      expect((await pair.client.listIntegrations(7)).data).toHaveLength(4);
    }),
  );

  test.each([
    [true, 90],
    [false, null],
  ] as const)("duration: %s", (duration, seconds) =>
    inForm({ duration }, async (pair) => {
      const run = await raw(pair, `${integration}/executions`, "POST");
      expect(run.text.includes("duration")).toBe(duration);
      expect((await pair.client.listExecutions(7, 42, { take: 1 })).data).toMatchObject([{ duration: seconds }]);
      expect((await pair.client.getActiveExecution(7, 42))?.duration).toBe(duration ? 0 : null);
    }),
  );

  test.each([
    ["active", [false, true, false, true]],
    ["defined", [true, true, false, true]],
  ] as const)("scheduledMeans: %s", (scheduledMeans, scheduled) =>
    inForm({ scheduledMeans }, async ({ client }) => {
      expect((await client.listIntegrations(7)).data.map((one) => one.scheduled)).toEqual(scheduled);
    }),
  );

  test.each([
    "application/json",
    "application/json; charset=utf-8",
    "text/json",
    "text/plain",
    "text/plain; charset=utf-8",
    "application/vnd.skyvia+json",
  ])("contentType: %s", (contentType) =>
    inForm({ contentType }, async (pair) => {
      expect((await raw(pair, "/v1/workspaces")).type).toContain(contentType);
      expect(await pair.client.listWorkspaces()).toHaveLength(2);
      expect(await pair.client.enableSchedule(7, 41)).toEqual({ active: true });
      expect(await pair.client.getActiveExecution(7, 42)).toBeNull();
    }),
  );
});

describe("changes of answers by proxies and servers", () => {
  const encoders = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync } as const;
  const encodings = Object.keys(encoders) as (keyof typeof encoders)[];

  /** Runs a client against a server that answers every request with this. */
  async function answeredBy<T>(answer: RequestListener, work: (client: SkyviaClient) => Promise<T>): Promise<T> {
    const server = createServer(answer).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const client = createClient({ token: "contract-token", baseUrl: `http://127.0.0.1:${port}`, ...virtualTime() });
    try {
      return await work(client);
    } finally {
      await client.close();
      server.closeAllConnections();
      server.close();
    }
  }
  const encoded =
    (encoding: string, body: Buffer): RequestListener =>
    (_, response) =>
      void response.writeHead(200, { "content-type": "text/json", "content-encoding": encoding }).end(body);

  test.each(encodings)("%s, unasked, is decoded", (encoding) =>
    answeredBy(encoded(encoding, encoders[encoding]('{"active":true}')), async (client) => {
      expect(await client.getSchedule(7, 42)).toBe("enabled");
      expect(await client.disableSchedule(7, 42)).toEqual({ active: true });
    }),
  );

  test.each(encodings)("%s of nothing is an empty answer", (encoding) =>
    answeredBy(encoded(encoding, encoders[encoding]("")), async (client) => {
      expect(await client.getActiveExecution(7, 42)).toBeNull();
      expect(await client.enableSchedule(7, 42)).toEqual({ active: null });
    }),
  );

  test.each(encodings)("%s that is small on the wire and huge when decoded is refused", (encoding) =>
    answeredBy(encoded(encoding, encoders[encoding](Buffer.alloc(9 * 1024 * 1024, 0x20))), async (client) => {
      const { code, message } = await failureOf(client.getSchedule(7, 42));
      expect([code, message]).toEqual(["bad-answer", expect.stringContaining("larger than 8 MiB when decoded")]);
    }),
  );

  test.each(encodings)("%s that is cut off is refused, and asked for again", (encoding) => {
    let requests = 0;
    const body = encoders[encoding](JSON.stringify({ active: true, padding: "x1y2z3".repeat(50) }));
    return answeredBy(
      (request, response) => {
        const whole = ++requests > 1;
        encoded(encoding, whole ? body : body.subarray(0, body.length - 12))(request, response);
      },
      async (client) => {
        expect(await client.getSchedule(7, 42)).toBe("enabled");
        expect(requests).toBe(2);
      },
    );
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ["100 Continue", (response) => response.writeContinue()],
    ["103 Early Hints", (response) => response.writeEarlyHints({ link: "</a.css>; rel=preload" })],
  ])("an unexpected %s does not fail a read, a write or a run", (_, interim) =>
    answeredBy(
      (request, response) => {
        interim(response);
        const body = request.url?.endsWith("executions") === true ? { runId: 0, state: "New" } : { active: true };
        setImmediate(() => response.writeHead(200, { "content-type": "text/plain" }).end(JSON.stringify(body)));
      },
      async (client) => {
        expect(await client.getSchedule(7, 42)).toBe("enabled");
        expect(await client.enableSchedule(7, 42)).toEqual({ active: true });
        expect(await client.runIntegration(7, 42)).toMatchObject({ runId: 0, state: "New" });
      },
    ),
  );

  test("run id 0, which is in the vendor's example, is an id like any other", () => {
    const one = { runId: 0, queueTime: "2026-11-01T01:00:00Z", state: "Succeeded" };
    const paths: string[] = [];
    return answeredBy(
      ({ url = "" }, response) => {
        paths.push(url);
        const body = url.endsWith("/0")
          ? one
          : url.endsWith("active")
            ? { runId: 0, state: "Running" }
            : { data: [one], hasMore: false };
        response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
      },
      async (client) => {
        expect(await client.getActiveExecution(7, 42)).toMatchObject({ runId: 0 });
        expect((await client.listExecutions(7, 42)).data).toMatchObject([{ runId: 0 }]);
        expect(await client.getExecution(7, 42, 0)).toMatchObject({ runId: 0, state: "Succeeded" });
        expect(paths.at(-1)).toBe(`${integration}/executions/0`);
      },
    );
  });

  test("where nothing answers, the error names the base URL", async () => {
    const client = createClient({ token: "contract-token", baseUrl: "http://127.0.0.1:9", ...virtualTime() });
    const { code, message } = await failureOf(client.getSchedule(7, 42));
    await client.close();
    expect([code, message]).toEqual(["network", expect.stringContaining("nothing answers at http://127.0.0.1:9")]);
  });

  test("run uses a fresh connection: a connection that the server closes between two answers does not make a run fail", async () => {
    const ports = new Set<number | undefined>();
    await answeredBy(
      (request, response) => {
        if (request.method === "POST") ports.add(request.socket.remotePort);
        response.writeHead(200, { "content-type": "application/json" }).end('{"runId":7,"state":"New","active":true}');
        if (request.method === "GET") setImmediate(() => request.socket.destroy()); // an idle connection that ends
      },
      async (client) => {
        for (let n = 0; n < 50; n++) {
          await client.getSchedule(7, 42);
          expect(await client.runIntegration(7, 42)).toMatchObject({ runId: 7 });
        }
      },
    );
    expect(ports.size).toBe(50);
  });
});

describe("the ways of third-party clients", () => {
  test("a duration fits an int32, whenever a run is looked at", () =>
    inContract(async ({ client, emulator }) => {
      await client.runIntegration(7, 42);
      for (let n = 0; n < 40; n++) {
        emulator.clock.move(317);
        const { data } = await client.listExecutions(7, 42);
        const active = await client.getActiveExecution(7, 42);
        for (const { duration } of [...data, ...(active === null ? [] : [active])])
          expect(Number.isInteger(duration)).toBe(true);
      }
    }));

  test.each(["run", "cancel", "kill", "enable", "disable"])("%s with a Content-Type and no body is accepted", (verb) =>
    inContract(async ({ emulator }) => {
      const path = verb === "run" ? "executions" : verb.endsWith("able") ? `schedule/${verb}` : `executions/${verb}`;
      const { status } = await plainly(emulator, `${integration}/${path}`, {
        authorization: emulator.token,
        method: "POST",
        headers: { "content-type": "application/json" },
      });
      expect(status).toBe(200);
    }),
  );

  test("a run is polled through `active` until nothing is active, and then found in the list with its end", () =>
    inContract(async ({ client, emulator }) => {
      const { runId } = await client.runIntegration(7, 42);
      const states = new Set<string>();
      for (let poll = 0; poll < 100; poll++) {
        const active = await client.getActiveExecution(7, 42);
        if (active === null) break;
        expect(active.runId).toBe(runId);
        states.add(active.state);
        emulator.clock.move(500);
      }
      expect([...states]).toEqual(["Queued", "Running"]);
      const { data } = await client.listExecutions(7, 42, { sortOrder: "desc", take: 1 });
      expect(data).toMatchObject([{ runId, state: "Succeeded" }]);
    }));

  test("a run is polled by its id until it has an end", () =>
    inContract(async ({ client, emulator }) => {
      const { runId } = await client.runIntegration(7, 42);
      let polls = 0;
      while ((await client.getExecution(7, 42, runId)).endTime === null && polls++ < 100) emulator.clock.move(500);
      expect(await client.getExecution(7, 42, runId)).toMatchObject({ state: "Succeeded" });
    }));

  test("a run while another is active is queued, and both come to their end", () =>
    inContract(async ({ client, emulator }) => {
      expect(await client.runIntegration(7, 42)).toMatchObject({ state: "New" });
      const { runId, state } = await client.runIntegration(7, 42);
      expect(state).toBe("Queued");
      emulator.clock.move(3_600_000);
      expect(await client.getExecution(7, 42, runId)).toMatchObject({ state: "Succeeded" });
      expect(await client.getActiveExecution(7, 42)).toBeNull();
    }));
});
