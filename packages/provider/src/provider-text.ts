/**
 * The texts that stand as `__provider` in every user's state: the SDK's server evaluates them from the program's folder,
 * so that the code that runs always is the installed version. Frozen: an edit would break what is in state already.
 */
export const integrationScheduleProvider =
  'exports.handler=()=>require("@skyvia-schedules/pulumi/provider").provider' as const;

/** The same for `WorkspaceSchedules`. */
export const workspaceSchedulesProvider =
  'exports.handler=()=>require("@skyvia-schedules/pulumi/provider").workspaceProvider' as const;
