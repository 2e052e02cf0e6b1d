import { workspaceDefaults } from "../../model/essence.ts";
import type {
  DesiredEntry,
  DesiredState,
  DesiredWorkspace,
  Limit,
  PlacedLimit,
  Selector,
  Source,
} from "../../model/model.ts";
import { place } from "../../model/place.ts";
import { problem, type Problem } from "../../problems/problem.ts";
import type { Placed, WorkspacePart } from "./read-workspaces.ts";

/**
 * Joins the parts of each workspace: entries in the order of files and places. Each integration may be selected once in the same way, and the keys of the
 * workspace itself must agree.
 */
export function mergeWorkspaces(parts: readonly WorkspacePart[]): {
  workspaces: DesiredState["workspaces"];
  problems: Problem[];
} {
  const problems: Problem[] = [];
  const merged = new Map<number, MergedWorkspace>();
  for (const part of parts) {
    const workspace = merged.get(part.id);
    if (workspace === undefined) merged.set(part.id, new MergedWorkspace(part, problems));
    else workspace.add(part);
  }
  const workspaces = [...merged.values()].map((workspace) => workspace.desired()).toSorted((a, b) => a.id - b.id);
  return { workspaces, problems };
}

class MergedWorkspace {
  readonly #first: WorkspacePart;
  readonly #problems: Problem[];
  readonly #entries: DesiredEntry[] = [];
  readonly #selected: Record<Selector["kind"], Map<number | string, Source>> = {
    id: new Map(),
    name: new Map(),
    match: new Map(),
  };
  readonly #filesSeen = new Map<string, Source>();
  #name: WorkspacePart["name"] = null;
  #tokenFrom: WorkspacePart["tokenFrom"] = null;
  #unmanaged: WorkspacePart["unmanaged"] = null;
  #disableLimit: WorkspacePart["disableLimit"] = null;
  #enableLimit: WorkspacePart["enableLimit"] = null;

  constructor(first: WorkspacePart, problems: Problem[]) {
    this.#first = first;
    this.#problems = problems;
    this.add(first);
  }

  add({ source, name, tokenFrom, unmanaged, disableLimit, enableLimit, entries, incomplete }: WorkspacePart): void {
    this.#addFile(source);
    this.#name = this.#agree("name", this.#name, name);
    this.#tokenFrom = this.#agree("tokenFrom", this.#tokenFrom, tokenFrom);
    this.#unmanaged = this.#agree("unmanaged", this.#unmanaged, unmanaged);
    this.#disableLimit = this.#agree("limits.disable", this.#disableLimit, disableLimit);
    this.#enableLimit = this.#agree("limits.enable", this.#enableLimit, enableLimit);
    for (const entry of entries) {
      this.#select(entry);
      if (!incomplete.has(entry)) this.#entries.push(entry);
    }
  }

  desired(): DesiredWorkspace {
    return {
      id: this.#first.id,
      name: this.#name?.value ?? null,
      tokenFrom: this.#tokenFrom && { variable: this.#tokenFrom.value, source: this.#tokenFrom.source },
      unmanaged: this.#unmanaged?.value ?? workspaceDefaults.unmanaged,
      limits: { disable: placedLimit(this.#disableLimit), enable: placedLimit(this.#enableLimit) },
      entries: this.#entries,
      source: this.#first.source,
      nameSource: this.#name?.source ?? null,
    };
  }

  /** Several files may list a workspace. Twice in one file is a mistake. */
  #addFile(source: Source): void {
    const first = this.#filesSeen.get(source.file);
    if (first === undefined) this.#filesSeen.set(source.file, source);
    else this.#reportTwice(`workspace ${this.#first.id}`, source, first, null);
  }

  #select({ selector, selectorSource }: DesiredEntry): void {
    const key = selector.kind === "id" ? selector.id : selector.kind === "name" ? selector.name : selector.glob;
    const selected = this.#selected[selector.kind];
    const first = selected.get(key);
    if (first === undefined) {
      selected.set(key, selectorSource);
      return;
    }
    const what =
      selector.kind === "id"
        ? `integration ${key}`
        : `${selector.kind === "name" ? "the integration named" : "the glob"} ${JSON.stringify(key)}`;
    this.#reportTwice(what, selectorSource, first, selector.kind === "id" ? selector.id : null);
  }

  #reportTwice(what: string, source: Source, first: Source, integrationId: number | null): void {
    const about = { workspaceId: this.#first.id, integrationId };
    this.#problems.push(problem("duplicate-entry", source, { what, first: place(first) }, about));
  }

  #agree<T extends string | number>(key: string, known: Placed<T> | null, found: Placed<T> | null): Placed<T> | null {
    if (known === null || found === null) return known ?? found;
    if (known.value === found.value) return known;
    const { id } = this.#first;
    const facts = {
      id,
      key,
      here: JSON.stringify(found.value),
      there: JSON.stringify(known.value),
      first: place(known.source),
    };
    this.#problems.push(problem("workspace-differs", found.source, facts, { workspaceId: id }));
    return known;
  }
}

function placedLimit(placed: Placed<Limit> | null): PlacedLimit | null {
  return placed === null ? null : { limit: placed.value, source: placed.source };
}
