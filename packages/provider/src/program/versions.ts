/** The first SDK whose provider server takes the inputs that a refresh found, so that drift shows as a difference. */
export const oldestSdk = "3.222.0";

/** The first Node.js that everything below is made for. */
export const oldestNode = "22.19.0";

/** Whether a version is an earliest one or a later one. What follows a hyphen does not count. */
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
