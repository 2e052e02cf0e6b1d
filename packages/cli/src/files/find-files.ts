import { lstat, readdir, realpath, stat } from "node:fs/promises";
import { GLOBSTAR, Minimatch } from "minimatch";
import { absolutePath } from "../process/absolute-path.ts";
import { RunError } from "../verb/run-error.ts";
import { systemReason } from "./read-file.ts";
import { splitRoot } from "./written-path.ts";
import { isYamlName } from "./yaml-name.ts";

/** One part of a pattern: a name as it is written, a test of names, or `**` for any number of folders. */
type Segment = string | typeof GLOBSTAR | { test(name: string): boolean };

type Pattern = readonly Segment[];

/** How far a pattern has been followed. */
interface Step {
  readonly pattern: Pattern;
  /** The next segment; the length of the pattern where it has been followed to its end. */
  readonly at: number;
}

/** Where a search starts, and what ends it early. */
export interface SearchOptions {
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/** Whether a file in a folder of `-f` is read, by its name. */
export function isConfigName(name: string): boolean {
  return isYamlName(name) && !isIgnored(name);
}

/** Hidden files and installed packages are read only where somebody spells their name. */
function isIgnored(name: string): boolean {
  return name.startsWith(".") || name === "node_modules";
}

/** Whether a path is a glob, which matches other names than its own. */
export function isGlob(path: string): boolean {
  return parse(path).hasMagic();
}

/** The YAML files below a folder, sorted. Throws a `RunError` that names a folder that cannot be read. */
export async function filesBelow(folder: string, options: SearchOptions): Promise<readonly string[]> {
  const pattern: Pattern = [GLOBSTAR, { test: isConfigName }];
  return search(folder.endsWith("/") ? folder : `${folder}/`, [pattern], options);
}

/** The files that a glob matches, sorted. Throws a `RunError` that names a folder that cannot be read. */
export async function filesMatching(glob: string, options: SearchOptions): Promise<readonly string[]> {
  const { root, rest } = splitRoot(glob);
  const { set, globParts } = parse(rest);
  const patterns = set.map((pattern, index) => withLiterals(pattern, globParts[index] ?? []));
  return search(root, patterns, options);
}

function parse(glob: string): Minimatch {
  return new Minimatch(glob, { nonegate: true, nocomment: true, magicalBraces: true });
}

/** A segment matches the name that is written in its place, too, such as that of the folder `prod[1]`. */
function withLiterals(pattern: Pattern, written: readonly string[]): Pattern {
  return pattern.map((segment, index) => {
    if (segment === GLOBSTAR || segment === written[index]) return segment;
    const matches = (name: string): boolean => (typeof segment === "string" ? name === segment : segment.test(name));
    return { test: (name) => (!isIgnored(name) && matches(name)) || name === written[index] };
  });
}

async function search(root: string, patterns: readonly Pattern[], options: SearchOptions): Promise<readonly string[]> {
  const walk = new Walk(options);
  await walk.visit(
    root,
    patterns.map((pattern) => ({ pattern, at: 0 })),
  );
  return [...walk.found].toSorted();
}

/**
 * A walk through folders and the symbolic links to them. A folder is walked once for each step, by its real path: a link to
 * a folder above it ends the walk there, and many links to one folder cost no more than one.
 */
class Walk {
  readonly found = new Set<string>();
  readonly #options: SearchOptions;
  readonly #visited = new Map<string, Step[]>();

  constructor(options: SearchOptions) {
    this.#options = options;
  }

  /** `folder` ends in a slash, or is empty for the working directory. */
  async visit(folder: string, steps: readonly Step[]): Promise<void> {
    const fresh = await this.#unvisited(folder, steps.flatMap(withoutGlobstar));
    const tests: Step[] = [];
    for (const step of fresh) {
      const segment = step.pattern[step.at];
      if (typeof segment === "string") await this.#follow(folder, segment, [next(step)]);
      else tests.push(step);
    }
    for (const name of tests.length === 0 ? [] : await this.#names(folder)) {
      await this.#follow(
        folder,
        name,
        tests.flatMap((step) => matching(step, name)),
      );
    }
  }

  async #follow(folder: string, name: string, steps: readonly Step[]): Promise<void> {
    this.#options.signal.throwIfAborted();
    if (steps.length === 0) return;
    const path = folder + name;
    const further = steps.filter(({ pattern, at }) => at < pattern.length);
    const kind = await this.#kindOf(folder, name);
    if (kind === "folder" && further.length > 0) await this.visit(`${path}/`, further);
    if (kind === "file" && further.length < steps.length) this.found.add(path);
  }

  /** A link that leads nowhere is a file here: whoever reads it learns what is wrong with it. */
  async #kindOf(folder: string, name: string): Promise<"file" | "folder" | "other"> {
    const path = absolutePath(this.#options, folder + name);
    try {
      const stats = await stat(path);
      return stats.isDirectory() ? "folder" : stats.isFile() ? "file" : "other";
    } catch (error) {
      const isLink = await lstat(path).then(
        (stats) => stats.isSymbolicLink(),
        () => false,
      );
      if (["ENOENT", "ENOTDIR", "ELOOP"].includes(systemReason(error))) return isLink ? "file" : "other";
      throw unreadable(isLink ? folder + name : folder, error);
    }
  }

  async #names(folder: string): Promise<readonly string[]> {
    try {
      return (await readdir(absolutePath(this.#options, folder))).toSorted();
    } catch (error) {
      throw unreadable(folder, error);
    }
  }

  async #unvisited(folder: string, steps: readonly Step[]): Promise<readonly Step[]> {
    const real = await realpath(absolutePath(this.#options, folder)).catch((error: unknown) => {
      throw unreadable(folder, error);
    });
    const visited = this.#visited.get(real) ?? [];
    const fresh = steps.filter((step) => !visited.some((one) => one.pattern === step.pattern && one.at === step.at));
    this.#visited.set(real, [...visited, ...fresh]);
    return fresh;
  }
}

/** A step, and those after it that a `**` for no folder at all gives. */
function withoutGlobstar(step: Step): readonly Step[] {
  const isGlobstar = step.pattern[step.at] === GLOBSTAR && step.at + 1 < step.pattern.length;
  return isGlobstar ? [step, ...withoutGlobstar(next(step))] : [step];
}

/** The steps that are left below a name. Empty: the name does not match. */
function matching(step: Step, name: string): readonly Step[] {
  const segment = step.pattern[step.at];
  if (segment === undefined || typeof segment === "string") return [];
  if (segment !== GLOBSTAR) return segment.test(name) ? [next(step)] : [];
  const isLast = step.at + 1 === step.pattern.length;
  return isIgnored(name) ? [] : isLast ? [step, next(step)] : [step];
}

function next({ pattern, at }: Step): Step {
  return { pattern, at: at + 1 };
}

function unreadable(folder: string, error: unknown): RunError {
  return new RunError(
    "file-unreadable",
    `the folder ${folder} cannot be read (${systemReason(error)})`,
    "Check its permissions, or name with -f what to read.",
  );
}
