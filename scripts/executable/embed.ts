import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The parts of an executable. */
export interface Ingredients {
  /** The binary of Node.js for the target, of the same version that runs this code. */
  readonly node: string;
  /** One CommonJS file. */
  readonly main: string;
  /** Files that the program reads with `getAsset`: name to path. */
  readonly assets: Readonly<Record<string, string>>;
  /** Whether the target is a machine like this one, so that compiled code can be embedded too. */
  readonly isNative: boolean;
}

/** The marker in the binary of Node.js that says whether it contains a program. It is the same in every build. */
const sentinelFuse = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/** Writes an executable: Node.js with a program inside. It uses a folder for temporary files. */
export function embed({ node, main, assets, isNative }: Ingredients, output: string, folder: string): void {
  const config = join(folder, "sea.json");
  const blob = join(folder, "sea.blob");
  const settings = { main, output: blob, assets, disableExperimentalSEAWarning: true, useCodeCache: isNative };
  writeFileSync(config, JSON.stringify(settings));
  run(process.execPath, "--experimental-sea-config", config);
  copyFileSync(node, output);
  chmodSync(output, 0o755);
  run("postject", output, "NODE_SEA_BLOB", blob, "--sentinel-fuse", sentinelFuse);
}

/** Prints the output of the program only if it fails: postject warns about sections that Node.js does not have. */
function run(program: string, ...args: readonly string[]): void {
  try {
    execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout?: string; readonly stderr?: string };
    throw new Error(`${program} ${args[0]} failed:\n${stdout ?? ""}${stderr ?? ""}`, { cause: error });
  }
}
