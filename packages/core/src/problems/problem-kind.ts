/**
 * Where a problem shows, which decides the exit code: `config` in the files alone, `live` only against the live world,
 * `guard` is a rule of the user's that holds the run back, `brake` one that holds back writes alone: a plan tells it and is
 * not stopped. `drift` is a difference that `drift` is there to tell, and that no write can mend.
 */
export type ProblemKind = "config" | "live" | "guard" | "brake" | "drift";

/** The texts of one problem, made from its facts. */
export interface ProblemTexts<F> {
  readonly kind: ProblemKind;
  readonly message: (facts: F) => string;
  readonly next: (facts: F) => string;
}
