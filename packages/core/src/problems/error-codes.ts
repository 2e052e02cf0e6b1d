import type { CodePage } from "./problem-kind.ts";

/** The family of an error decides the exit code: `token` is 6, `usage` 5, `blocked` 4, `error` 1. */
export type ErrorFamily = "token" | "usage" | "blocked" | "error";

/** The codes of errors: of failed calls, and of errors that stop a run. A code that is also a problem's is listed with the problems. */
export type ErrorCode =
  | "usage"
  | "confirmation-missing"
  | "declined"
  | "file-unreadable"
  | "files-ambiguous"
  | "no-file-matches"
  | "workspace-not-found"
  | "integration-not-found"
  | "token-missing"
  | "token-malformed"
  | "token-unreadable"
  | "base-url"
  | "output-exists"
  | "output-unwritable"
  | "write-failed"
  | "plan-file"
  | "stack-file"
  | "snapshot-file"
  | "ledger-file"
  | "ledger-failed"
  | "run-unknown"
  | "run-active"
  | "plan-expired"
  | "files-changed"
  | "read-only"
  | "stale"
  | "conflict"
  | "interrupted"
  | "execution-failed"
  | "still-active"
  | "port-unavailable"
  | "listen-failed"
  | "seed"
  | "state-file"
  | "not-taken"
  | "auth"
  | "not-found"
  | "rate-limited"
  | "server"
  | "network"
  | "timeout"
  | "bad-answer"
  | "aborted"
  | "bad-input"
  | "checks-failed"
  | "internal";

