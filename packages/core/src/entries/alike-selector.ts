import { appearance, disguiseNote, lookAlikeOf, lookAlikeSentence } from "../model/look-alike.ts";
import type { DesiredEntry } from "../model/model.ts";
import { compileGlob } from "./glob.ts";

/** A text that selected nothing. */
export interface Sought {
  readonly by: "name" | "match" | "tag" | "owner";
  readonly text: string;
  /** The label of the text, such as `tag:finance`. */
  readonly in: string;
}

/** The known texts that a selector is compared with. */
export interface Known {
  /** Of live integrations. */
  readonly names: Iterable<string | null>;
  readonly entries: readonly DesiredEntry[];
}

/**
 * How the first text that looks like a known name, tag or owner differs from it, without a full stop. For a glob it is the name that the glob seems to match.
 * "": no text looks like one.
 */
export function alikeSelector(sought: readonly Sought[], known: Known): string {
  for (const { by, text, in: label } of sought) {
    const twin = lookAlikeOf(text, textsOf(by, known), (found) => found);
    const there = { text: twin ?? "", in: by === "tag" || by === "owner" ? "the file" : "the live name" };
    const sentence = lookAlikeSentence({ text, in: label }, there);
    if (sentence !== "") return sentence.slice(0, -1);
    const glob = by === "match" ? alikeGlob(text, label, known.names) : "";
    if (glob !== "") return glob;
  }
  return "";
}

function textsOf(by: Sought["by"], { names, entries }: Known): Iterable<string | null> {
  switch (by) {
    case "name":
    case "match":
      return names;
    case "tag":
      return entries.flatMap(({ tags }) => tags);
    case "owner":
      return entries.map(({ owner }) => owner);
  }
}

function alikeGlob(glob: string, label: string, names: Iterable<string | null>): string {
  const matches = compileGlob(appearance(glob));
  for (const name of names) {
    const notes = name !== null && matches(appearance(name)) ? [disguiseNote(glob), disguiseNote(name)] : [];
    if (notes.join("") !== "") return `${label}${notes[0]} looks as if it matched ${JSON.stringify(name)}${notes[1]}`;
  }
  return "";
}
