import { errorCodes, familyOf, type ErrorFamily } from "./error-codes.ts";
import type { CodePage, ProblemKind } from "./problem-kind.ts";
import { problemTexts } from "./problem-texts.ts";

/** A code with its page, and what it does to the run. */
export interface CodeEntry extends CodePage {
  readonly code: string;
  readonly effect: string;
}

const kindEffects: Readonly<Record<ProblemKind, string>> = {
  "stops-run": "The run stops and writes nothing. Exit code 5.",
  "leaves-out": "The run leaves it as it is and does the rest. Exit code 1, or 3 if something was written.",
  "lacks-token": "The run leaves it as it is. Exit code 6, or 3 if something was written.",
  "blocks-run": "A guard: nothing is written, and `plan` fails too. Exit code 4.",
  "blocks-writes": "A guard: `plan` reports it, and a verb that writes stops before the first write. Exit code 4.",
  "blocks-change":
    "A guard: the change is not made, and the run does the rest. Exit code 4, or 3 if something was written.",
  warns: "The run reports it. It changes neither the run nor its exit code.",
  "counts-as-drift": "`drift` reports it, and no write can correct it. Exit code 2.",
};

const familyEffects: Readonly<Record<ErrorFamily, string>> = {
  token: "Exit code 6, or 3 if something was written before.",
  usage: "Nothing was written. Exit code 5.",
  blocked: "Nothing was written. Exit code 4.",
  error: "Exit code 1, or 3 if something was written or may have been.",
};

/** Every code of every package, in alphabetical order. */
export const codePages: readonly CodeEntry[] = [
  ...Object.entries(problemTexts).map(([code, { page, kind }]) => ({ code, ...page, effect: kindEffects[kind] })),
  ...Object.entries(errorCodes).map(([code, page]) => ({ code, ...page, effect: familyEffects[familyOf({ code })] })),
].toSorted((a, b) => (a.code < b.code ? -1 : 1));
