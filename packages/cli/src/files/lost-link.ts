import { lstat, readlink, stat } from "node:fs/promises";
import { systemReason } from "@skyvia-schedules/core";

/** Where the symbolic link of this name leads, as it is written. null: it is none. */
async function linkTarget(path: string): Promise<string | null> {
  return readlink(withoutSlash(path)).catch(() => null);
}

/** Whether there is a symbolic link of this name that leads to nothing, or back to itself. */
export async function isLostLink(path: string): Promise<boolean> {
  const isFound = await stat(path).then(
    () => true,
    () => false,
  );
  if (isFound) return false;
  return lstat(withoutSlash(path)).then(
    (stats) => stats.isSymbolicLink(),
    () => false,
  );
}

/** What is wrong with a symbolic link that leads nowhere, as the end of a sentence about it. null: the reason is another. */
export async function lostLinkText(path: string, reason: string): Promise<string | null> {
  if (reason === "ELOOP") return "is a symbolic link that leads back to itself";
  const target = reason === "ENOENT" ? await linkTarget(path) : null;
  return target === null ? null : `is a symbolic link to ${target}, which does not exist`;
}

/** Why something cannot be read: the system's code, and with it what is wrong with a link that leads nowhere. */
export async function reasonWithLink(path: string, error: unknown): Promise<string> {
  const reason = systemReason(error);
  const lost = await lostLinkText(path, reason);
  return lost === null ? reason : `${reason}: it ${lost}`;
}

/** A path that names a link itself, not what it leads to. */
export function withoutSlash(path: string): string {
  return path.replace(/(?<=[^/])\/+$/, "");
}
