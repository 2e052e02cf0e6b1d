module schedules

go 1.24

require (
	github.com/pulumi/pulumi/sdk/v3 v3.206.0
	github.com/skyvia-schedules/skyvia-schedules/sdk/go v0.1.0
)
