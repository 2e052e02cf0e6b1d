import { lstat, realpath, stat } from "node:fs/promises";
import { pastOverlays, place, type DesiredState, type Problem } from "@skyvia-schedules/core";
import { loadDesired, maxBytes, type ConfigFile, type OverlayRules } from "@skyvia-schedules/core/yaml";
import { visible } from "../render/escape.ts";
import { absolutePath } from "../process/absolute-path.ts";
import { instantText } from "@skyvia-schedules/core/instant";
import type { Context } from "../verb/context.ts";
import { StoppedWaiting, waitFor } from "../process/wait-for.ts";
import { RunError } from "../verb/run-error.ts";
import { descriptorOf, readBytes, readStream } from "./read-bytes.ts";
import type { filesBelow } from "./find-files.ts";
import { isLostLink } from "./lost-link.ts";
import { readFailure } from "./read-failure.ts";
import { withSlashes } from "./written-path.ts";

/** What the files ask for, and every problem that shows in them. */
export interface Config {
  readonly desired: DesiredState;
  readonly problems: readonly Problem[];
  /** The values of `-f`, or the usual place if there are none. */
  readonly paths: readonly string[];
  /** As they were read. */
  readonly files: readonly ConfigFile[];
}

type Reader = Pick<Context, "io" | "interruption">;

/**
 * Loads the files, folders and globs of `-f`. Without `rules`, what depends on the clock is not checked. Throws a `RunError`
 * where one of them cannot be read or finds nothing.
 */
export async function loadConfig(
  reader: Reader,
  given: readonly string[] | undefined,
  rules?: OverlayRules,
): Promise<Config> {
  const paths = given ?? [await usualPath(reader)];
  const files: ConfigFile[] = [];
  for (const file of await resolvePaths(reader, paths)) files.push(await readConfig(reader, file));
  return { ...loadDesired(files, rules), paths, files };
}

/** The same for a verb: with the checks that depend on the clock, and a notice on stderr for each hold or freeze that is over. */
export async function loadConfigNow(
  context: Reader,
  { file, maxHold = defaultMaxHold }: { readonly file?: readonly string[] | undefined; readonly maxHold?: number },
): Promise<Config> {
  const now = context.io.now();
  const config = await loadConfig(context, file, { now, maxHold });
  for (const { by, name, until, source } of pastOverlays(config.desired.overlays, now)) {
    const what = by === "hold" ? "this hold" : `the freeze ${visible(JSON.stringify(name))}`;
    const text = `${what} ended at ${instantText(until)}; \`validate --fix-expired\` deletes it`;
    context.io.stderr.write(`${visible(place(source))}: notice: ${text}\n`);
  }
  return config;
}

/** The default of `--max-hold`, in milliseconds: 30 days. */
export const defaultMaxHold: number = 30 * 86_400_000;

const folder = "skyvia";

/** What exists of the places that are read without `-f`. */
export async function usualPlaces(io: Reader["io"]): Promise<readonly string[]> {
  return [
    ...((await isThere(io, "skyvia.yaml")) ? ["skyvia.yaml"] : []),
    ...((await isThere(io, "skyvia.yml")) ? ["skyvia.yml"] : []),
    ...((await isFolder(io, folder)) || (await isLostLink(absolutePath(io, folder))) ? [folder] : []),
  ];
}

/** The place that is read without `-f`. */
async function usualPath({ io }: Reader): Promise<string> {
  const found = await usualPlaces(io);
  const [first, second] = found;
  if (first === undefined) {
    throw new RunError(
      "file-unreadable",
      "skyvia.yaml does not exist, nor do skyvia.yml and the folder skyvia",
      "Name the file with -f, or write them with `skyvia-schedules init`.",
    );
  }
  if (second === undefined) return first;
  const names = found.map((path) => (path === folder ? `the folder ${path}` : path));
  throw new RunError(
    "files-ambiguous",
    `there are ${names.join(" and ")}, and without -f only one of them may exist`,
    "Keep one of them, or name with -f what to read.",
  );
}

