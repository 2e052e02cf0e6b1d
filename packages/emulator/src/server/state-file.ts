import { readFile } from "node:fs/promises";
import writeFileAtomic from "write-file-atomic";
import type { World } from "../world/world.ts";
import type { WorldState } from "../world/world-state.ts";

/** Reads what a state file holds; null: there is none yet. Throws if it is not one. */
export async function readStateFile(file: string): Promise<WorldState | null> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  return text === null ? null : parseState(text, file);
}

function parseState(text: string, file: string): WorldState {
  try {
    const state = JSON.parse(text) as Partial<WorldState> | null;
    if (state?.formatVersion === 1 && Array.isArray(state.workspaces) && Array.isArray(state.tokens))
      return state as WorldState;
  } catch {
    // Said below, as for JSON that is something else.
  }
  throw new Error(`${file} is no state of an emulator: name another file, or delete it to start from the seed`);
}

/**
 * A function that resolves once every change so far is on disk. Changes that come while a write is under way share the next one,
 * so that many writers cost few files; a write that fails is told to everybody who waits for it.
 */
export function keepStateFile(file: string, world: World): () => Promise<void> {
  let savedRevision = -1;
  let writing: Promise<void> | null = null;
  const write = async (): Promise<void> => {
    const { revision } = world;
    try {
      await writeFileAtomic(file, JSON.stringify(world.snapshot()), { mode: 0o600 });
      savedRevision = revision;
    } finally {
      writing = null;
    }
  };
  const savedUpTo = async (revision: number): Promise<void> => {
    if (savedRevision >= revision) return;
    await (writing ??= write());
    return savedUpTo(revision);
  };
  return () => savedUpTo(world.revision);
}
