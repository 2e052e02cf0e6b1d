/**
 * The text that stands as `__provider` in every user's state: the SDK's server evaluates it from the program's folder, so
 * that the code that runs always is the installed version. Frozen: an edit would break what is in state already.
 */
export const providerText = 'exports.handler=()=>require("@skyvia-schedules/pulumi/provider").provider';
