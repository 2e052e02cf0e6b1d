/** How the provider calls itself in its requests to the API. */
export const userAgent = "skyvia-schedules-pulumi";
