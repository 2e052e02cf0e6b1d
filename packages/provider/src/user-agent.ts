/** The user agent of the provider in its requests to the API. */
export const userAgent = "skyvia-schedules-pulumi";
