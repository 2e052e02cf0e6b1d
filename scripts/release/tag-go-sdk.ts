import { execFileSync } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Where the module is in the repository; the path of the module and the name of its tags end with it. */
const folder = "sdk/go";
const author = "github-actions[bot]";
const address = "41898282+github-actions[bot]@users.noreply.github.com";

/** The tag of a version of the Go SDK, as Go looks for a module in a folder of a repository. */
export function goTag(version: string): string {
  return `${folder}/v${version}`;
}

/**
 * Gives the Go SDK its tag in the repository that a clone has as `origin`. The SDK is generated, so no branch has it: it is in
 * a commit of its own on top of what is checked out, which only the tag holds. A tag that is there already is left alone. Throws
 * where git fails, and for a version whose module would need a path of its own.
 */
export function tagGoSdk(clone: string, sdk: string, version: string): "tagged" | "was there already" {
  if (Number(version.split(".")[0]) > 1)
    throw new Error(`version ${version}: from version 2 on the path of a Go module ends with /v2, see importBasePath`);
  const tag = goTag(version);
  const git = (...args: readonly string[]): string =>
    execFileSync("git", args, { cwd: clone, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  if (git("ls-remote", "--tags", "origin", `refs/tags/${tag}`) !== "") return "was there already";
  git("checkout", "--quiet", "--detach");
  rmSync(join(clone, folder), { recursive: true, force: true });
  cpSync(sdk, join(clone, folder), { recursive: true });
  git("add", "--force", folder);
  const who = ["-c", `user.name=${author}`, "-c", `user.email=${address}`];
  git(...who, "commit", "--quiet", "--message", `The Go SDK ${version}`);
  git("push", "--quiet", "origin", `HEAD:refs/tags/${tag}`);
  return "tagged";
}
