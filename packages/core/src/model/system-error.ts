/** The code of a failure of the operating system, such as `ENOENT`; `unknown` where it has none. */
export function systemReason(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}
