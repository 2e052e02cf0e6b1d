import type { DesiredState } from "../../model/model.ts";
import { problem, type Problem } from "../../problems/problem.ts";
import type { DefaultValues } from "./block-defaults.ts";
import type { ConfigFile } from "./config-file.ts";
import { noOverlays } from "../../model/overlay.ts";
import { anyTime, mergeOverlays, type OverlayRules } from "./merge-overlays.ts";
import { mergeWorkspaces } from "./merge-workspaces.ts";
import { readConfig, readConfigText, type ConfigRead } from "./read-config.ts";

/** A desired state. Use it only if no problem was found. */
export interface DesiredRead {
  readonly desired: DesiredState;
  /** Every problem of every file, by file and place. */
  readonly problems: readonly Problem[];
}

/** Reads the desired state of several files together. Nothing is guessed: every entry is as its file says. */
export function loadDesired(files: readonly ConfigFile[], rules: OverlayRules = anyTime): DesiredRead {
  if (files.length === 0) {
    return { desired: { workspaces: [], overlays: noOverlays }, problems: [problem("no-files", null, {})] };
  }
  return together(files.map(readConfig), rules);
}

/** The desired state of one text, and the defaults of its workspace blocks by workspace id. */
export interface TextRead extends DesiredRead {
  readonly defaults: ReadonlyMap<number, DefaultValues>;
}

/** The same for a text that is decoded already. */
export function loadText(file: string, text: string): TextRead {
  const read = readConfigText(file, text);
  const defaults = new Map(read.workspaces.map((part) => [part.id, part.defaults.values]));
  return { ...together([read], anyTime), defaults };
}

function together(read: readonly ConfigRead[], rules: OverlayRules): DesiredRead {
  const { workspaces, problems } = mergeWorkspaces(read.flatMap((file) => file.workspaces));
  const over = mergeOverlays(
    read.map((file) => file.overlays),
    workspaces,
    rules,
  );
  const all = [...read.flatMap((file) => file.problems), ...problems, ...over.problems];
  if (workspaces.length === 0 && all.length === 0) {
    const [first] = read;
    all.push(problem("workspaces-missing", { file: first?.file ?? "", line: 1, column: 1 }, {}));
  }
  return {
    desired: { workspaces, overlays: over.overlays },
    problems: inOrder(
      all,
      read.map(({ file }) => file),
    ),
  };
}

function inOrder(problems: readonly Problem[], files: readonly string[]): Problem[] {
  const ranks = new Map(files.map((file, index) => [file, index]));
  const rank = ({ source }: Problem): number => ranks.get(source?.file ?? "") ?? -1;
  const line = ({ source }: Problem): number => source?.line ?? 0;
  const column = ({ source }: Problem): number => source?.column ?? 0;
  return problems.toSorted((a, b) => rank(a) - rank(b) || line(a) - line(b) || column(a) - column(b));
}
