import {
  blocksWrites,
  defaultLimitText,
  givenNotes,
  localText,
  place,
  type DesiredEntry,
  type LayerRecord,
  type LedgerWrite,
  type Limits,
  type MatchingEntry,
  type PlacedLimit,
} from "@skyvia-schedules/core";
import type { Explanation } from "../../verb/explanation.ts";
import { instantOf } from "@skyvia-schedules/core/instant";
import { visible } from "../escape.ts";
import { nextText } from "../next-text.ts";
import type { Style } from "../../process/style.ts";
import { nameText, placeCell } from "./change-cells.ts";
import type { Row } from "../terminal/row.ts";
import { table } from "../terminal/table.ts";
import { wrapLines } from "../terminal/wrap.ts";

/** An explanation: what it is about, then a paragraph for each thing that decides, then what `apply` would do. */
export function explanationText(explanation: Explanation, style: Style): string {
  const { workspace, integration, entries, ledger } = explanation;
  const title = `Integration ${named(integration)} in workspace ${named(workspace)}`;
  return [
    wrapLines(`${style.heading(title)}\n`, style.width, 2),
    entries.length === 0
      ? "No entry matches it: it is unmanaged.\n"
      : table(
          entries.map((one) => entryRow(one, style)),
          style.width,
        ),
    ...(explanation.layers.length < 2
      ? []
      : [
          table(
            explanation.layers.map((layer) => layerRow(layer, style)),
            style.width,
          ),
        ]),
    table(stateRows(explanation, style), style.width),
    ...(ledger.length === 0
      ? []
      : [
          table(
            ledger.map((line) => ledgerRow(line, style)),
            style.width,
          ),
        ]),
    ...(explanation.next === null ? [] : [wrapLines(`${nextText(explanation.next)}\n`, style.width, 2)]),
    wrapLines(`${style.heading("Now")} \`apply\` would ${verdict(explanation)}.\n`, style.width, 2),
  ].join("\n");
}

function named({ id, name }: { readonly id: number; readonly name: string | null }): string {
  return name === null ? String(id) : `${id} ${nameText(name)}`;
}

function entryRow({ entry, decides, why }: MatchingEntry, style: Style): Row {
  const { selector, schedule, selectorSource, reason } = entry;
  const selects =
    selector.kind === "id"
      ? `id ${selector.id}`
      : `${selector.kind} ${visible(JSON.stringify(selector.kind === "name" ? selector.name : selector.glob))}`;
  return [
    { text: `  ${decides ? "*" : " "} ${selects}` },
    { text: schedule, paint: decides ? style.heading : style.minor },
    { text: `${why}${reason === null ? "" : `; its reason: ${visible(reason)}`}` },
    placeCell(selectorSource, style),
  ];
}

/** A row for the base, a hold or a freeze: its place, end, reason and owner. The base is at the bottom. */
function layerRow(
  { by, name, schedule, source, from, until, timeZone, reason, owner, covers, decides }: LayerRecord,
  style: Style,
): Row {
  const when = (instant: string): string => localText(instantOf(instant), timeZone);
  const times = [
    ...(covers || from === null ? [] : [`from ${when(from)}`]),
    ...(until === null ? [] : [`until ${when(until)}`]),
  ];
  const notes = [
    ...times,
    ...(reason === null ? [] : [visible(reason)]),
    ...(owner === null ? [] : [`owner ${visible(owner)}`]),
  ];
  return [
    { text: `  ${decides ? "*" : " "} ${by}${name === null ? "" : ` ${visible(JSON.stringify(name))}`}` },
    { text: schedule, paint: decides ? style.heading : style.minor },
    { text: notes.join("; ") },
    placeCell(source, style),
  ];
}

function stateRows({ live, integration, entries, limits }: Explanation, style: Style): Row[] {
  const entry = entries[0]?.entry;
  const { modified } = integration;
  const notes = entry === undefined ? [] : givenNotes(entry).filter(([key]) => key !== "reason"); // it is above, at its entry
  const row = (key: string, text: string): Row => [{ text: `  ${key}`, paint: style.minor }, { text }];
  return [
    row("live", `${live}${modified === null ? "" : `, the integration was last modified ${visible(modified)}`}`),
    ...(entry === undefined
      ? []
      : [
          row("mode", `${entry.mode}${byDefault(entry, "mode")}`),
          row("protected", protectionText(entry)),
          ...(entry.drain === undefined ? [] : [row("drain", entry.drain)]),
          ...notes.map(([key, note]) => row(key, `${visible([note].flat().join(", "))}${byDefault(entry, key)}`)),
        ]),
    row("limits", limitsText(limits)),
  ];
}

/** The place of the workspace's default for a key. Empty: the value is not from the defaults. */
function byDefault({ defaults }: DesiredEntry, key: string): string {
  const found = defaults.find((one) => one.key === key && one.taken);
  return found === undefined ? "" : `, the default at ${visible(place(found.source))}`;
}

function protectionText(entry: DesiredEntry): string {
  const { protectedSource } = entry;
  const word = protectedSource === null ? "no" : "yes";
  const source = byDefault(entry, "protected");
  return protectedSource === null || source !== "" ? word + source : `yes, at ${visible(place(protectedSource))}`;
}

function limitsText({ disable, enable }: Limits): string {
  const ownLimit = (action: string, own: PlacedLimit | null): string[] =>
    own === null ? [] : [`${action} ${String(own.limit).replace("%", " %")} (${visible(place(own.source))})`];
  const own = [...ownLimit("disable", disable), ...ownLimit("enable", enable)];
  return own.length === 0 ? defaultLimitText : `${own.join(", ")}, where stricter than ${defaultLimitText}`;
}

function ledgerRow({ at, after, result, who, reason, why, runUrl }: LedgerWrite, style: Style): Row {
  return [
    { text: `  ${at}`, paint: style.minor },
    { text: `${after === "enabled" ? "enable" : "disable"} by ${visible(who ?? "somebody")}: ${result}` },
    { text: visible(reason ?? why) },
    { text: visible(runUrl ?? ""), paint: style.minor },
  ];
}

function verdict({ entries, change, problems }: Explanation): string {
  const [found] = problems;
  if (entries.length === 0) return "leave it alone";
  if (found !== undefined && blocksWrites(found)) return `be stopped: ${visible(found.message)}`;
  if (found !== undefined || change === null) return `leave it alone: ${visible(found?.message ?? "nothing is asked")}`;
  switch (change.action) {
    case "keep":
      return `leave it alone: ${visible(change.why)}`;
    case "skip":
      return `report it and write nothing: ${visible(change.why)}`;
    case "enable":
    case "disable":
      return `${change.action} it, within the limits: ${visible(change.why)}`;
  }
}
