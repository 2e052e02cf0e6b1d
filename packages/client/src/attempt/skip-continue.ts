/** What the parser of undici reads from. */
interface Readable {
  read(size?: number): Buffer | null;
}

const start = Buffer.from("HTTP/1.1 100");
const end = Buffer.from("\r\n\r\n");

/**
 * Leaves `100 Continue` out of what is read from a socket. A server may send it unasked, and a client is to ignore it
 * (RFC 9110, 15.2), but undici ends the connection. It works because no request is pipelined: an answer begins a chunk.
 */
export function skipContinue(socket: Readable): void {
  const read = socket.read.bind(socket);
  let kept: Buffer | null = null; // a `100 Continue` that has not come to its end
  socket.read = (size) => {
    for (;;) {
      const chunk = read(size);
      if (chunk === null) return null;
      const all = kept === null ? chunk : Buffer.concat([kept, chunk]);
      kept = null;
      if (mayBegin(all)) {
        kept = all;
        continue;
      }
      if (!all.subarray(0, start.length).equals(start)) return all;
      const rest = afterInterim(all);
      if (rest === null) kept = all;
      else if (rest.length > 0) return rest;
    }
  };
}

/**
 * Whether the bytes may be the first ones of a `100 Continue`, cut by the network inside its first line. A piece of a body
 * may look like that too: it goes on with the next piece, and no JSON ends with it.
 */
function mayBegin(bytes: Buffer): boolean {
  return bytes.length < start.length && start.subarray(0, bytes.length).equals(bytes);
}

/** What follows one or more `100 Continue`; null if the last one has not come to its end. */
function afterInterim(bytes: Buffer): Buffer | null {
  let rest = bytes;
  while (rest.length > 0 && rest.subarray(0, start.length).equals(start)) {
    const at = rest.indexOf(end);
    if (at === -1) return null;
    rest = rest.subarray(at + end.length);
  }
  return rest;
}
