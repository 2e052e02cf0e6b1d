import { type Finding, pathText } from "../schema-findings.ts";
import { idRule } from "../world/id.ts";
import type { Seed } from "./seed.ts";

type Path = readonly string[];

/** An id or a token, and where it is. */
interface Placed {
  readonly path: Path;
  readonly value: string | number | undefined;
}

/**
 * Checks that a schema cannot make. Ids are written in digits only (`017` and `0x11` are numbers in YAML too), and no id appears twice in its list. No two
 * tokens have the same value.
 */
export function idFindings(seed: Seed, written: (path: Path) => string | null): readonly Finding[] {
  const lists = [...idLists(seed)];
  const tokens = Object.entries(seed.tokens ?? {}).map(([name, { value }]) => ({
    path: ["tokens", name, "value"],
    value,
  }));
  const malformed = lists
    .flat()
    .filter(({ path, value }) => value !== undefined && !/^[1-9]\d*$/.test(written(path) ?? ""));
  return [
    ...malformed.map(({ path }) => ({ path, message: `must be ${idRule}, in digits` })),
    ...[...lists, tokens].flatMap(repeats),
  ];
}

function* idLists({ workspaces }: Seed): Iterable<readonly Placed[]> {
  yield workspaces.map(({ id }, n) => ({ path: ["workspaces", `${n}`, "id"], value: id }));
  for (const [w, { integrations = [] }] of workspaces.entries()) {
    const list = ["workspaces", `${w}`, "integrations"];
    yield integrations.map(({ id }, n) => ({ path: [...list, `${n}`, "id"], value: id }));
    for (const [i, { executions = [] }] of integrations.entries())
      yield executions.map(({ runId }, n) => ({
        path: [...list, `${i}`, "executions", `${n}`, "runId"],
        value: runId,
      }));
  }
}

function repeats(list: readonly Placed[]): readonly Finding[] {
  const seen = new Map<unknown, Path>();
  return list.flatMap(({ path, value }) => {
    if (value === undefined) return [];
    const before = seen.get(value);
    if (before !== undefined) return [{ path, message: `is the same as in ${pathText(before.slice(0, -1))}` }];
    seen.set(value, path);
    return [];
  });
}
