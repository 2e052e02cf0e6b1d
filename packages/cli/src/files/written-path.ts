import { systemPaths, type PathRules } from "../process/absolute-path.ts";

/** A path with slashes, which is how places are printed everywhere. On Windows a backslash separates too; elsewhere it is part of a name. */
export function withSlashes(path: string, rules: PathRules = systemPaths): string {
  return rules.sep === "\\" ? path.replaceAll("\\", "/") : path;
}

/** Where an absolute glob starts, such as `/` or `C:/`, and what is searched from there. A relative one starts at "". */
export function splitRoot(
  glob: string,
  rules: PathRules = systemPaths,
): { readonly root: string; readonly rest: string } {
  if (!rules.isAbsolute(glob)) return { root: "", rest: glob };
  const { root } = rules.parse(glob);
  return { root: withSlashes(root, rules), rest: glob.slice(root.length).replace(/^\/+/, "") };
}
