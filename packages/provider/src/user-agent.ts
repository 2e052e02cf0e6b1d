/** Tells the API who calls. */
export const userAgent = "skyvia-schedules-pulumi";
