package main

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/skyvia-schedules/skyvia-schedules/sdk/go/skyvia"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		// One resource for each schedule, for the few that other resources of the program refer to.
		orders, err := skyvia.NewIntegrationSchedule(ctx, "nightly-orders", &skyvia.IntegrationScheduleArgs{
			WorkspaceId:   pulumi.Int(123),
			IntegrationId: pulumi.Int(456),
			Name:          pulumi.String("Nightly orders"), // asserted: a rename is reported
			Enabled:       pulumi.Bool(true),
			OnDelete:      skyvia.OnDeleteRestore, // if it is removed from the program, it gets its first state back
		})
		if err != nil {
			return err
		}

		// It starts only when the orders are on: it reads what they write. The id is looked up by the exact name.
		reports := skyvia.GetIntegrationOutput(ctx, skyvia.GetIntegrationOutputArgs{
			WorkspaceId: pulumi.Int(123),
			Name:        pulumi.String("Year-end reports"),
		})
		_, err = skyvia.NewIntegrationSchedule(ctx, "year-end-reports", &skyvia.IntegrationScheduleArgs{
			WorkspaceId:   pulumi.Int(123),
			IntegrationId: reports.Id(),
			Enabled:       pulumi.Bool(true),
		}, pulumi.DependsOn([]pulumi.Resource{orders}))
		if err != nil {
			return err
		}

		// One resource for each workspace, for all the rest: thousands are as quick as ten.
		staging, err := skyvia.NewWorkspaceSchedules(ctx, "staging", &skyvia.WorkspaceSchedulesArgs{
			WorkspaceId: pulumi.Int(124),
			Schedules: skyvia.DesiredScheduleMap{
				"501": skyvia.DesiredScheduleEnabled,
				"502": skyvia.DesiredScheduleDisabled,
			},
			Unmanaged: skyvia.UnmanagedReport, // other integrations are never switched, and their ids are an output
		})
		if err != nil {
			return err
		}

		ctx.Export("ordersAre", orders.State)
		ctx.Export("unmanagedInStaging", staging.UnmanagedIds)
		return nil
	})
}
