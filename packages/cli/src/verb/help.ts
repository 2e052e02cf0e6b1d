/** One verb, as its help shows it. */
export interface VerbHelp {
  readonly verb: string;
  /** What it does, in one sentence without its full stop. */
  readonly brief: string;
  /** The command line with its required parts. */
  readonly usage: string;
  readonly flags: readonly FlagHelp[];
  readonly arguments: readonly ArgumentHelp[];
  readonly examples: readonly Example[];
  /** The environment variables that it reads. */
  readonly variables: readonly VariableHelp[];
}

export interface FlagHelp {
  /** As they are typed, the short one first. */
  readonly names: readonly string[];
  /** The placeholder of its value. null: it takes no value. */
  readonly value: string | null;
  readonly brief: string;
  /** The words that its value may be, where there are only a few. */
  readonly words: readonly string[];
  /** null: none, or the brief says it. */
  readonly default: string | null;
  readonly isRequired: boolean;
  readonly isRepeatable: boolean;
  /** Whether most verbs have it. */
  readonly isCommon: boolean;
}

export interface ArgumentHelp {
  readonly name: string;
  readonly brief: string;
  readonly isRequired: boolean;
}

/** A command line that works as it is written, and what it does. */
export interface Example {
  readonly line: string;
  readonly does: string;
}

export interface VariableHelp {
  readonly name: string;
  readonly brief: string;
}

/** All verbs, as the help of the tool lists them. */
export interface ToolHelp {
  readonly brief: string;
  readonly verbs: readonly Pick<VerbHelp, "verb" | "brief">[];
  readonly variables: readonly VariableHelp[];
}
