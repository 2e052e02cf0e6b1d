import { verbPages } from "./verb-pages.ts";
import type { VerbName } from "./verb-names.ts";

// The words that people know from Terraform, kubectl, helm, flux, git and shells, and what this tool has in their place. An answer about a
// verb names only verbs that switch nothing: people run what is suggested.

const byAVerb: readonly (readonly [words: string, answer: string])[] = [
  ["diff preview changes dry-run dryrun what-if whatif simulate compare", "`plan` shows what would change"],
  [
    "up deploy push sync reconcile update upgrade install rollout create replace patch edit submit publish",
    "`plan` shows what the files would change",
  ],
  ["destroy delete remove rm del uninstall down prune taint", "schedules are turned on and off, never deleted"],
  ["pull export dump download fetch backup", "`import` prints the live schedules as YAML"],
  ["lint check fmt format verify test build compile", "`validate` checks the files"],
  ["workspace namespace namespaces ns project projects account accounts", "`workspaces` lists the workspaces"],
  ["ls ps dir search find integrations schedules", "`list` lists the integrations of a workspace"],
  ["describe inspect cat view info", "`get` shows one integration and its schedule"],
  ["logs log history runs events jobs tail", "`executions` lists the runs of an integration"],
  ["state refresh top health st output outputs", "`status` shows the live and the desired state"],
  ["login logout auth whoami config configure ping setup env", "`doctor` checks the token and the connection"],
  ["suspend pause stop off turn-off deactivate", "in a file it is `schedule: disabled`, and some verbs switch at once"],
  [
    "resume unpause unsuspend start on turn-on activate",
    "in a file it is `schedule: enabled`, and some verbs switch at once",
  ],
  ["trace why graph tree", "`explain` shows which entry decides about an integration"],
  ["rollback revert restore", "revert the files, and `plan` shows what would change back"],
];

const verbAnswers: ReadonlyMap<string, string> = new Map(
  byAVerb.flatMap(([words, answer]) => words.split(" ").map((word) => [word, answer] as const)),
);

/** The answer to a verb of another tool. null: the word is not one of them. */
export function verbOfAnotherTool(word: string): string | null {
  return verbAnswers.get(word.toLowerCase()) ?? null;
}

/** A flag of other tools. `flag`: the answer is right only for verbs with this flag, by its name in the code. */
interface Bridge {
  readonly words: string;
  readonly flag: string | null;
  readonly answer: (verb: VerbName) => string;
}

const byAFlag: readonly Bridge[] = [
  {
    words: "dry-run dryrun dry noop no-op check preview diff what-if whatif simulate plan plan-only",
    flag: null,
    answer: (verb) =>
      verbPages[verb].writes ? "`plan` is the dry run: it writes nothing" : `${verb} switches nothing`,
  },
  {
    words:
      "y auto-approve approve assume-yes confirm no-confirm skip-confirmation non-interactive no-input input no-prompt silent s",
    flag: "yes",
    answer: () => "here it is --yes",
  },
  { words: "y yes auto-approve approve assume-yes no-confirm", flag: null, answer: (verb) => `${verb} asks nothing` },
  { words: "o output json yaml", flag: "out", answer: () => "--format json prints JSON, and --out names a new file" },
  { words: "o output json", flag: "format", answer: () => "--format json prints JSON" },
  { words: "A all-namespaces all-workspaces", flag: "workspace", answer: () => "leave -w out for all workspaces" },
  {
    words: "n namespace project account org organization env environment context",
    flag: "workspace",
    answer: () => "a workspace is named with -w",
  },
  {
    words: "l selector target t filter label labels tag tags only name match owner id",
    flag: "select",
    answer: () => "a part is chosen with --select, such as `--select tag:finance`",
  },
  {
    words: "filename files path config c var-file values k kustomize recursive R chdir C folder directory",
    flag: "file",
    answer: () => "files, folders and globs are named with -f",
  },
  { words: "debug d trace log-level loglevel x", flag: "verbose", answer: () => "-v logs every call" },
  {
    words: "no-color no-colour nocolor color colour",
    flag: null,
    answer: () => "the variable NO_COLOR=1 turns colour off",
  },
  {
    words: "parallelism parallel p j max-parallel threads workers",
    flag: "concurrency",
    answer: () => "here it is --concurrency",
  },
  { words: "host endpoint url server api-url api-server u", flag: "baseUrl", answer: () => "here it is --base-url" },
  {
    words: "api-key apikey api-token access-token password auth",
    flag: "tokenFile",
    answer: () => "put the token into SKYVIA_TOKEN, or name a file with --token-file",
  },
  { words: "message m comment description annotation", flag: "reason", answer: () => "here it is --reason" },
  { words: "force", flag: "override", answer: () => "each guard is lifted by its own flag" },
  { words: "p", flag: "port", answer: () => "here it is --port" },
  { words: "follow watch", flag: "file", answer: () => "`watch` compares again and again" },
  { words: "since", flag: "startDate", answer: () => "here it is --start-date" },
  { words: "tail limit last", flag: "take", answer: () => "here it is --take" },
];

/** The answer to a flag of another tool, for one verb. null: the flag is not one of them, or the verb has nothing like it. */
export function flagOfAnotherTool(
  name: string,
  verb: VerbName,
  flags: Readonly<Record<string, unknown>>,
): string | null {
  const found = byAFlag.find(
    ({ words, flag }) => words.split(" ").includes(name) && (flag === null || Object.hasOwn(flags, flag)),
  );
  return found === undefined ? null : found.answer(verb);
}
