import { createHash } from "node:crypto";
import type { Comment } from "./github-api.ts";
import type { Inputs } from "./inputs.ts";

/**
 * The first line of the comment or issue that the action keeps current; it is not visible. It is the same for the same verb and selection, in any order, and
 * for the same `name`.
 */
export function markerOf(inputs: Inputs): string {
  const identity = inputs.name === "" ? [inputs.verb, ...selectionOf(inputs)] : ["name", inputs.name];
  const key = createHash("sha256").update(JSON.stringify(identity)).digest("hex").slice(0, 16);
  return `<!-- skyvia-schedules:${key} -->`;
}

/** Short flags and inputs of the action, with their long flags. */
const spellings: Readonly<Record<string, string>> = { "-f": "file", "-w": "workspace", "-v": "verbose" };

/** Flags that change how a run works or how much it shows. Every other flag distinguishes two jobs. */
const flagsOfManner: ReadonlySet<string> = new Set(
  `all applied concurrency detailed-exitcode drain drain-timeout expires format health health-runs ledger light
  max-disable max-enable max-hold out override read-only reason report-file request-timeout skip-stale timeout
  token-file verbose wide with-active with-history yes`.split(/\s+/),
);

function selectionOf({ files, workspaces, baseUrl, args }: Inputs): readonly string[] {
  const all = [
    ...files.map((file) => `file ${file}`),
    ...workspaces.map((workspace) => `workspace ${workspace}`),
    ...(baseUrl === "" ? [] : [`base-url ${baseUrl}`]),
    ...args.flatMap((word, index) => selectionBy(word, args[index + 1])),
  ];
  return [...new Set(all)].toSorted();
}

/** The part of the selection that a word of the arguments adds: nothing if it is not a flag, or one of `flagsOfManner`. */
function selectionBy(word: string, next: string | undefined): readonly string[] {
  const [, written, joined] = /^(--?[A-Za-z][\w-]*)(?:=(.*))?$/s.exec(word) ?? [];
  if (written === undefined) return [];
  const name =
    spellings[written] ?? written.replace(/^-+/, "").replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  if (flagsOfManner.has(name)) return [];
  if (name === "at") return [name]; // its value may be another one in every run
  const value = joined ?? (next?.startsWith("-") === false ? next : "");
  return [`${name} ${value}`];
}

/**
 * Whether the action may change a text: it has the marker, and was written by a bot or by somebody who may write to the repository. Anybody can write the
 * marker, and can edit their own comment later. People edit the texts of bots, which changes line ends and can move the marker. A quoted marker is a reply to
 * the action's text.
 */
export function isOurs(
  marker: string,
  found: Pick<Comment, "user" | "author_association"> & { body?: string | null },
): boolean {
  const { body, user, author_association: association } = found;
  const isBot = user?.type === "Bot";
  if (!isBot && !["OWNER", "MEMBER", "COLLABORATOR"].includes(association ?? "")) return false;
  const [, key = ""] = /skyvia-schedules:(\w+)/.exec(marker) ?? [];
  const pattern = new RegExp(String.raw`^(.*?)<!--\s*skyvia-schedules:${key}\s*-->`);
  const before = (body ?? "").split(/[\r\n]+/).map((line) => pattern.exec(line)?.[1]);
  return before.some((text) => text !== undefined && (isBot ? !text.trim().startsWith(">") : text.trim() === ""));
}
