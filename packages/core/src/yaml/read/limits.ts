/** The largest file that is read, in bytes. */
export const maxBytes: number = 16 * 1024 * 1024;

/** How many lists and mappings may stand inside each other. */
export const maxDepth: number = 64;

/** How many values the aliases of one file may stand for, all together. */
export const maxAliasedValues: number = 100_000;

/** How many syntax problems of one file are told: after a first one, most are its echo. */
export const maxSyntaxProblems: number = 20;
