import { lookAlikeSentence } from "../model/look-alike.ts";
import type { ErrorRecord } from "../model/api-error.ts";
import { configProblemTexts, type ConfigProblemFacts } from "./config-problem-texts.ts";
import type { ScheduleState } from "../model/model.ts";
import { textsOf, type ProblemTexts } from "./problem-kind.ts";

const leavesOutWorkspace = textsOf("leaves-out", "workspace");
const leavesOut = textsOf("leaves-out", "integration");
const countsAsDrift = textsOf("counts-as-drift", "integration");

/** The facts in the texts of each problem, by code. */
export interface ProblemFactsByCode extends ConfigProblemFacts {
  readonly "workspace-missing": { id: number };
  readonly "workspace-name-differs": { id: number; desired: string; live: string | null };
  readonly "integration-missing": { id: number; workspaceId: number };
  readonly "name-differs": { id: number; desired: string; live: string | null };
  /** `alike`: an integration whose name only looks like the requested one. */
  readonly "name-not-found": {
    name: string;
    workspaceId: number;
    alike?: { id: number; name: string | null } | null | undefined;
  };
  readonly "name-ambiguous": { name: string; ids: readonly number[]; workspaceId: number };
  readonly "selected-twice": { id: number; first: string };
  readonly "schedule-not-defined": { id: number; name: string | null };
  readonly "workspace-unreadable": { id: number; error: ErrorRecord };
  /** `tokenFrom`: the variable with the token; null: it is the token of the run. */
  readonly "token-refused": { id: number; tokenFrom: string | null; error: ErrorRecord };
  /** `reason` names the variable, or its file. */
  readonly "token-variable": { id: number; variable: string; reason: string; next: string };
  readonly "schedule-unreadable": { id: number; workspaceId: number; error: ErrorRecord };
  /** `alike`: how a criterion differs from a text that it looks like. "": it looks like none. */
  readonly "selection-empty": { alike: string };
  readonly "unmanaged-not-allowed": { workspaceId: number; count: number; ids: readonly number[] };
  readonly "limit-exceeded": {
    workspaceId: number;
    action: "disable" | "enable";
    count: number;
    managed: number | null;
    limit: string;
    by: FrontEnd;
    /** The value that the flag needs so that no workspace of the run exceeds it. */
    allow: number;
  };
  readonly renamed: { id: number; desired: string | null; live: string | null };
  readonly gone: { id: number | null; name: string | null; workspaceId: number };
  readonly "unmanaged-new": { id: number; name: string | null; created: string; workspaceId: number };
  /** `failed` is the count of failed executions that were looked at. 0: it has never run. */
  readonly unhealthy: { id: number; name: string | null; failed: number; workspaceId: number; isBlocked: boolean };
  /** `of`: the id as `--override` takes it. */
  readonly flapping: { id: number; name: string | null; after: string; count: number; of: string };
  /** `of`: as in `flapping`. */
  readonly protected: { id: number; name: string | null; after: ScheduleState; by: FrontEnd; of: string };
}

/** Where the user writes the desired state, and so where the user can allow more. */
export type FrontEnd = "command-line" | "program";

export type ProblemCode = keyof ProblemFactsByCode;

/** The facts in the texts of a code. */
export type ProblemFacts<C extends ProblemCode> = ProblemFactsByCode[C];

