import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from "node:zlib";
import { ShapeError } from "../api/field-readers.ts";

/** The largest body in bytes, before and after each decoding. No answer of the API is nearly as large. */
export const maxBody: number = 8 * 1024 * 1024;

/** An answer with more encodings is refused. */
const maxEncodings = 3;

type Decoder = (body: Buffer, options: { readonly maxOutputLength: number }) => Buffer;

const decoders: Readonly<Record<string, Decoder>> = {
  gzip: gunzipSync,
  "x-gzip": gunzipSync,
  br: brotliDecompressSync,
  zstd: zstdDecompressSync,
  deflate: (body, options) => (isZlib(body) ? inflateSync(body, options) : inflateRawSync(body, options)),
};

/**
 * A body without its encodings, as `Content-Encoding` lists them in the order in which they were applied. The client asks for none, but some proxies and
 * servers encode anyway. Throws a `ShapeError` for an unknown encoding, for a body that is not encoded as its header says, and for one that is larger than 8
 * MiB once it is decoded.
 */
export function decodeBody(body: Buffer, contentEncoding: string | null): Buffer {
  const encodings = encodingsOf(contentEncoding);
  if (encodings.length > maxEncodings) throw new ShapeError(`it has ${encodings.length} encodings`);
  return encodings.reduceRight(decode, body);
}

function encodingsOf(header: string | null): readonly string[] {
  const names = (header ?? "").split(",").map((name) => name.trim().toLowerCase());
  return names.filter((name) => name !== "" && name !== "identity");
}

function decode(body: Buffer, encoding: string): Buffer {
  const decoder = Object.hasOwn(decoders, encoding) ? decoders[encoding] : undefined;
  if (decoder === undefined) throw new ShapeError(`it is encoded as ${encoding}, which this client cannot read`);
  try {
    return decoder(body, { maxOutputLength: maxBody });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE") {
      throw new ShapeError("it is larger than 8 MiB when decoded");
    }
    throw new ShapeError(`it is not ${encoding}, or it is cut off`);
  }
}

/** Whether a deflate stream has the zlib header (RFC 1950). Some servers leave it out. */
function isZlib(body: Buffer): boolean {
  return body.length >= 2 && ((body[0] ?? 0) & 0x0f) === 8 && body.readUInt16BE(0) % 31 === 0;
}
