/** The shells that a script is printed for. */
export const shells = ["bash", "zsh", "fish", "pwsh"] as const;

export type Shell = (typeof shells)[number];

/** The word with which the scripts ask the tool for completions. It is not a verb, and no help lists it. */
export const completeWord = "__complete";
