import pulumi
import pulumi_skyvia as skyvia

# One resource a schedule, for the few that others of the program refer to.
orders = skyvia.IntegrationSchedule(
    "nightly-orders",
    workspace_id=123,
    integration_id=456,
    name="Nightly orders",  # asserted: a rename is found, not followed
    enabled=True,
    on_delete="restore",  # taken out of the program, it is again as it was found
)

# It starts only when the orders are on: it reads what they write. The id is looked up by the exact name.
reports = skyvia.get_integration(workspace_id=123, name="Year-end reports")
skyvia.IntegrationSchedule(
    "year-end-reports",
    workspace_id=123,
    integration_id=reports.id,
    enabled=True,
    opts=pulumi.ResourceOptions(depends_on=[orders]),
)

# One resource a workspace, for all the rest: thousands are as quick as ten.
staging = skyvia.WorkspaceSchedules(
    "staging",
    workspace_id=124,
    schedules={"501": "enabled", "502": "disabled"},
    unmanaged="report",  # what nothing here names is left alone, and its ids are an output
)

pulumi.export("ordersAre", orders.state)
pulumi.export("unmanagedInStaging", staging.unmanaged_ids)
