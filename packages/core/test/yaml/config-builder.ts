import { place } from "../../src/model/place.ts";
import { loadDesired, type DesiredRead } from "../../src/yaml/index.ts";

const encoder = new TextEncoder();

/** Loads texts as `a.yaml`, `b.yaml` and so on. */
export function load(...texts: readonly (string | Uint8Array)[]): DesiredRead {
  return loadDesired(
    texts.map((text, index) => ({
      file: `${String.fromCharCode(97 + index)}.yaml`,
      bytes: typeof text === "string" ? encoder.encode(text) : text,
    })),
  );
}

/** Every problem as `file:line:column: code: message`. */
export function told({ problems }: DesiredRead): string[] {
  return problems.map(({ source, code, message }) => `${source === null ? "" : place(source)}: ${code}: ${message}`);
}

/** The next step of every problem. */
export function nextOf({ problems }: DesiredRead): string[] {
  return problems.map(({ next }) => next);
}

/** A file with one workspace and these entries, each indented as it must be; the first line of the first is line 5. */
export function withEntries(...entries: readonly string[]): string {
  const items = entries.map((entry) => `      - ${entry.replaceAll("\n", "\n        ")}\n`);
  return `version: 1\nworkspaces:\n  - id: 123\n    integrations:\n${items.join("")}`;
}
