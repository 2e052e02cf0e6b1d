/** What the parser of undici reads from. */
interface Readable {
  read(size?: number): Buffer | null;
}

/** The first bytes of an answer with a status of 1xx. It is not `101 Switching Protocols`, which is a final answer. */
const interim = /^HTTP\/1\.[01] 1(?!01)\d\d[ \r]/;
const sample = "HTTP/1.1 100 ";
const end = Buffer.from("\r\n\r\n");

/**
 * Removes interim answers, such as `100 Continue` and `103 Early Hints`, from the bytes that are read from a socket. A server may send them unasked, and a
 * client is to ignore them (RFC 9110, 15.2), but undici ends the connection at `100 Continue`. It works because no request is pipelined: an answer begins a
 * chunk.
 */
export function skipInterim(socket: Readable): void {
  const read = socket.read.bind(socket);
  let kept: Buffer | null = null; // an interim answer that is not complete
  socket.read = (size) => {
    for (;;) {
      const chunk = read(size);
      if (chunk === null) return null;
      const all = kept === null ? chunk : Buffer.concat([kept, chunk]);
      kept = null;
      const rest = afterInterim(all);
      if (rest === null) kept = all;
      else if (rest.length > 0) return rest;
    }
  };
}

/** The bytes after any number of interim answers. null: the last one is not complete. */
function afterInterim(bytes: Buffer): Buffer | null {
  let rest = bytes;
  while (rest.length > 0 && mayBegin(rest)) {
    const at = rest.indexOf(end);
    if (at === -1) return null;
    rest = rest.subarray(at + end.length);
  }
  return rest;
}

/**
 * Whether the bytes begin an interim answer, or may be its first ones, cut by the network. A piece of a body may look like that too. Then it is passed on with
 * the next piece; no JSON ends like that.
 */
function mayBegin(bytes: Buffer): boolean {
  const text = bytes.toString("latin1", 0, sample.length);
  return interim.test(text + sample.slice(text.length));
}
