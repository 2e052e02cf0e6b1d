import type { FastifyReply, FastifyRequest } from "fastify";
import type { Firing } from "../faults/fault-book.ts";
import type { Sent } from "../faults/sent.ts";
import type { Call } from "./call.ts";

type Done = (error: Error | null, payload?: unknown) => void;

/** Sends an answer, altered or cut by the faults that hit the call, and records what was sent. */
export function deliver(call: Call, request: FastifyRequest, reply: FastifyReply, payload: unknown, done: Done): void {
  const body = typeof request.body === "string" && request.body !== "" ? request.body : null;
  if (body !== null) call.record.body = body;
  if (call.firing.length === 0) {
    // Nothing is sent to a client that has disconnected.
    if (!reply.raw.destroyed) call.record.status = reply.statusCode;
    return done(null, payload);
  }
  const sent = call.firing.reduce(alter, toSent(reply, payload));
  const sender = call.firing.find(({ row }) => row.send !== undefined);
  if (sender?.row.send !== undefined)
    return sendAnotherWay(call, reply, sender.row.send(sender.fault, reply.raw, sent), sent);
  call.record.status = sent.status;
  reply.code(sent.status).headers(sent.headers);
  done(null, sent.body);
}

function alter(sent: Sent, { fault, row }: Firing): Sent {
  return row.alter === undefined ? sent : row.alter(fault, sent);
}

function sendAnotherWay(call: Call, reply: FastifyReply, sending: Promise<boolean>, sent: Sent): void {
  reply.hijack();
  // Such a fault makes clients disconnect in the middle.
  void sending.then(
    (whole) => void (call.record.status = whole ? sent.status : null),
    () => reply.raw.destroy(),
  );
}

function toSent(reply: FastifyReply, payload: unknown): Sent {
  const headers = Object.entries(reply.getHeaders())
    .filter(([name]) => name !== "content-length")
    .map(([name, value]) => [name, String(value)]);
  const body = typeof payload === "string" || Buffer.isBuffer(payload) ? payload : "";
  return { status: reply.statusCode, headers: Object.fromEntries(headers) as Record<string, string>, body };
}
