import type { Seed } from "@skyvia-schedules/emulator";

/** The clock of the report. */
export const now = "2026-11-26T12:00:00Z";

export const hostileName = `<img src=x onerror="document.title='taken'"> & "quotes" \u202e</td></script>`;
/** As the page shows it: the character that turns text around is an escape. */
export const hostileShown = hostileName.replace("\u202e", "\\u{202e}");

const created = "2026-01-05T08:00:00Z";
const runs = (states: string) =>
  states.split("").map((state, day) => ({
    date: `2026-11-${26 - day}T02:00:00Z`,
    state: state === "F" ? ("Failed" as const) : ("Succeeded" as const),
  }));

/** Two workspaces with everything that a report can show. */
export const seed: Seed = {
  workspaces: [
    {
      id: 123,
      name: "Production",
      integrations: [
        { id: 456, name: "Nightly orders", schedule: "enabled", created, executions: runs("SSFSSSSSSSSS") },
        { id: 457, name: "Invoices to warehouse", schedule: "enabled", created, executions: runs("FFFF") },
        { id: 458, name: "Hourly leads", schedule: "enabled", created },
        {
          id: 777,
          name: "Partner feed",
          schedule: "disabled",
          created,
          executions: [{ date: "2026-06-01T02:00:00Z", state: "Succeeded" }],
        },
        { id: 801, name: hostileName, schedule: "disabled", created },
        { id: 802, name: "stg-orders", schedule: "enabled", created, executions: runs("S") },
        { id: 900, name: "Somebody's own", schedule: "enabled", created },
      ],
    },
    {
      id: 200,
      name: "Warehouse",
      integrations: [
        { id: 1, name: "Stock levels", schedule: "enabled", created, executions: runs("SSS") },
        { id: 2, name: "Shipments", schedule: "disabled", created, executions: runs("S") },
      ],
    },
  ],
};

export const config = `version: 1
workspaces:
  - id: 123
    name: Production
    integrations:
      - { id: 456, schedule: enabled, owner: ana, tags: [finance, critical] }
      - { id: 457, schedule: enabled, owner: data-platform, tags: [finance] }
      - { id: 458, schedule: disabled, owner: marketing }
      - { id: 777, schedule: enabled, mode: observe, owner: ana }
      - { id: 801, schedule: disabled }
      - { match: "stg-*", schedule: disabled, owner: staging }
      - { id: 999, schedule: enabled, owner: ana }
  - id: 200
    name: Warehouse
    integrations:
      - { id: 1, schedule: enabled, owner: bob }
      - { id: 2, schedule: disabled, owner: bob }
holds:
  - workspace: 123
    select: { id: 456 }
    schedule: disabled
    until: 2026-12-01T06:00:00Z
    reason: "INC-4711: duplicate invoices"
    owner: ana
freezes:
  - { name: night, workspace: 200, cron: "0 1 * * *", duration: 2h, timeZone: Europe/Berlin }
`;
