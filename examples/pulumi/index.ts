import { Config } from "@pulumi/pulumi";
import { IntegrationSchedule, WorkspaceSchedules } from "@skyvia-schedules/pulumi";

const config = new Config();
const production = config.requireNumber("production");
const staging = config.requireNumber("staging");

// One resource a schedule, for the few that others of the program refer to.
const orders = new IntegrationSchedule("nightly-orders", {
  workspaceId: production,
  integrationId: 456,
  name: "Nightly orders", // asserted: a rename is found, not followed
  enabled: true,
  onDelete: "restore", // taken out of the program, it is again as it was found
});

// It starts only when the orders are on: it reads what they write.
const reports = new IntegrationSchedule(
  "year-end-reports",
  { workspaceId: production, integrationId: 790, name: "Year-end reports", enabled: true },
  { dependsOn: orders },
);

// One resource a workspace, for all the rest: thousands are as quick as ten.
const rest = new WorkspaceSchedules("staging", {
  workspaceId: staging,
  schedules: {
    501: "enabled",
    502: "disabled",
  },
  unmanaged: "report", // what nothing here names is left alone, and its ids are an output
});

export const ordersAre = orders.state;
export const reportsAre = reports.state;
export const unmanagedInStaging = rest.unmanagedIds;
