import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { goTag, tagGoSdk } from "./tag-go-sdk.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const repository = "github.com/skyvia-schedules/skyvia-schedules";

/**
 * Tags the Go SDK in a repository on this machine, twice, and lets Go download the module from there as if it were on GitHub.
 * Gives a line for each step. Throws if one fails.
 */
export function tryGoSdk(sdk: string, version: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), "go-sdk-"));
  const [origin, clone, empty] = ["origin.git", "clone", "empty"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  try {
    execFileSync("git", ["clone", "--quiet", "--bare", "--depth", "1", `file://${root}`, origin], { stdio: "inherit" });
    execFileSync("git", ["clone", "--quiet", "--depth", "1", `file://${origin}`, clone], { stdio: "inherit" });
    const tagged = ["first", "again"].map(
      (time) => `${time}: ${goTag(version)} ${tagGoSdk(clone, sdk, version)}, on this machine`,
    );
    mkdirSync(empty);
    const module = `${repository}/sdk/go`;
    const found = JSON.parse(
      execFileSync("go", ["mod", "download", "-json", `${module}@v${version}`], {
        cwd: empty,
        encoding: "utf8",
        env: { ...process.env, ...asOnGitHub(origin), GOMODCACHE: join(folder, "modules"), GOFLAGS: "-modcacherw" },
      }),
    ) as { readonly Path: string; readonly Version: string };
    return [...tagged, `downloaded from there by Go: ${found.Path} ${found.Version}`];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Go asks GitHub itself, and git is sent to a repository on this machine. */
function asOnGitHub(origin: string): Readonly<Record<string, string>> {
  return {
    GOPROXY: "direct",
    GOSUMDB: "off",
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: `url.file://${origin}.insteadOf`,
    GIT_CONFIG_VALUE_0: `https://${repository}`,
  };
}
