/** The largest file that is read, in bytes. */
export const maxBytes: number = 16 * 1024 * 1024;

/** How deep lists and mappings may be nested. */
export const maxDepth: number = 64;

/** How many values the aliases of one file may expand to, all together. */
export const maxAliasedValues: number = 100_000;

/** How many syntax problems of one file are reported: most of them follow from the first one. */
export const maxSyntaxProblems: number = 20;
