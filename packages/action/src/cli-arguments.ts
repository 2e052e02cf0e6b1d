import { ActionError } from "./action-error.ts";
import type { PullRequest } from "./event.ts";
import type { Inputs, Verb } from "./inputs.ts";

/** The command line for the tool. */
export interface CliArguments {
  readonly verb: Verb;
  readonly argv: readonly string[];
}

/** The files that the tool writes for later steps. */
export interface Places {
  readonly report: string;
  readonly plan: string;
}

/**
 * The command line for the inputs. On a pull request every run is `--read-only`, whatever the inputs are. If the run gets no secret, the files are only
 * validated.
 */
export function cliArguments(inputs: Inputs, request: PullRequest | null, places: Places): CliArguments {
  if (request !== null && inputs.verb === "apply") {
    throw new ActionError(
      5,
      "verb: apply does not run on a pull request: there the action only shows what would change",
      "Run apply on `push` to the branch that the pull request is merged into.",
    );
  }
  const verb = isWithoutSecrets(inputs, request) ? "validate" : inputs.verb;
  return {
    verb,
    argv: [
      verb,
      ...(takesPlanFile(verb) && inputs.planFile !== "" ? [inputs.planFile] : []),
      ...(verb === "show" ? [] : inputs.files.flatMap((file) => ["-f", file])),
      ...(isOnline(verb) ? online(verb, inputs, request, places) : []),
      ...(verb === inputs.verb ? inputs.args : []),
      "--report-file",
      places.report,
      "--format",
      "github",
    ],
  };
}

/** Whether the run is for a pull request from outside, so that it gets no secret. */
export function isWithoutSecrets({ token }: Inputs, request: PullRequest | null): boolean {
  return token === "" && request !== null && request.outside !== null;
}

function online(verb: Verb, inputs: Inputs, request: PullRequest | null, { plan }: Places): readonly string[] {
  const isOfPlan = takesPlanFile(verb) && inputs.planFile !== ""; // a plan is applied as a whole
  const flag = (name: string, value: string): readonly string[] => (value === "" ? [] : [name, value]);
  return [
    ...(isOfPlan ? [] : inputs.workspaces.flatMap((workspace) => ["-w", workspace])),
    ...flag("--base-url", inputs.baseUrl),
    ...(verb === "status"
      ? []
      : [...flag("--max-disable", inputs.maxDisable), ...flag("--max-enable", inputs.maxEnable)]),
    ...(verb === "plan" ? ["--out", plan] : []),
    ...(verb === "apply" ? ["--yes"] : []),
    ...(request === null ? [] : ["--read-only"]),
  ];
}

function takesPlanFile(verb: Verb): boolean {
  return verb === "apply" || verb === "show";
}

function isOnline(verb: Verb): boolean {
  return verb !== "validate" && verb !== "show";
}
