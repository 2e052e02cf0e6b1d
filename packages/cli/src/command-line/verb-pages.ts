import type { Example } from "../verb/help.ts";
import type { VerbName } from "./verb-names.ts";

/** What the help of a verb shows beside its flags. */
export interface VerbPage {
  /**
   * Whether it can change anything on the side of the API, or rewrite files. Such a verb is never suggested for a word that
   * is not a verb.
   */
  readonly writes: boolean;
  /** Each works as it is written, with the files and the emulator of `demo/`. A test runs them. */
  readonly examples: readonly Example[];
}

/** A row for each verb. */
export const verbPages: Readonly<Record<VerbName, VerbPage>> = {
  validate: {
    writes: false,
    examples: [
      { line: "skyvia-schedules validate", does: "Check skyvia.yaml, or the folder skyvia" },
      { line: 'skyvia-schedules validate -f "*.yaml"', does: "Check the files that a pattern finds" },
    ],
  },
  plan: {
    writes: false,
    examples: [
      { line: "skyvia-schedules plan", does: "Show what apply would do" },
      { line: "skyvia-schedules plan --detailed-exitcode", does: "Exit with 2 if changes are pending, for scripts" },
      {
        line: "skyvia-schedules plan --select tag:finance --with-history",
        does: "Show what those changes stop or start",
      },
      {
        line: "skyvia-schedules plan --out plan.json --expires 24h",
        does: "Save the plan, so that exactly this is applied",
      },
    ],
  },
  apply: {
    writes: true,
    examples: [
      { line: "skyvia-schedules apply", does: "Show the plan, ask, and carry it out" },
      {
        line: "skyvia-schedules plan --out plan.json && skyvia-schedules apply plan.json --yes",
        does: "Apply a saved plan without asking, for CI",
      },
      { line: "skyvia-schedules apply --yes --ledger ledger.jsonl", does: "Keep a record of every write" },
      {
        line: 'skyvia-schedules apply --yes --max-disable 12 --reason "moved to staging"',
        does: "Allow 12 disables in one workspace, this time",
      },
    ],
  },
  show: {
    writes: false,
    examples: [
      {
        line: "skyvia-schedules plan --out plan.json && skyvia-schedules show plan.json",
        does: "Show a saved plan once more",
      },
    ],
  },
  drift: {
    writes: true,
    examples: [
      { line: "skyvia-schedules drift", does: "Show what differs from the files, and why" },
      { line: "skyvia-schedules drift --correct", does: "Switch the schedules back, after a confirmation" },
      { line: "skyvia-schedules drift --accept 101", does: "Write the live state of one integration into its file" },
    ],
  },
  watch: {
    writes: true,
    examples: [
      { line: "skyvia-schedules watch --listen 127.0.0.1:0", does: "Report what differs, every 15 minutes" },
      {
        line: "skyvia-schedules watch --correct --ledger ledger.jsonl --interval 5m --listen 127.0.0.1:0",
        does: "Switch schedules back, too, and log every switch",
      },
    ],
  },
  status: {
    writes: false,
    examples: [
      { line: "skyvia-schedules status", does: "Show the live and the desired state of every managed schedule" },
      { line: "skyvia-schedules status --hygiene", does: "Also show what fails, never ran, or has no owner" },
    ],
  },
  report: {
    writes: false,
    examples: [
      {
        line: "skyvia-schedules report --out report.html",
        does: "Write an HTML page with states, drift, runs and hygiene",
      },
      {
        line: "skyvia-schedules report --out report.html --no-history -w Production",
        does: "The same for one workspace, without its runs",
      },
    ],
  },
  explain: {
    writes: false,
    examples: [
      { line: "skyvia-schedules explain 101 -w Production", does: "Show which entry decides about an integration" },
      { line: 'skyvia-schedules explain "Nightly orders" -w 123', does: "The same by name" },
    ],
  },
  calendar: {
    writes: false,
    examples: [
      { line: "skyvia-schedules calendar", does: "Show the next 14 days of every entry" },
      {
        line: "skyvia-schedules calendar --from 2026-12-20T00:00:00Z --to 2027-01-10T00:00:00Z --out calendar.svg",
        does: "Draw the turn of the year as a picture",
      },
    ],
  },
  init: {
    writes: true,
    examples: [
      {
        line: "skyvia-schedules init --yes --all --dir repository",
        does: "Write a YAML file for each workspace of the token, without questions",
      },
      {
        line: "skyvia-schedules init --yes -w Production --ci github --dir repository",
        does: "One workspace, with workflows for GitHub",
      },
      {
        line: "skyvia-schedules init --yes -w Production --pulumi --dir program",
        does: "Write a Pulumi program instead",
      },
    ],
  },
  import: {
    writes: true,
    examples: [
      { line: "skyvia-schedules import --all", does: "Print the YAML of all workspaces" },
      { line: "skyvia-schedules import -w Production", does: "Print the YAML of a workspace" },
      { line: "skyvia-schedules import -w Production --out production.yaml", does: "Write it to a new file" },
      {
        line: "skyvia-schedules import -w 123 --out skyvia.yaml --merge",
        does: "Add the integrations that no file lists yet",
      },
    ],
  },
  workspaces: {
    writes: false,
    examples: [{ line: "skyvia-schedules workspaces", does: "List ids and names" }],
  },
  list: {
    writes: false,
    examples: [{ line: "skyvia-schedules list -w Production", does: "List ids, names and types" }],
  },
  get: {
    writes: false,
    examples: [{ line: "skyvia-schedules get 101 -w Production --format json", does: "Show one integration as JSON" }],
  },
  executions: {
    writes: false,
    examples: [
      {
        line: "skyvia-schedules executions 101 -w Production --failed --take 5 --sort-order desc",
        does: "The last five failures",
      },
      {
        line: "skyvia-schedules executions 101 -w Production --start-date 2026-11-01",
        does: "The executions since a day, in UTC",
      },
      { line: "skyvia-schedules executions 101 -w Production --active", does: "The execution that is active now" },
    ],
  },
  run: {
    writes: true,
    examples: [
      { line: "skyvia-schedules run 101 -w Production", does: "Start a run, and print its id" },
      {
        line: "skyvia-schedules run 101 -w Production --wait --timeout 30m",
        does: "Wait for its end, 30 minutes at most",
      },
    ],
  },
  cancel: {
    writes: true,
    examples: [
      { line: "skyvia-schedules cancel 101 -w Production --wait", does: "Cancel, and wait until it has ended" },
    ],
  },
  kill: {
    writes: true,
    examples: [{ line: "skyvia-schedules kill 101 -w Production", does: "End the active execution at once" }],
  },
  enable: {
    writes: true,
    examples: [
      { line: "skyvia-schedules enable 101 -w Production", does: "Enable one schedule" },
      {
        line: 'skyvia-schedules enable 102 -w Production --for 2h --reason "catch up" -f skyvia.yaml',
        does: "For two hours: a hold in the file keeps apply from disabling it",
      },
      {
        line: 'skyvia-schedules enable 101 -w Production --ledger ledger.jsonl --reason "incident 42"',
        does: "Record it with its reason, so that drift knows who did it",
      },
    ],
  },
  disable: {
    writes: true,
    examples: [
      { line: "skyvia-schedules disable 102 -w Production", does: "Disable one schedule" },
      {
        line: 'skyvia-schedules disable 101 -w Production --for 4h --reason "incident 42" -f skyvia.yaml',
        does: "For four hours: a hold in the file keeps apply from enabling it",
      },
      {
        line: 'skyvia-schedules disable 101 -w Production --for 4h --reason "incident 42"',
        does: "The same, but print the hold and change no file",
      },
    ],
  },
  freeze: {
    writes: true,
    examples: [
      {
        line: 'skyvia-schedules freeze -w Production --snapshot frozen.json --reason "migration" --yes',
        does: "Disable every schedule of a workspace",
      },
      {
        line: 'skyvia-schedules freeze -w Production --snapshot frozen.json --reason "migration" -f skyvia.yaml --until 2999-01-01T00:00:00Z --yes',
        does: "The same, and add a freeze to the file, so that apply enables none of them",
      },
    ],
  },
  thaw: {
    writes: true,
    examples: [
      {
        line: 'skyvia-schedules freeze -w Production --snapshot frozen.json --reason "migration" --yes && skyvia-schedules thaw --snapshot frozen.json --yes',
        does: "Restore exactly what was enabled before the freeze",
      },
      {
        line: 'skyvia-schedules freeze -w Production --snapshot frozen.json --reason "migration" --yes && skyvia-schedules thaw --snapshot frozen.json --stagger 20 --every 2m --yes',
        does: "Restore 20 at a time, and stop if an execution of one fails",
      },
    ],
  },
  undo: {
    writes: true,
    examples: [
      {
        line: "skyvia-schedules apply --yes --ledger ledger.jsonl && skyvia-schedules undo --last --ledger ledger.jsonl --yes",
        does: "Switch back what the last run has switched",
      },
    ],
  },
  emulator: {
    writes: false,
    examples: [
      { line: "skyvia-schedules emulator --port 0 --seed seed.yaml", does: "Serve the content of a seed file" },
      { line: "skyvia-schedules emulator --port 0 --generate 1000", does: "Serve a workspace of 1,000 integrations" },
    ],
  },
  demo: {
    writes: false,
    examples: [{ line: "skyvia-schedules demo", does: "Show the main job; it needs no account and no token" }],
  },
  doctor: {
    writes: false,
    examples: [
      { line: "skyvia-schedules doctor", does: "Check everything that other verbs need" },
      { line: "skyvia-schedules doctor --format json", does: "The same for scripts" },
    ],
  },
  completion: {
    writes: false,
    examples: [
      { line: "skyvia-schedules completion bash", does: "Load it: source <(skyvia-schedules completion bash)" },
      { line: "skyvia-schedules completion zsh", does: "Load it: source <(skyvia-schedules completion zsh)" },
      { line: "skyvia-schedules completion fish", does: "Load it: skyvia-schedules completion fish | source" },
    ],
  },
  schema: {
    writes: false,
    examples: [
      { line: "skyvia-schedules schema", does: "Print the JSON Schema of the YAML files" },
      { line: "skyvia-schedules schema output", does: "Print the JSON Schema of the output with --format json" },
    ],
  },
  version: {
    writes: false,
    examples: [{ line: "skyvia-schedules version", does: "Print name and version" }],
  },
  help: {
    writes: false,
    examples: [
      { line: "skyvia-schedules help", does: "List the verbs and the environment variables" },
      { line: "skyvia-schedules help plan", does: "Show a verb with its flags and examples" },
    ],
  },
};
