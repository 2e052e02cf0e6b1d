/**
 * The value of `__provider` in every user's state. The SDK's server evaluates it from the program's folder, so the installed
 * version always runs. Frozen: an edit would break existing states.
 */
export const providerText = 'exports.handler=()=>require("@skyvia-schedules/pulumi/provider").provider';