/**
 * A text that changes when the files of `-f` may have changed: other files, other contents, or a link to another target.
 * No file is read for it.
 */
export async function fingerprintOf(reader: Reader, given: readonly string[] | undefined): Promise<string> {
  try {
    const files = await resolvePaths(reader, given ?? [await usualPath(reader)]);
    const marks = files.map(async (file) => {
      const path = absolutePath(reader.io, file);
      const { dev, ino, size, mtimeNs, ctimeNs } = await stat(path, { bigint: true });
      return [file, await realpath(path), dev, ino, size, mtimeNs, ctimeNs].join("\0");
    });
    return (await Promise.all(marks)).join("\n");
  } catch (error) {
    if (error instanceof StoppedWaiting) throw error;
    return `unreadable: ${String(error)}`;
  }
}

/** Every file once, in the order given; those of a folder or glob sorted by name. */
async function resolvePaths(reader: Reader, paths: readonly string[]): Promise<readonly string[]> {
  const found = new Map<string, string>();
  for (const path of paths) {
    for (const file of await resolvePath(reader, path)) {
      const identity = await readKeyOf(reader, file);
      if (!found.has(identity)) found.set(identity, file);
    }
  }
  return [...found.values()];
}

async function resolvePath({ io, interruption }: Reader, given: string): Promise<readonly string[]> {
  if (given === "-") return [given];
  const path = withSlashes(given);
  const search = async (find: typeof filesBelow): Promise<readonly string[]> =>
    waitFor(interruption, path, async (signal) => find(path, { cwd: io.cwd, signal }));
  if (await isFolder(io, path)) {
    const { filesBelow } = await import("./find-files.ts");
    return someOf(await search(filesBelow), `the folder ${path} has no .yaml or .yml file`, otherFolder);
  }
  if (!/[*?[{(]/.test(path) || (await isThere(io, path))) return [path];
  const { filesMatching, isGlob } = await import("./find-files.ts");
  if (!isGlob(path)) return [path];
  return someOf(await search(filesMatching), `no file matches ${JSON.stringify(path)}`, otherGlob);
}

const otherFolder = "Name another folder, or the file itself.";
const otherGlob = "Correct the glob, or quote it so that the shell does not expand it.";

function someOf(files: readonly string[], message: string, next: string): readonly string[] {
  if (files.length === 0) throw new RunError("no-file-matches", message, next);
  return files;
}

/** What is the same for every spelling of a file and every symbolic link to it. A hard link is another file. */
async function readKeyOf({ io }: Reader, file: string): Promise<string> {
  const descriptor = file === "-" ? 0 : descriptorOf(file);
  if (descriptor !== null) return `descriptor ${descriptor}`;
  const path = absolutePath(io, file);
  return realpath(path).catch(() => path);
}

async function readConfig(reader: Reader, file: string): Promise<ConfigFile> {
  return { file, bytes: await readFileBytes(reader, file) };
}

/** The bytes of one file of `-f`. Throws a `RunError` that says why it cannot be read. */
export async function readFileBytes({ io, interruption }: Reader, file: string): Promise<Uint8Array> {
  const isStdin = descriptorOf(file) === 0 || file === "-";
  const read = async (signal: AbortSignal): Promise<Uint8Array> => {
    const options = { limit: maxBytes, signal };
    return isStdin ? readStream(io.stdin, options) : readBytes(absolutePath(io, file), options);
  };
  try {
    return await waitFor(interruption, isStdin ? "stdin (-f)" : file, read);
  } catch (error) {
    throw error instanceof StoppedWaiting ? error : await readFailure({ io }, file, error);
  }
}

async function isThere(io: Reader["io"], path: string): Promise<boolean> {
  return lstat(absolutePath(io, path)).then(
    () => true,
    () => false,
  );
}

async function isFolder(io: Reader["io"], path: string): Promise<boolean> {
  return stat(absolutePath(io, path)).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}
