import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, isAbsolute, join, posix, relative, sep } from "node:path";
import { isYamlName } from "../files/yaml-name.ts";
import { GitRefusal, type Git } from "./git.ts";

/** Where `-f` looks in a repository. */
export interface Place {
  /** From the top of the repository, with `/`; empty for the top itself. */
  readonly path: string;
  /** Files of every name may be read below it, as a glob asks for. Otherwise those that end with .yaml or .yml. */
  readonly anyName: boolean;
}

/** A file or link of a revision. */
interface TreeEntry {
  readonly path: string;
  readonly oid: string;
  readonly isLink: boolean;
}

/** The part of a revision that `-f` could read. */
export interface RevisionTree {
  readonly files: readonly TreeEntry[];
  /** The links with their targets as git keeps them. */
  readonly links: ReadonlyMap<string, string>;
  /** The places, and those that links add. */
  readonly places: readonly Place[];
}

/** Lists what could be read at these places in a commit. `top` is the folder of the repository. */
export async function readTree(git: Git, top: string, commit: string, places: readonly Place[]): Promise<RevisionTree> {
  const listed = await git(["ls-tree", "-r", "-z", "--full-tree", commit]);
  const entries = listed.toString().split("\0").flatMap(parseEntry);
  const linkEntries = entries.filter(({ isLink }) => isLink);
  const targets = await readBlobs(git, linkEntries);
  const links = new Map(linkEntries.map(({ path }, index) => [path, targets[index]?.toString() ?? ""]));
  const all = followLinks(top, links, places);
  const files = entries.filter(({ path, isLink }) => !isLink && all.some((place) => isReadAt(place, path)));
  return { files, links, places: all };
}

function parseEntry(line: string): TreeEntry[] {
  const [, mode = "", type, oid = "", path = ""] = /^(\d+) (\w+) ([0-9a-f]+)\t([^]+)$/.exec(line) ?? [];
  if (type !== "blob") return []; // a submodule is a repository of its own
  if (path.split("/").some((part) => ["", ".", "..", ".git"].includes(part))) return []; // git never checks that out
  return [{ path, oid, isLink: mode === "120000" }];
}

function isReadAt({ path: place, anyName }: Place, path: string): boolean {
  if (path === place) return true;
  return isBelow(place, path) && (anyName || isYamlName(path));
}

function isBelow(folder: string, path: string): boolean {
  return folder === "" || path.startsWith(`${folder}/`);
}

/** The places, and those that are reached through links at, above or below them. */
function followLinks(top: string, links: ReadonlyMap<string, string>, places: readonly Place[]): readonly Place[] {
  const found = new Map(places.map((place) => [keyOf(place), place]));
  for (const { path, anyName } of found.values()) {
    for (const [link, target] of links) {
      const aim = linkAim(top, link, target);
      if (aim === null) continue;
      const through = path === link || isBelow(link, path) ? posix.join(aim, path.slice(link.length)) : null;
      const reached = through ?? (isBelow(path, link) ? aim : null);
      if (reached === null || reached.split("/").length > 100) continue; // a loop makes a path longer each time
      const place = { path: reached === "." ? "" : reached.replace(/\/$/, ""), anyName };
      if (!found.has(keyOf(place))) found.set(keyOf(place), place);
    }
  }
  return [...found.values()];
}

function keyOf({ path, anyName }: Place): string {
  return `${anyName ? "*" : "-"}${path}`;
}

/** Where a link leads, from the top of the repository. null: out of the repository. */
function linkAim(top: string, link: string, target: string): string | null {
  const aim = isAbsolute(target)
    ? relative(top, target).split(sep).join("/")
    : posix.normalize(posix.join(posix.dirname(link), target));
  return aim === ".." || aim.startsWith("../") || isAbsolute(aim) ? null : aim;
}

/** Writes the files and links of a revision into a folder, which is empty. */
export async function writeTree(git: Git, top: string, { files, links }: RevisionTree, folder: string): Promise<void> {
  const contents = await readBlobs(git, files);
  for (const [index, { path }] of files.entries()) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), contents[index] ?? "");
  }
  for (const [link, target] of links) {
    const aim = linkAim(top, link, target);
    if (aim === null) continue;
    await mkdir(dirname(join(folder, link)), { recursive: true });
    await symlink(isAbsolute(target) ? join(folder, aim) : target, join(folder, link));
  }
}

async function readBlobs(git: Git, entries: readonly TreeEntry[]): Promise<readonly Buffer[]> {
  if (entries.length === 0) return [];
  const output = await git(["cat-file", "--batch"], `${entries.map(({ oid }) => oid).join("\n")}\n`);
  let at = 0;
  return entries.map(({ path }) => {
    const end = output.indexOf("\n", at);
    const [, size] = /^[0-9a-f]+ blob (\d+)$/.exec(output.toString("latin1", at, end)) ?? [];
    if (size === undefined) throw new GitRefusal(`the clone does not contain ${path}: fetch all of it`);
    at = end + 1 + Number(size) + 1;
    return output.subarray(end + 1, at - 1);
  });
}
