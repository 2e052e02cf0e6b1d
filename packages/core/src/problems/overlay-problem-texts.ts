import { textsOf, type ProblemTexts } from "./problem-kind.ts";

const stopsRun = textsOf("stops-run", "run");
const leavesOut = textsOf("leaves-out", "integration");

/** The facts in the texts of each problem of holds and freezes, by code. `written` is the value as it is written in the file. */
export interface OverlayProblemFacts {
  readonly "bad-instant": { key: string; written: string; isLocal: boolean };
  readonly "local-time-skipped": { key: string; written: string; zone: string };
  readonly "local-time-doubled": { key: string; written: string; zone: string; first: string; second: string };
  readonly "bad-duration": { written: string };
  readonly "bad-time-zone": { written: string };
  /** `isDateless`: its fields are right, and no date fits them. */
  readonly "bad-cron": { why: string; isDateless?: true };
  readonly "freeze-time": Readonly<Record<string, never>>;
  readonly "until-not-after-from": Readonly<Record<string, never>>;
  readonly "hold-too-long": { length: string; most: string; hasFrom: boolean; by: "command-line" | "program" };
  readonly "freeze-longer-than-period": { duration: string; period: string };
  readonly "select-empty": { key: string };
  readonly "overlay-workspace-unknown": { workspaceId: number; what: string };
  readonly "workspaces-missing": Readonly<Record<string, never>>;
  /** `other` is the other hold, in words with an article. */
  readonly "holds-overlap": { what: string; other: string; here: string; there: string };
  readonly "overlay-edit-not-possible": Readonly<Record<string, never>>;
  readonly "accept-overlay": { id: number; by: string; name: string | null };
  readonly "holds-disagree": { id: number; name: string | null; first: string; here: string; there: string };
  /**
   * `id` is the integration that the hold is about. null: the hold does not name one integration. `alike`: how its `select`
   * differs from a text that it looks like. "": it looks like none.
   */
  readonly "hold-selects-nothing": { workspaceId: number; id: number | null; alike: string };
  /** `alike`: how a text of its `select` or `except` differs from one that it looks like. */
  readonly "freeze-looks-alike": { workspaceId: number; name: string; alike: string };
}

