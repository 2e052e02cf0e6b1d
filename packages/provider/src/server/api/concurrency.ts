/** How many schedules of one resource are under way at once, and how many requests of one process. */
export const concurrency = 8;
