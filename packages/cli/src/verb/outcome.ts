import type {
  AppliedChange,
  Change,
  CoverageCounts,
  DriftChange,
  ErrorRecord,
  Problem,
  Summary,
} from "@skyvia-schedules/core";
import type { Histories } from "../executions/read-histories.ts";
import type { Style } from "../process/style.ts";

/** What a verb gives back: plain findings, and how they read as text. */
export interface Outcome {
  /** `keep` included; what is shown of them is decided when rendering. */
  readonly changes?: readonly (Change | DriftChange | AppliedChange)[];
  /** What the schedules of the changes have been doing, where that was asked for. */
  readonly histories?: Histories | null;
  readonly problems?: readonly Problem[];
  readonly summary?: Summary;
  /** The result in numbers, in one line that holds nothing of anybody else's. */
  readonly headline?: string;
  /** Lines that are shown below the headline as they are, such as a diff. */
  readonly detail?: string;
  readonly coverage?: readonly CoverageCounts[];
  /** Where the whole report is to go, too. */
  readonly reportFile?: string;
  /** The saved plan that was written or carried out. */
  readonly planFile?: string;
  /** What stopped the run. */
  readonly error?: ErrorRecord | null;
  /** API objects, in the API's field names. */
  readonly data?: unknown;
  /** Whether there is more than `data` holds, where `data` is a part of a list. */
  readonly hasMore?: boolean;
  /** Whether `keep` is shown. */
  readonly all?: boolean;
  /** A write that is none of `changes` was done, or may have been, before `error` ended the run. */
  readonly written?: boolean;
  /** Whether drift is told by the exit code. */
  readonly drift?: boolean;
  /** What it tells was found by another run: the exit code does not speak of it. */
  readonly shown?: boolean;
  /** Writes were asked for, and are held back by what `problems` tell. */
  readonly blocked?: boolean;
  /** Whether pending changes are told by the exit code. */
  readonly detailed?: boolean;
  /** The verb has written all that there is to write. */
  readonly silent?: boolean;
  /** The result as text for stdout, with its final line break. */
  readonly text?: (style: Style) => string;
}
