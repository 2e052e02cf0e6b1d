import type { Seed } from "@skyvia-schedules/emulator";

/** The token of these tests. If it is in an output or a file, it has leaked. */
export const canary = "canary-7f3a9c-do-not-show";

const dates = { created: "2026-01-05T08:00:00Z", modified: "2026-03-01T12:00:00Z" };

/** Two workspaces: a small one with every kind of schedule, and one with an integration of the same name. */
export const world: Seed = {
  tokens: {
    all: { value: canary, scopes: "all" },
    reader: {
      value: "reader-token",
      scopes: ["Workspace / Read", "Integration / Read", "Integration / Read Schedule"],
    },
    lister: { value: "lister-token", scopes: ["Integration / Read"] },
  },
  workspaces: [
    {
      id: 7,
      name: "Production",
      integrations: [
        { id: 1, name: "Nightly orders", type: "import", schedule: "disabled", ...dates },
        { id: 2, name: "Hourly leads", type: "sync", schedule: "enabled", ...dates },
        { id: 3, name: "stg-orders", type: "export", schedule: "enabled", ...dates },
        { id: 4, name: "stg-leads", type: "dataflow", schedule: "disabled", ...dates },
        { id: 5, name: "By hand", type: "import", schedule: "undefined", ...dates },
        { id: 6, name: "Twin", type: "sync", schedule: "enabled", ...dates },
        { id: 8, name: "Twin", type: "sync", schedule: "enabled", ...dates },
      ],
    },
    {
      id: 9,
      name: "Sandbox",
      isPersonal: true,
      integrations: [{ id: 1, name: "Trial", type: "import", schedule: "enabled", ...dates }],
    },
  ],
};

/** The files of the tests above that are not about files: one to enable, two to disable, one as it is. */
export const config = `version: 1
workspaces:
  - id: 7
    name: Production
    integrations:
      - id: 1
        name: Nightly orders
        schedule: enabled
        owner: ana
        tags: [finance]
      - name: Hourly leads
        schedule: disabled
        reason: replaced by 1
      - match: "stg-*"
        schedule: disabled
`;
