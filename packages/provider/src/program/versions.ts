/** The first SDK whose provider server takes the inputs that a refresh found, so that drift shows as a difference. */
export const oldestSdk = "3.222.0";

/** The oldest Node.js that this package supports. */
export const oldestNode = "22.19.0";

/** Whether a version is `earliest` or later. The part after a hyphen is ignored. */
export function isAtLeast(version: string, earliest: string): boolean {
  const [parts, least] = [version, earliest].map((text) =>
    text
      .replace(/[-+].*/, "")
      .split(".")
      .map(Number),
  );
  for (const [index, bound] of (least ?? []).entries()) {
    const part = parts?.[index] ?? 0;
    if (part !== bound) return part > bound;
  }
  return true;
}