/** The texts of every problem of holds and freezes. */
export const overlayProblemTexts: {
  readonly [C in keyof OverlayProblemFacts]: ProblemTexts<OverlayProblemFacts[C]>;
} = {
  "bad-instant": stopsRun(
    {
      title: "A wrong instant",
      about:
        "`from` and `until` are instants as RFC 3339 writes them: date, time with seconds, and `Z` or an offset. With `timeZone` beside them they may be local times, without an offset.",
      next: "Write the instant like `2026-12-31T18:00:00+01:00`, or add `timeZone`.",
    },
    ({ key, written, isLocal }) =>
      isLocal
        ? `\`${key}\` is a local time without a zone: ${written}`
        : `\`${key}\` must be an instant such as 2026-12-31T18:00:00+01:00${but(written)}`,
    ({ isLocal }) =>
      isLocal
        ? "Add `Z` or an offset such as `+01:00`, or write `timeZone: Europe/Berlin` beside it."
        : "Write the date, `T`, the time with seconds, and `Z` or an offset.",
  ),
  "local-time-skipped": stopsRun(
    {
      title: "A local time that the clock skips",
      about: "When the clocks go forward, some local times do not exist in that zone.",
      next: "Choose another time, or write the instant with an offset.",
    },
    ({ key, written, zone }) => `\`${key}\` does not exist in ${zone}: the clocks skip ${written}`,
    () => "Choose another time, or write the instant with an offset.",
  ),
  "local-time-doubled": stopsRun(
    {
      title: "A local time that the clock shows twice",
      about:
        "When the clocks go back, some local times happen twice in that zone. The tool does not guess which one you mean.",
      next: "Write the instant with its offset.",
    },
    ({ key, written, zone }) => `\`${key}\` happens twice in ${zone}: the clocks show ${written} two times`,
    ({ first, second }) => `Write ${first} or ${second}.`,
  ),
  "bad-duration": stopsRun(
    {
      title: "A wrong duration",
      about: "A duration is one whole number above 0 and one unit: `30s`, `15m`, `4h` or `30d`. It is elapsed time.",
      next: "Write the duration with one of the units s, m, h and d.",
    },
    ({ written }) => `a duration is a whole number above 0 with the unit s, m, h or d${but(written)}`,
    () => "Write it like `duration: 2h`.",
  ),
  "bad-time-zone": stopsRun(
    {
      title: "An unknown time zone",
      about:
        "`timeZone` is a name of the IANA time zone database, such as `Europe/Berlin` or `UTC`. An offset is not a zone.",
      next: "Write the IANA name of the zone.",
    },
    ({ written }) => `\`timeZone\` must be an IANA name such as Europe/Berlin${but(written)}`,
    () => "Write the IANA name of the zone: `timeZone: Europe/Berlin`.",
  ),
  "bad-cron": stopsRun(
    {
      title: "A wrong cron expression",
      about:
        "`cron` has five fields: minute, hour, day of month, month, day of week. A field is `*`, a value, a range, a list of them, and a step after `*` or a range. Seconds, nicknames such as `@daily`, and `L`, `W`, `#` and `?` are not allowed. The expression must have a start within 40 years.",
      next: "Correct the expression, for example `0 1 * * *` for every night at 1.",
    },
    ({ why }) => `\`cron\` ${why}`,
    ({ isDateless }) =>
      isDateless === true
        ? "Such a date does not exist: correct the day of month or the month."
        : "Write five fields: minute, hour, day of month, month, day of week, for example `0 1 * * *`.",
  ),
  "freeze-time": stopsRun(
    {
      title: "A freeze does not say when it is on",
      about: "A freeze happens once, with `from` and `until`, or repeatedly, with `cron`, `duration` and `timeZone`.",
      next: "Give the freeze one of the two.",
    },
    () => "a freeze has either `from` and `until`, or `cron`, `duration` and `timeZone`",
    () => "Keep one of the two, and write all its keys.",
  ),
  "until-not-after-from": stopsRun(
    {
      title: "`until` is not after `from`",
      about: "A hold or a freeze covers the time from `from` up to `until`, and `until` itself is not part of it.",
      next: "Correct one of the two.",
    },
    () => "`until` must be after `from`",
    () => "Correct one of the two.",
  ),
  "hold-too-long": stopsRun(
    {
      title: "A hold is too long",
      about:
        "A hold is meant to end soon. `--max-hold` is the longest time that it may last; the default is 30 days. A hold without `from` is measured from now.",
      next: "Choose an earlier `until`, or change the entry itself. `--max-hold` allows longer holds.",
    },
    ({ length, most, hasFrom }) =>
      `this hold ends ${length} after ${hasFrom ? "its `from`" : "now"}, the limit is ${most}`,
    ({ by }) =>
      `Choose an earlier \`until\`, or ${by === "program" ? "set a longer `maxHold`" : "pass a longer `--max-hold`"}. For a lasting change, change the entry itself.`,
  ),
  "freeze-longer-than-period": stopsRun(
    {
      title: "A freeze is longer than its period",
      about:
        "The windows of a freeze that recurs may touch, but not overlap. The period is the shortest time between two starts.",
      next: "Choose a shorter duration, or another cron expression.",
    },
    ({ duration, period }) => `a duration of ${duration} is longer than the period of \`cron\`, which is ${period}`,
    ({ period }) => `Choose a duration of ${period} or less, or another cron expression.`,
  ),
  "select-empty": stopsRun(
    {
      title: "A selection without a criterion",
      about:
        "`select` and `except` have one or more of `id`, `name`, `match`, `tag` and `owner`, each with a value or a list.",
      next: 'Add a criterion. For everything, leave `select` out of a freeze, or write `match: "*"`.',
    },
    ({ key }) => `\`${key}\` is empty`,
    () => "Write one or more of `id`, `name`, `match`, `tag` and `owner`, each with a value or a list.",
  ),
  "overlay-workspace-unknown": stopsRun(
    {
      title: "A hold or a freeze of a workspace that no file manages",
      about: "Holds and freezes apply to entries. No file lists this workspace, so they would have no effect.",
      next: "Correct the id, or name the file of the workspace with `-f`.",
    },
    ({ workspaceId, what }) => `this ${what} is for workspace ${workspaceId}, which no file manages`,
    () => "Correct the id, or name the file of that workspace with -f too.",
  ),
  "workspaces-missing": stopsRun(
    {
      title: "No file lists a workspace",
      about: "A file may have holds and freezes alone, but a run needs at least one workspace.",
      next: "Name the file with the workspaces too.",
    },
    () => "no file lists a workspace: holds and freezes alone ask for nothing",
    () => "Name the file with `workspaces` too.",
  ),
  "holds-overlap": stopsRun(
    {
      title: "Two holds disagree",
      about: "Two holds cover the same integration at the same time, and one says `enabled`, the other `disabled`.",
      next: "End one of the two before the other begins, or make them agree.",
    },
    ({ what, other, here, there }) =>
      `this hold asks for ${here} and ${other} asks for ${there}, for ${what} at the same time`,
    () => "End one of the two before the other begins, or make them agree.",
  ),
  "overlay-edit-not-possible": stopsRun(
    {
      title: "Holds and freezes cannot be changed in this file",
      about:
        "The file cannot be edited so that nothing else in it changes, for example because a list is shared through a YAML anchor. No file was changed.",
      next: "Change the file by hand.",
    },
    () => "the holds and freezes of this file cannot be changed without changing something else in it",
    () => "Change the file by hand.",
  ),
  "accept-overlay": stopsRun(
    {
      title: "`--accept` of a schedule that a hold or a freeze decides",
      about:
        "`drift --accept` changes entries. A hold or a freeze decides about this integration now, so a changed entry would have no effect.",
      next: "Change the hold or the freeze, or wait for its end.",
    },
    ({ id, by, name }) =>
      `--accept ${id}: the ${by}${name === null ? "" : ` ${JSON.stringify(name)}`} here decides about integration ${id} now, not its entry`,
    () => "Change the hold or the freeze, or wait for its end.",
  ),
  "holds-disagree": leavesOut(
    {
      title: "Two holds disagree about a live integration",
      about:
        "Two holds cover the same integration at the same time, and one says `enabled`, the other `disabled`. That shows only in the names of the listing. The integration is left as it is.",
      next: "End one of the two before the other begins, or make them agree.",
    },
    ({ id, name, first, here, there }) =>
      `integration ${id}${name === null ? "" : ` ${JSON.stringify(name)}`}: this hold asks for ${here}, and the hold at ${first} asks for ${there}, at the same time`,
    () => "End one of the two before the other begins, or make them agree.",
  ),
  "hold-selects-nothing": leavesOut(
    {
      title: "A hold selects nothing",
      about: "No managed integration of the workspace matches the `select` of a hold that is not over yet.",
      next: "Correct `select`, or add an entry for the integration.",
    },
    ({ workspaceId, id, alike }) =>
      id === null
        ? `this hold selects no managed integration of workspace ${workspaceId}${alike === "" ? "" : `. ${alike}`}`
        : `no entry covers integration ${id} of workspace ${workspaceId}, so a hold would select nothing`,
    ({ id }) =>
      id === null
        ? "Correct its `select`, or add an entry for the integration."
        : "Add an entry for the integration, correct the id, or leave -f out.",
  ),
  "freeze-looks-alike": textsOf("warns", "workspace")(
    {
      title: "A freeze selects by a text that only looks like another one",
      about:
        "A text in the `select` or the `except` of a freeze matches nothing in the workspace, but looks like an existing name, tag or owner. So the freeze covers fewer integrations, or excepts fewer, than a reader of the file expects.",
      next: "Copy the text from `skyvia-schedules list`, or from the entry.",
    },
    ({ workspaceId, name, alike }) =>
      `the freeze ${JSON.stringify(name)} does not match what it seems to match in workspace ${workspaceId}. ${alike}`,
    () => "Copy the text from `skyvia-schedules list`, or from the entry.",
  ),
};

function but(written: string): string {
  return written === "" ? ", but the value is empty" : `, not ${written}`;
}
