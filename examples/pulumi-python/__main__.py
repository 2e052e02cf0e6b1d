import pulumi
import pulumi_skyvia as skyvia

# One resource for each schedule, for the few that other resources of the program refer to.
orders = skyvia.IntegrationSchedule(
    "nightly-orders",
    workspace_id=123,
    integration_id=456,
    name="Nightly orders",  # asserted: a rename is reported
    enabled=True,
    on_delete="restore",  # if it is removed from the program, it gets its first state back
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

# One resource for each workspace, for all the rest: thousands are as quick as ten.
staging = skyvia.WorkspaceSchedules(
    "staging",
    workspace_id=124,
    schedules={"501": "enabled", "502": "disabled"},
    unmanaged="report",  # other integrations are never switched, and their ids are an output
)

pulumi.export("ordersAre", orders.state)
pulumi.export("unmanagedInStaging", staging.unmanaged_ids)
