import { readFile } from "node:fs/promises";
import writeFileAtomic from "write-file-atomic";
import { EmulatorError } from "../emulator-error.ts";
import { pathText, schemaFindings } from "../schema-findings.ts";
import type { World } from "../world/world.ts";
import type { WorldState } from "../world/world-state.ts";
import { validateState } from "./state-validator.generated.ts";

/** The content of a state file; null: there is no file yet. Throws an EmulatorError if it cannot be used. */
export async function readStateFile(file: string): Promise<WorldState | null> {
  try {
    return parseState(await readFile(file, "utf8"), file);
  } catch (error) {
    if (error instanceof EmulatorError) throw error;
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw unusable(`the state file ${file} cannot be read (${reasonOf(error)})`);
  }
}

function parseState(text: string, file: string): WorldState {
  const state = asJson(text);
  const version = typeof state === "object" && state !== null && "formatVersion" in state ? state.formatVersion : null;
  if (typeof version === "number" && version !== 1)
    throw unusable(`${file} has the format ${version} of another version, but this one reads the format 1`);
  const [first] = schemaFindings(validateState, state);
  if (first === undefined) return state as WorldState;
  const where = first.path.length === 0 ? "the state" : pathText(first.path);
  throw unusable(`${file} is not the state of an emulator: ${where}: ${first.message}`);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the schema refuses it
  }
}

function unusable(message: string): EmulatorError {
  return new EmulatorError("state-file", message, "Name another file, or delete this one to start from the seed.");
}

/** Writes a state file for the first time. Throws an EmulatorError if its folder or the file does not allow that. */
export async function writeFirstState(file: string, save: () => Promise<void>): Promise<void> {
  try {
    await save();
  } catch (error) {
    throw new EmulatorError(
      "state-file",
      `the state file ${file} cannot be written (${reasonOf(error)})`,
      "Name a file in a folder that exists and that you may write to.",
    );
  }
}

function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}

/**
 * A function that resolves once every change so far is on disk. Changes during a write share the next one, so that many changes cost few writes. If a write
 * fails, it rejects for all who wait for it.
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
