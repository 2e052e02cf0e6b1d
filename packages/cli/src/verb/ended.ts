import type { ExitCode } from "./exit-code.ts";
import type { Outcome } from "./outcome.ts";

/** An outcome with what is said around it. */
export interface Ended {
  /** null: the command line named no verb that there is. */
  readonly command: string | null;
  readonly outcome: Outcome;
  readonly exitCode: ExitCode;
}
