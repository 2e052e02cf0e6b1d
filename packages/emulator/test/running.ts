import { connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";
import { Agent, request } from "undici";
import { createClock, type Emulator, type EmulatorOptions, type Seed, startEmulator } from "../src/index.ts";

/** Noon of a day, for clocks that do not move. */
export const noon: number = Date.parse("2026-11-24T12:00:00Z");

/** A small world: 1 has integrations 11 (enabled), 12 (disabled) and 13 (undefined); 2 has 21 (enabled). */
export const small: Seed = {
  workspaces: [
    {
      id: 1,
      name: "Production",
      integrations: [
        { id: 11, name: "Nightly orders", type: "dataflow", schedule: "enabled" },
        { id: 12, name: "Hourly leads", type: "import", schedule: "disabled" },
        { id: 13, name: null, type: null },
      ],
    },
    {
      id: 2,
      name: "Staging",
      isPersonal: true,
      integrations: [{ id: 21, name: "Nightly orders", schedule: "enabled" }],
    },
  ],
};

/** Starts an emulator whose clock stays at noon, and closes it after the test. */
export async function running(options: EmulatorOptions = {}): Promise<Emulator> {
  const clock = createClock(() => noon);
  const emulator = await startEmulator({ seed: small, clock, ...options });
  onTestFinished(() => emulator.close());
  return emulator;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** The body as JSON, or undefined if it is none. */
  readonly json: ReturnType<typeof JSON.parse>;
}

export interface Asked {
  readonly token?: string | null;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** One request on a connection of its own. */
export async function ask(emulator: Emulator, method: string, path: string, asked: Asked = {}): Promise<Answered> {
  const { token = emulator.token, body, headers = {} } = asked;
  const dispatcher = new Agent({ connections: 1, pipelining: 0 });
  try {
    const response = await request(emulator.url + path, {
      method: method as "GET",
      dispatcher,
      headers: {
        ...(token !== null && { authorization: token }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await response.body.text();
    return { status: response.statusCode, headers: response.headers, text, json: asJson(text) };
  } finally {
    await dispatcher.destroy();
  }
}

export const get = (emulator: Emulator, path: string, asked?: Asked): Promise<Answered> =>
  ask(emulator, "GET", path, asked);
export const post = (emulator: Emulator, path: string, asked?: Asked): Promise<Answered> =>
  ask(emulator, "POST", path, asked);

/** A control route, which takes no token. */
export function control(emulator: Emulator, method: string, path: string, body?: unknown): Promise<Answered> {
  return ask(emulator, method, `/_emulator/${path}`, { token: null, body });
}

export interface Wire {
  /** All that has come so far. */
  text(): string;
  /** How the server ended the connection; pending while it is open. */
  readonly ended: Promise<"fin" | "reset">;
  readonly socket: Socket;
  /** Resolves once `part` has come. */
  has(part: string): Promise<void>;
}

/** A request on a bare socket, to see what really goes over it. */
export function wire(emulator: Emulator, method: string, path: string): Wire {
  const { hostname, port } = new URL(emulator.url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let text = "";
  const waiting = new Set<() => void>();
  socket.on("data", (data) => {
    text += data.toString();
    for (const check of waiting) check();
  });
  const ended = new Promise<"fin" | "reset">((resolve) => {
    socket.on("end", () => resolve("fin"));
    socket.on("error", () => resolve("reset"));
  });
  socket.write(
    `${method} ${path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\nauthorization: ${emulator.token}\r\ncontent-length: 0\r\n\r\n`,
  );
  const has = (part: string): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!text.includes(part)) return;
        waiting.delete(check);
        resolve();
      };
      waiting.add(check);
      check();
    });
  return { text: () => text, ended, socket, has };
}

function asJson(text: string): Answered["json"] {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