/** Every problem that a run can report, by code. All texts are here; other modules detect the problems. */
export const problemTexts: { readonly [C in ProblemCode]: ProblemTexts<ProblemFacts<C>> } = {
  ...configProblemTexts,

  "workspace-missing": leavesOutWorkspace(
    {
      title: "The workspace does not exist",
      about:
        "The API does not know the workspace, or the token does not cover it: the API gives the same answer for both. The other workspaces are planned and applied.",
      next: "Correct the id (`skyvia-schedules workspaces` lists the workspaces of the token), or use a token that covers the workspace.",
    },
    ({ id }) => `workspace ${id} does not exist, or the token does not cover it`,
    () =>
      "Correct the workspace id (`skyvia-schedules workspaces` lists those of the token), or use a token that covers it.",
  ),
  "workspace-name-differs": leavesOutWorkspace(
    {
      title: "The workspace has another name",
      about:
        "The file gives a name for the workspace and the live name is another one. This protects you from a wrong id: nothing of the workspace is touched.",
      next: "Correct the id or the name.",
    },
    (f) =>
      `workspace ${f.id} is named ${quote(f.live)}, not ${quote(f.desired)}; nothing of it is touched${howNamesDiffer(f)}`,
    () => "If somebody renamed it, correct the name. If the id is wrong, correct the id.",
  ),
  "integration-missing": leavesOut(
    {
      title: "The integration does not exist",
      about:
        "No integration of the workspace has this id. It may have been deleted, or the id belongs to another workspace.",
      next: "Correct the id, or remove the entry.",
    },
    (f) => `integration ${f.id} does not exist in workspace ${f.workspaceId}`,
    () => "Correct the id, or remove the entry.",
  ),
  "name-differs": leavesOut(
    {
      title: "The integration has another name",
      about: "The entry gives an id and a name, and the live integration has another name. It is left as it is.",
      next: "If somebody renamed it, change the name in the file. If the id is wrong, correct the id.",
    },
    (f) => `integration ${f.id} is named ${quote(f.live)}, not ${quote(f.desired)}${howNamesDiffer(f)}`,
    () => "If somebody renamed it, correct the name. If the id is wrong, correct the id.",
  ),
  "name-not-found": leavesOut(
    {
      title: "No integration has this name",
      about:
        "An entry by name must find exactly one integration of the workspace. Names are compared exactly: upper and lower case and spaces must match.",
      next: "Correct the name, or select by id.",
    },
    (f) =>
      `no integration of workspace ${f.workspaceId} is named ${quote(f.name)}${f.alike == null ? "" : `, but ${f.alike.id} is named ${quote(f.alike.name)}`}${howNamesDiffer({ live: f.alike?.name ?? null, desired: f.name })}`,
    () => "Correct the name, or select by id.",
  ),
  "name-ambiguous": leavesOut(
    {
      title: "Several integrations have this name",
      about: "An entry by name must find exactly one integration. All integrations of this name are left as they are.",
      next: "Select by id.",
    },
    (f) => `${f.ids.length} integrations of workspace ${f.workspaceId} are named ${quote(f.name)}: ${f.ids.join(", ")}`,
    () => "Select by id.",
  ),
  "selected-twice": leavesOut(
    {
      title: "Two entries select the same integration",
      about: "One entry selects the integration by id and another one by its name. The integration is left as it is.",
      next: "Keep one of the two entries.",
    },
    ({ id, first }) => `integration ${id} is selected twice, first at ${first}`,
    () => "Keep one of the two entries.",
  ),
  "schedule-not-defined": leavesOut(
    {
      title: "No schedule is defined",
      about:
        "The integration has no schedule that could be enabled. The API can switch schedules, but only the web editor of Skyvia can define one. An entry may ask for `disabled`, because an integration without a schedule does not run.",
      next: "Define the schedule in Skyvia's web editor first.",
    },
    ({ id, name }) => `integration ${id} ${name === null ? "" : `${quote(name)} `}has no schedule to enable`,
    () => "Define its schedule in Skyvia's web editor first: the API can only switch a schedule that exists.",
  ),
  "workspace-unreadable": leavesOutWorkspace(
    {
      title: "The workspace could not be read",
      about:
        "A call for the workspace or its list of integrations failed, so nothing of the workspace is touched. The message says which call failed and why.",
      next: "Follow the next step of the message, then run again.",
    },
    ({ id, error }) => `workspace ${id} could not be read, nothing of it is touched: ${error.message}`,
    ({ error }) => error.next,
  ),
  "token-refused": textsOf("lacks-token", "workspace")(
    {
      title: "The token of a workspace was refused",
      about:
        "The run uses several tokens, and the API refused this one: it is wrong, expired or revoked, or it lacks a scope. Nothing of its workspaces is touched. The workspaces of other tokens are planned and applied.",
      next: "Set the variable to a valid token with the scope that the message names.",
    },
    ({ id, tokenFrom, error }) =>
      `workspace ${id} is left as it is, because ${tokenFrom === null ? "the token of the run" : `the token of ${tokenFrom}`} cannot be used: ${error.message}`,
    ({ error }) => error.next,
  ),
  "token-variable": textsOf("lacks-token", "workspace")(
    {
      title: "The variable of `tokenFrom` has no token",
      about:
        "The variable is not set, is empty or does not contain a token, and `<variable>_FILE` names no file with one. `SKYVIA_TOKEN` is not used instead, because it may belong to another account. Nothing was sent.",
      next: "Set the variable, or name a file with the token in the variable of the same name with `_FILE` at its end.",
    },
    ({ id, reason }) => `workspace ${id} has no usable token: ${reason}`,
    ({ next }) => next,
  ),
  "schedule-unreadable": leavesOut(
    {
      title: "The schedule could not be read",
      about: "The call for this schedule failed after all retries. The integration is left as it is.",
      next: "Follow the next step of the message, then run again.",
    },
    ({ id, workspaceId, error }) =>
      `the schedule of integration ${id} in workspace ${workspaceId} could not be read: ${error.message}`,
    ({ error }) => error.next,
  ),
  "selection-empty": textsOf("leaves-out", "run")(
    {
      title: "`--select` and `--exclude` leave nothing",
      about: "No managed integration matches the criteria, so there is nothing to plan.",
      next: "Correct the criteria: `id:456`, `name:stg-*`, `tag:finance` or `owner:ana`.",
    },
    ({ alike }) =>
      `--select and --exclude leave nothing: no managed integration is part of this run${alike === "" ? "" : `. ${alike}`}`,
    () => "Correct the criteria (`id:456`, `name:stg-*`, `tag:finance`, `owner:ana`), or leave them out.",
  ),
  "unmanaged-not-allowed": textsOf("blocks-run", "workspace")(
    {
      title: "Unmanaged integrations, and `unmanaged: fail`",
      about: "The workspace has `unmanaged: fail`, and no entry covers some of its integrations.",
      next: "Add an entry for each of them, or set `unmanaged: report`. `import --merge` adds those that have a schedule; write `schedule: disabled` for the others.",
    },
    (f) =>
      `${f.count} integrations of workspace ${f.workspaceId} are unmanaged: ${f.ids.join(", ")}${f.count > f.ids.length ? ", ..." : ""}`,
    () => "Add an entry for each, or set `unmanaged: report`.",
  ),
  "limit-exceeded": textsOf("blocks-writes", "workspace")(
    {
      title: "More changes than the limit allows",
      about:
        "The run would switch more schedules of the workspace than its limit. The default is 25 % of the managed schedules, at least 5, and never all of a workspace. Disables and enables are counted separately. `plan` only reports this; `apply` writes nothing.",
      next: "Look at the changes. If you want them, pass `--max-disable` or `--max-enable` with the number.",
    },
    (f) =>
      f.by === "program"
        ? `the update would ${f.action} ${f.count}${shareOf(f, ` schedules of workspace ${f.workspaceId}`)}, the limit is ${f.limit}`
        : `the run would ${f.action} ${f.count}${shareOf(f, "")}, the limit is ${f.limit}: pass --max-${f.action} ${f.allow} to allow this run`,
    (f) =>
      f.by === "program"
        ? `Raise \`limits.${f.action}\` to ${f.count} for this one update. Nothing of the workspace was written.`
        : `Look at the changes of workspace ${f.workspaceId} first: the flag applies to every workspace of the run.`,
  ),
  renamed: countsAsDrift(
    {
      title: "The integration was renamed",
      about:
        "The integration of this entry has another name than the file says. It is left as it is until the file is corrected.",
      next: "Correct the name in the file if it is still the integration that you mean.",
    },
    (f) => `integration ${f.id} was renamed: it is ${quote(f.live)} now, not ${quote(f.desired)}${howNamesDiffer(f)}`,
    () =>
      "If it is still the integration that you mean, correct the name in the file. Until then nothing is written for it.",
  ),
  gone: countsAsDrift(
    {
      title: "The integration is gone",
      about: "The integration of this entry was deleted, or it cannot be found by its name any more.",
      next: "Remove the entry, or correct its selector.",
    },
    (f) =>
      f.id === null
        ? `no integration of workspace ${f.workspaceId} is named ${quote(f.name)} any more: it was renamed or deleted`
        : `integration ${f.id} ${f.name === null ? "" : `${quote(f.name)} `}is no longer in workspace ${f.workspaceId}`,
    () => "Remove the entry, or correct its selector.",
  ),
  "unmanaged-new": countsAsDrift(
    {
      title: "A new integration without an entry",
      about: "The integration was created after the last apply or commit, and no entry covers it.",
      next: "Add an entry with its `id` and a `schedule`, or set `unmanaged: ignore`. For an integration without a schedule, write `schedule: disabled`.",
    },
    (f) =>
      `integration ${f.id} ${f.name === null ? "" : `${quote(f.name)} `}is new in workspace ${f.workspaceId} (created ${f.created}), and no entry covers it`,
    (f) =>
      `Add \`- id: ${f.id}\` with a \`schedule\` to the entries of workspace ${f.workspaceId}, or set \`unmanaged: ignore\` for it.`,
  ),
  unhealthy: textsOf("blocks-writes", "integration")(
    {
      title: "A schedule to enable belongs to an integration that does not work",
      about:
        "With `--health`, the tool reads the last finished executions of every integration that is to be enabled, three unless you pass `--health-runs`. Here all of them failed, or the integration never ran. `--health block` writes nothing; `--health warn` only reports it.",
      next: "Repair the integration and run it once, leave it disabled, or pass `--health warn`.",
    },
    (f) => {
      const what = `integration ${f.id}${f.name === null ? "" : ` ${quote(f.name)}`}`;
      if (f.failed === 0) return `${what} would be enabled, but it has never run`;
      return f.failed === 1
        ? `${what} would be enabled, but its only execution failed`
        : `${what} would be enabled, but its last ${f.failed} executions failed`;
    },
    (f) =>
      `Look at \`skyvia-schedules executions ${f.id} -w ${f.workspaceId} --sort-order desc\`; \`run\` starts it once.${f.isBlocked ? " `--health warn` enables it anyway." : ""}`,
  ),
  flapping: textsOf("blocks-change", "integration")(
    {
      title: "A schedule that is switched back and forth",
      about:
        "The ledger shows that this tool switched the schedule back twice within the last 24 hours, and somebody switched it again. Two owners disagree about it, so the tool leaves it as it is the third time.",
      next: 'Find out who switches it: agree on the file, or add a hold. `--override flap:<id> --reason "..."` switches it back once more.',
    },
    (f) =>
      `integration ${f.id} ${f.name === null ? "" : `${quote(f.name)} `}was switched back ${f.count} times within 24 h and was changed again, so it is left as it is, not ${f.after}`,
    (f) =>
      `Find out who switches it: change the file, or add a hold. \`--override flap:${f.of} --reason "..."\` switches it back once more.`,
  ),
  protected: textsOf("blocks-writes", "integration")(
    {
      title: "A protected schedule would change",
      about: "The entry has `protected: true`. `plan` only reports this; `apply` writes nothing.",
      next: 'Pass `--override protected:<id> --reason "..."` to allow this one change.',
    },
    (f) => `integration ${f.id} ${f.name === null ? "" : `${quote(f.name)} `}is protected, but would be ${f.after}`,
    (f) =>
      f.by === "program"
        ? "Remove `protected` from its entry for this one update. Nothing of the workspace was written."
        : `Pass \`--override protected:${f.of} --reason "..."\` to allow this one change.`,
  ),
};

function shareOf(
  { count, managed }: { readonly count: number; readonly managed: number | null },
  what: string,
): string {
  return managed === null ? what : ` of ${managed}${what} (${Math.round((100 * count) / managed)} %)`;
}

/** How two names that look the same in print differ, to be appended to the names. */
function howNamesDiffer({ live, desired }: { readonly live: string | null; readonly desired: string | null }): string {
  const sentence = lookAlikeSentence({ text: live ?? "", in: "the live name" }, { text: desired ?? "", in: "yours" });
  return sentence === "" ? "" : `. ${sentence.slice(0, -1)}`;
}

function quote(name: string | null): string {
  return name === null ? "(no name)" : JSON.stringify(name);
}
