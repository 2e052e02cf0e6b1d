import { isSkyviaError, type SkyviaClient, type SkyviaError } from "@skyvia-schedules/client";
import type { Emulator, Fault, Seed } from "@skyvia-schedules/emulator";
import { request } from "undici";
import { line, onStage } from "../laws/stage.ts";

/** Workspaces 7 and 8: both have an integration 42, and 7 has two of one name. */
export const seed: Seed = {
  workspaces: [
    {
      id: 7,
      name: "Production",
      integrations: [
        { id: 41, name: "Hourly leads", type: "import", schedule: "disabled" },
        {
          id: 42,
          name: "Nightly orders",
          type: "replication",
          schedule: "enabled",
          executions: [
            { runId: 901, date: "2026-11-01T01:00:00Z", duration: "90s", state: "Succeeded", successRows: 10 },
            { runId: 902, date: "2026-11-02T01:00:00Z", state: "Failed", errorRows: 3 },
            { runId: 903, date: "2026-11-03T01:00:00Z", state: "Canceled" },
          ],
        },
        { id: 43, name: null, type: null, schedule: "undefined" },
        { id: 44, name: "Hourly leads", type: "custom", schedule: "enabled" },
      ],
    },
    { id: 8, name: "Staging", isPersonal: true, integrations: [{ id: 42, name: "Other", schedule: "disabled" }] },
  ],
};

/** The client and the emulator that it talks to, on a real port. */
export interface Pair {
  readonly client: SkyviaClient;
  readonly emulator: Emulator;
  /** What came in, as "GET /v1/workspaces", oldest first. */
  readonly calls: () => string[];
}

/** Lets `work` use a client against an emulator, and closes both. */
export async function inContract<T>(work: (pair: Pair) => Promise<T>, world: Seed = seed, token?: string): Promise<T> {
  return onStage(world, ({ emulator, run }) =>
    run(
      (client) => work({ client, emulator, calls: () => emulator.requests().map(line) }),
      token === undefined ? {} : { token },
    ),
  );
}

/** Runs `work` against an API that gives this answer to every request. */
export function answering<T>(
  answer: Omit<Extract<Fault, { type: "status" }>, "type">,
  work: (pair: Pair) => Promise<T>,
): Promise<T> {
  return inContract((pair) => {
    pair.emulator.addFault({ fault: { type: "status", ...answer } });
    return work(pair);
  });
}

/** The error that a call fails with; a call that does not fail, fails the test. */
export async function failureOf(call: Promise<unknown>): Promise<SkyviaError> {
  const failure = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (isSkyviaError(failure)) return failure;
  throw failure ?? new Error("the call did not fail");
}

/** A request without the client, as any other program makes it. */
export async function plainly(
  { url }: Emulator,
  path: string,
  {
    authorization,
    method = "GET",
    headers = {},
  }: {
    readonly authorization?: string;
    readonly method?: "GET" | "POST";
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Promise<{ readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly text: string }> {
  const answer = await request(url + path, {
    method,
    headers: { ...headers, ...(authorization !== undefined && { authorization }) },
  });
  return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
}
