import { createHash } from "node:crypto";
import type { Comment } from "./github-api.ts";
import type { Inputs } from "./inputs.ts";

/**
 * The first line of the comment or issue that the action keeps current; it is not visible. It is the same for the same
 * verb and selection, in whatever order they are given, and for the same `name`.
 */
export function markerOf(inputs: Inputs): string {
  const identity = inputs.name === "" ? [inputs.verb, ...selectionOf(inputs)] : ["name", inputs.name];
  const key = createHash("sha256").update(JSON.stringify(identity)).digest("hex").slice(0, 16);
  return `<!-- skyvia-schedules:${key} -->`;
}

/** The flags that say what a run is about, by all their spellings. */
const selectingFlags: Readonly<Record<string, string>> = {
  "-f": "file",
  "--file": "file",
  "-w": "workspace",
  "--workspace": "workspace",
  "--select": "select",
  "--exclude": "exclude",
  "--base-url": "base-url",
};

function selectionOf({ files, workspaces, baseUrl, args }: Inputs): readonly string[] {
  const given = args.flatMap((word, index) => {
    const [, flag = word, joined] = /^(--[\w-]+)=(.*)$/s.exec(word) ?? [];
    const name = selectingFlags[flag];
    return name === undefined ? [] : [`${name} ${joined ?? args[index + 1] ?? ""}`];
  });
  const all = [
    ...files.map((file) => `file ${file}`),
    ...workspaces.map((workspace) => `workspace ${workspace}`),
    ...(baseUrl === "" ? [] : [`base-url ${baseUrl}`]),
    ...given,
  ];
  return [...new Set(all)].toSorted();
}

/**
 * Whether a text is ours to change: it has the marker, and was written by a bot or by somebody who may write to the
 * repository. Anybody could write the marker, and could edit a comment of theirs after us. People edit the texts of
 * bots, which changes line ends and can move the marker. A quoted marker is a reply to ours.
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
