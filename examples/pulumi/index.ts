import { Config } from "@pulumi/pulumi";
import { IntegrationSchedule, WorkspaceSchedules } from "@skyvia-schedules/pulumi";

const config = new Config();
const production = config.requireNumber("production");
const staging = config.requireNumber("staging");

// One resource for each schedule, for the few that other resources of the program refer to.
const orders = new IntegrationSchedule("nightly-orders", {
  workspaceId: production,
  integrationId: 456,
  name: "Nightly orders", // a check: if the integration has another name, up fails
  enabled: true,
  onDelete: "restore", // if it is removed from the program, it gets its first state back
});

// It starts only when the orders are on: it reads what they write.
const reports = new IntegrationSchedule(
  "year-end-reports",
  { workspaceId: production, integrationId: 790, name: "Year-end reports", enabled: true },
  { dependsOn: orders },
);

// One resource for each workspace, for all the rest: thousands are as quick as ten.
const rest = new WorkspaceSchedules("staging", {
  workspaceId: staging,
  schedules: {
    501: "enabled",
    502: "disabled",
  },
  unmanaged: "report", // other integrations are never switched, and their ids are an output
});

export const ordersAre = orders.state;
export const reportsAre = reports.state;
export const unmanagedInStaging = rest.unmanagedIds;
