import type { World } from "@skyvia-schedules/emulator";

/** The workspace of the story, which `demo/seed.yaml` has. */
const workspaceId = 123;

/** The file of the story: short enough to be shown beside its plan. */
const yaml = `version: 1
workspaces:
  - id: 123
    limits: { disable: 2 }
    integrations:
      - id: 101
        schedule: enabled
        owner: data-team
      - id: 102
        schedule: enabled
      - name: Hourly leads
        schedule: disabled
      - match: "stg-*"
        schedule: disabled
`;

/** One command of the story, as it is typed after the name of the tool. */
export interface Command {
  readonly argv: readonly string[];
  /** A file that is shown on the left of what the command prints. */
  readonly beside?: string;
}

/** What is said, done and run before the next pause. */
export interface Step {
  readonly title: string;
  /** What happens outside of the commands: somebody edits a file, or uses the web page. */
  readonly happens?: (place: Scene) => Promise<void>;
  readonly commands: readonly Command[];
}

/** What a step may change outside of the commands. */
export interface Scene {
  readonly world: Pick<World, "disable">;
  readonly write: (file: string, text: string) => Promise<void>;
  readonly read: (file: string) => Promise<string>;
}

const ledger = ["--ledger", "ledger.jsonl"];
const file = ["-f", "skyvia.yaml"];

/** The main job, in the order in which people meet it. */
export const story: readonly Step[] = [
  {
    title: "Start from the live state: import writes it as YAML.",
    commands: [{ argv: ["import", "-w", "123", "--out", "live.yaml"] }],
  },
  {
    title: "Or write it shorter: by id, by name and by pattern. What would change?",
    happens: async ({ write }) => write("skyvia.yaml", yaml),
    commands: [{ argv: ["validate", ...file] }, { argv: ["plan", ...file], beside: "skyvia.yaml" }],
  },
  {
    title: "Apply it. After that there is nothing left to do.",
    commands: [{ argv: ["apply", ...file, "--yes", ...ledger] }, { argv: ["plan", ...file] }],
  },
  {
    title: 'A mistake: somebody writes "*" instead of "stg-*". The limit of the file stops it.',
    happens: async ({ read, write }) => write("slip.yaml", (await read("skyvia.yaml")).replace('"stg-*"', '"*"')),
    commands: [{ argv: ["apply", "-f", "slip.yaml", "--yes"] }],
  },
  {
    title: "Somebody turns off Nightly orders in the web page. drift shows what differs, and why.",
    happens: async ({ world }) => world.disable(workspaceId, 101),
    commands: [{ argv: ["drift", ...file, ...ledger] }],
  },
  {
    title: "The same as a comment for a pull request.",
    commands: [{ argv: ["plan", ...file, "--format", "markdown"] }],
  },
  {
    title: "Switch it back.",
    commands: [{ argv: ["drift", ...file, ...ledger, "--correct", "--yes"] }],
  },
  {
    title: "An incident: 102 has to be off for four hours, and CI must not turn it on again.",
    commands: [
      {
        argv: ["disable", "102", "-w", "123", "--for", "4h", "--reason", "incident 42", "--owner", "ana", ...file],
      },
      { argv: ["apply", ...file, "--yes"] },
    ],
  },
  {
    title: "Year-end close: everything off, and afterwards exactly as it was.",
    commands: [
      { argv: ["freeze", "-w", "123", "--snapshot", "before.json", "--reason", "year-end close", "--yes"] },
      { argv: ["thaw", "--snapshot", "before.json", "--yes"] },
      { argv: ["plan", ...file] },
    ],
  },
];
