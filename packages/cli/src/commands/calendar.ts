import { calendarOf, occurrencesOf, parseId, type DesiredState } from "@skyvia-schedules/core";
import { loadConfigNow } from "../files/config-files.ts";
import { checkNewFile, writeNewFile } from "../files/output-file.ts";
import type { FileFlags, PlanFlags } from "../flags/plan-flags.ts";
import { selectionOf } from "../plan/from-flags.ts";
import { calendarFiles } from "../render/calendar/calendar-files.ts";
import type { Context, Verb } from "../verb/context.ts";
import { RunError } from "../verb/run-error.ts";

type Flags = FileFlags &
  Pick<PlanFlags, "workspace" | "select" | "exclude"> & {
    /** Milliseconds since the epoch. */
    readonly from?: number;
    readonly to?: number;
    readonly out?: string;
  };

const day = 86_400_000;
const longest = 400;

/** Shows what the files ask for over a time. It sends nothing. */
const calendar: Verb<Flags> = async (context, flags) => {
  const { from, to } = rangeOf(context, flags);
  const makeFile = flags.out === undefined ? null : await outputOf(context, flags.out);
  const { desired, problems } = await loadConfigNow(context, flags);
  if (problems.length > 0) return { kind: "problems", problems, error: null };
  const wanted = narrow(desired, flags.workspace ?? []);
  const selection = selectionOf(flags);
  const found = calendarOf(wanted, from, to, selection);
  const occurrences = occurrencesOf(wanted, from, to, selection);
  if (flags.out !== undefined && makeFile !== null)
    await writeNewFile(context.io, flags.out, makeFile(found, occurrences, context.io.now()));
  return { kind: "calendar", calendar: found, occurrences, width: widthOf(context), file: flags.out ?? null };
};

/** The width of the text: `COLUMNS`, else the terminal's, else 80. */
function widthOf({ io }: Context): number {
  const given = /^[1-9]\d{0,3}$/.exec(io.env["COLUMNS"] ?? "");
  if (given !== null) return Number(given[0]);
  return io.stdout.isTerminal ? io.stdout.columns : 80;
}

function rangeOf({ io }: Context, { from: first, to: last }: Flags): { readonly from: number; readonly to: number } {
  const from = first ?? (last === undefined ? io.now() : Math.min(io.now(), last - day));
  const to = last ?? from + 14 * day;
  if (to <= from) throw new RunError("usage", "--to must be after --from", "Correct one of the two.");
  if (to - from > longest * day) {
    throw new RunError(
      "usage",
      `a calendar shows ${longest} days at most`,
      "Choose a --from and a --to that are closer together.",
    );
  }
  return { from, to };
}

async function outputOf({ io }: Context, out: string): Promise<(typeof calendarFiles)[keyof typeof calendarFiles]> {
  const ending = /\.[^./\\]*$/.exec(out.toLowerCase())?.[0] ?? "";
  const make = Object.hasOwn(calendarFiles, ending) ? calendarFiles[ending as keyof typeof calendarFiles] : undefined;
  if (make === undefined) {
    const endings = Object.keys(calendarFiles).join(", ");
    throw new RunError(
      "usage",
      `--out ${out}: a calendar is written as ${endings}`,
      "Name a file with one of these endings.",
    );
  }
  await checkNewFile(io, out);
  return make;
}

/** The workspaces of `-w`, by id or by the name that the files assert. */
function narrow(desired: DesiredState, wanted: readonly string[]): DesiredState {
  if (wanted.length === 0) return desired;
  const fits = (text: string) => (one: DesiredState["workspaces"][number]) =>
    one.name === text || one.id === parseId(text);
  const unknown = wanted.find((text) => !desired.workspaces.some(fits(text)));
  if (unknown !== undefined) {
    throw new RunError("usage", `-w ${unknown}: no file lists this workspace`, "Add it to a file, or correct -w.");
  }
  return { ...desired, workspaces: desired.workspaces.filter((one) => wanted.some((text) => fits(text)(one))) };
}

export default calendar;