/** Every code of an error. A new code needs a row here and the code that detects it. */
export const errorCodes: { readonly [C in ErrorCode]: CodePage & { readonly family: ErrorFamily } } = {
  usage: {
    family: "usage",
    title: "The command line is wrong",
    about: "A flag or an argument is unknown, is missing or has a wrong value. Nothing was sent.",
    next: "Run `skyvia-schedules <verb> --help`.",
  },
  "confirmation-missing": {
    family: "usage",
    title: "A confirmation is needed",
    about: "The verb asks before it writes, and there is no terminal to ask at. Nothing was read and nothing was sent.",
    next: "Pass `--yes` in scripts and in CI.",
  },
  declined: {
    family: "error",
    title: "The changes were not confirmed",
    about: "The question was answered with something other than `y`. Nothing was written.",
    next: "Run the command again when you want to apply.",
  },
  "file-unreadable": {
    family: "usage",
    title: "A file cannot be read",
    about: "The file does not exist, or the user of this process may not read it.",
    next: "Correct the path or the permissions.",
  },
  "files-ambiguous": {
    family: "usage",
    title: "Several default files exist",
    about: "Without `-f`, one of `skyvia.yaml`, `skyvia.yml` and the folder `skyvia` is read. Two of them exist.",
    next: "Keep one of them, or name with `-f` what to read.",
  },
  "no-file-matches": {
    family: "usage",
    title: "No file matches",
    about: "A path or a pattern of `-f` gives no file.",
    next: "Correct the path or the pattern.",
  },
  "workspace-not-found": {
    family: "error",
    title: "The workspace was not found",
    about: "No workspace of the token has this id or this name, or several workspaces have the name.",
    next: "`skyvia-schedules workspaces` lists ids and names.",
  },
  "integration-not-found": {
    family: "error",
    title: "The integration was not found",
    about: "No integration of the workspace has this name, or several have it.",
    next: "`skyvia-schedules list` lists ids and names.",
  },
  "token-missing": {
    family: "token",
    title: "No token is given",
    about: "Every call needs an access token.",
    next: "Set `SKYVIA_TOKEN` or `SKYVIA_TOKEN_FILE`, or pass `--token-file`.",
  },
  "token-malformed": {
    family: "token",
    title: "The token has a wrong form",
    about: "The value is empty, too long, or has characters that a token does not have. It was not sent.",
    next: "Copy the token again, without quotes and line breaks.",
  },
  "token-unreadable": {
    family: "token",
    title: "The token file cannot be read",
    about: "The file does not exist, or the user of this process may not read it.",
    next: "Correct the path or the permissions.",
  },
  "base-url": {
    family: "usage",
    title: "The base URL is wrong",
    about: "The base URL is not an http or https URL without a query and without a password.",
    next: "Correct `--base-url` or `SKYVIA_BASE_URL`, or leave it out to use `https://api.skyvia.com`.",
  },
  "output-exists": {
    family: "usage",
    title: "The output file exists",
    about: "Files that exist are never overwritten, apart from `import --merge` and `drift --accept`.",
    next: "Choose another name, or remove the file.",
  },
  "output-unwritable": {
    family: "usage",
    title: "The output cannot be written there",
    about:
      "The folder is missing, the place is not a regular file, or the user of this process may not write there. This is checked before the first call.",
    next: "Choose another place.",
  },
  "write-failed": {
    family: "error",
    title: "Writing a file failed",
    about: "The disk is full or the file changed in the meantime. A file is written as a whole or not at all.",
    next: "Look at the reason in the message, then run again.",
  },
  "plan-file": {
    family: "usage",
    title: "The plan file is refused",
    about:
      "The file is not exactly as `plan --out` wrote it: it is incomplete, was edited, has another version, or is for another base URL.",
    next: "Plan again with `plan --out`.",
  },
  "stack-file": {
    family: "usage",
    title: "The stack export cannot be read",
    about: "The file of `--pulumi-stack` is not the output of `pulumi stack export`.",
    next: "Export the stack again.",
  },
  "snapshot-file": {
    family: "usage",
    title: "The snapshot is refused",
    about:
      "The file of `--snapshot` is not exactly as `freeze` wrote it, is of another workspace, API or freeze, or its freeze was thawed already. The file is kept as it is, and nothing was sent.",
    next: "Name the snapshot of this freeze, or a new file to begin one.",
  },
  "ledger-file": {
    family: "usage",
    title: "The ledger cannot be read or written",
    about:
      "The file of `--ledger` is not a ledger, or the user of this process may not write it. This is checked before the first call.",
    next: "Correct `--ledger`, or repair the line that the message names.",
  },
  "ledger-failed": {
    family: "error",
    title: "The ledger could not be continued",
    about:
      "A line could not be appended. The write of that line was not sent, or its result is missing, and no further write was started.",
    next: "Look at the reason in the message, make room or correct the permissions, then run again.",
  },
  "run-unknown": {
    family: "usage",
    title: "The ledger has no such run",
    about:
      "The ledger of `undo` has no run with this id, none with a write at this base URL, or the run is an undo itself. Nothing was sent.",
    next: "Take the id from `run` in the lines of the ledger, or pass `--last`.",
  },
  "run-active": {
    family: "blocked",
    title: "The run is still active",
    about: "The run has no end in the ledger, and its process is alive on this machine. Nothing was sent.",
    next: "Wait until it has ended, or stop it.",
  },
  "plan-expired": {
    family: "blocked",
    title: "The plan has expired",
    about: "The plan was saved with `--expires`, and that time is over. Nothing was written.",
    next: "Plan again.",
  },
  "files-changed": {
    family: "blocked",
    title: "The files changed since the plan",
    about:
      "The desired state in the files of `-f` is no longer the one for which the plan was saved. Nothing was written.",
    next: "Plan again.",
  },
  "read-only": {
    family: "blocked",
    title: "A write was refused by `--read-only`",
    about: "The run was started with `--read-only`, and the verb would have written. Nothing was sent.",
    next: "Leave `--read-only` out to write.",
  },
  stale: {
    family: "blocked",
    title: "The plan is stale",
    about:
      "A schedule is no longer as the plan saw it, so somebody else changed it. A saved plan writes nothing in that case; a fresh one leaves that schedule as it is.",
    next: "Plan again. `--skip-stale` applies the other changes of a saved plan.",
  },
  conflict: {
    family: "blocked",
    title: "Somebody else changed a schedule that was to be restored",
    about:
      "`thaw` and `undo` restore a schedule only if it is still as the freeze or the run left it. This one was switched since then, has no schedule any more, or was deleted, so it is left as it is. The exit code is 3.",
    next: "`--ours` takes the earlier state, `--theirs` keeps the live one: an id, or `all`.",
  },
  interrupted: {
    family: "error",
    title: "A signal stopped the run",
    about: "The run was stopped by Ctrl-C or by a signal. The message says what was done and what was not.",
    next: "Run again to do the rest. If a call was in progress, check the state first.",
  },
  "execution-failed": {
    family: "error",
    title: "The execution failed",
    about: "`run --wait` saw the execution end in another state than Succeeded.",
    next: "Its log is in Skyvia's web page.",
  },
  "still-active": {
    family: "error",
    title: "An execution is still active",
    about: "`--drain` disabled the schedule and waited, and its execution did not end in time.",
    next: "Look at the execution. `skyvia-schedules cancel` and `kill` end it.",
  },
  "port-unavailable": {
    family: "usage",
    title: "The port is not available",
    about: "Another process uses the port, or this user may not use it.",
    next: "Choose another port, or `0` for a free one.",
  },
  "listen-failed": {
    family: "error",
    title: "`watch` cannot serve its endpoints",
    about: "Another process uses the address of `--listen`, or this user or machine may not use it.",
    next: "Name another address, or port `0` for any free one.",
  },
  seed: {
    family: "usage",
    title: "The seed is wrong",
    about:
      "The file of `emulator --seed` is not YAML, or is not a seed. A configuration of schedules, which has a `version`, is not a seed.",
    next: "Correct the file at the place that the message names. `skyvia-schedules schema seed` prints the schema of a seed.",
  },
  "state-file": {
    family: "usage",
    title: "The state file cannot be used",
    about:
      "The file of `emulator --state` is not the state of an emulator, was written by another version, or is in a folder that does not exist.",
    next: "Name another file, or delete this one to start from the seed.",
  },
  "not-taken": {
    family: "error",
    title: "The write was accepted but had no effect",
    about: "The API accepted the write, but the schedule still has its old state when it is read again.",
    next: "Look at the integration in Skyvia's web editor. Somebody else may be changing it.",
  },
  auth: {
    family: "token",
    title: "The API refused the token",
    about: "The token is wrong, expired or revoked, or it lacks a scope. The message names the scope.",
    next: "Create a token with that scope in Skyvia, or use another one.",
  },
  "not-found": {
    family: "error",
    title: "The API does not know the object",
    about: "The workspace, the integration or the execution does not exist, or the token does not cover it.",
    next: "Correct the id, or use a token that covers it.",
  },
  "rate-limited": {
    family: "error",
    title: "The API limits the rate",
    about: "The API answered 429 for longer than the run may wait.",
    next: "Run again later, or with a longer `--timeout`.",
  },
  server: {
    family: "error",
    title: "The API failed",
    about: "The API answered with a 5xx status after all retries, or failed again and again.",
    next: "Run again later. The fault is on the side of the API.",
  },
  network: {
    family: "error",
    title: "The API could not be reached",
    about: "No connection, or it was cut before the whole answer came. The message names the URL and the reason.",
    next: "Check the base URL, the proxy settings and the network.",
  },
  timeout: {
    family: "error",
    title: "No answer in time",
    about: "An attempt took longer than `--request-timeout`, or the run took longer than `--timeout`.",
    next: "Run again, or allow more time.",
  },
  "bad-answer": {
    family: "error",
    title: "The answer is not as documented",
    about: "Something answered that is not the Skyvia API, or the API has changed.",
    next: "Check the base URL and the proxy settings. If both are right, report the message.",
  },
  aborted: {
    family: "error",
    title: "The run was stopped",
    about:
      "A signal, or the program that uses the client, stopped the run before the call or the reading of a file was done.",
    next: "Run again if that was not intended.",
  },
  "bad-input": {
    family: "usage",
    title: "The API or the client refused the input",
    about:
      "An argument is outside of what the API takes. With a status in the error it was the API that refused it, and the exit code is 1.",
    next: "Correct the argument that the message names.",
  },
  "checks-failed": {
    family: "error",
    title: "A check of doctor failed",
    about: "`doctor` found something that keeps other verbs from working. Each check that failed says what to do.",
    next: "Do what the checks say, and run `skyvia-schedules doctor` again.",
  },
  internal: {
    family: "error",
    title: "A defect of skyvia-schedules",
    about: "Something happened that should never happen. The message has the details for the report.",
    next: "Please report it, with the message.",
  },
};

/** The family of an error. A code that is not listed is of the family `error`. */
export function familyOf({ code, status }: { readonly code: string; readonly status?: number }): ErrorFamily {
  if (code === "bad-input" && status !== undefined) return "error"; // the API refused it, not the command line
  return isErrorCode(code) ? errorCodes[code].family : "error";
}

/** The page of a code in the documentation. */
export function docsOf(code: string): string {
  return `docs/problems.md#${code}`;
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCodes, code);
}
