import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { Sent } from "./sent.ts";

/** How an answer is cut off. */
export type Ending = "reset" | "fin" | "silence";

/** Where it is cut: bytes of the body that go out, or null to cut before the headers. */
export type CutPlace = number | null;

// A reset makes the peer's system drop unread bytes, so the peer gets a moment to read the part that was sent.
const timeToRead = 30;

/** Sends a part of an answer, or nothing, and ends the connection as `ending` says. The client waits for more in every case. */
export async function cutAnswer(response: ServerResponse, sent: Sent, place: CutPlace, ending: Ending): Promise<void> {
  if (place !== null) {
    await sendPart(response, sent, place);
    if (ending === "reset") await delay(timeToRead, undefined, { ref: false });
  }
  const { socket } = response;
  if (ending === "reset") socket?.resetAndDestroy();
  if (ending === "fin") socket?.end();
}

/** The body's first bytes under headers that promise all of it (at least one more than is sent). */
async function sendPart(response: ServerResponse, sent: Sent, bytes: number): Promise<void> {
  const body = Buffer.from(sent.body);
  const part = body.subarray(0, bytes);
  const promised = Math.max(body.length, part.length + 1);
  // A 204 has no body to cut: it goes out as a 200.
  response.writeHead(sent.status === 204 ? 200 : sent.status, {
    "content-type": "application/json; charset=utf-8",
    ...sent.headers,
    "content-length": String(promised),
  });
  response.flushHeaders();
  if (part.length === 0) return;
  await new Promise<void>((resolve) => response.write(part, () => resolve()));
}

/** Sends the whole body in slices, with pauses between them. Resolves to whether all of it was sent. */
export async function dripAnswer(
  response: ServerResponse,
  sent: Sent,
  { size, delay: pause }: { readonly size: number; readonly delay: number },
): Promise<boolean> {
  const body = Buffer.from(sent.body);
  response.writeHead(sent.status, { ...sent.headers, "content-length": String(body.length) });
  for (let start = 0; start < body.length; start += size) {
    if (response.destroyed) return false;
    response.write(body.subarray(start, start + size));
    await delay(pause, undefined, { ref: false });
  }
  response.end();
  return !response.destroyed;
}
