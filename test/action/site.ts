import type { EmulatorOptions } from "@skyvia-schedules/emulator";
import { openPlace, type Place } from "../cli/place.ts";
import { canary, config } from "../cli/world.ts";
import { startGithub, type Github } from "./github.ts";
import { openRunner, githubToken, type Event, type Step, type StepOptions } from "./runner.ts";

/** A repository with its CI: Skyvia, GitHub, and a runner. */
export interface Site extends AsyncDisposable {
  readonly place: Place;
  readonly github: Github;
  /** Runs the action's sources in this process. The token is that of Skyvia, unless the inputs say otherwise. */
  step(event: Event, inputs?: Variables, env?: StepOptions["env"]): Promise<Step>;
  /** The same with the committed bundle, which is started as a process, as a job starts it. */
  bundledStep(
    event: Event,
    inputs?: Variables,
    env?: StepOptions["env"],
    meanwhile?: StepOptions["meanwhile"],
  ): Promise<Step>;
}

type Variables = Readonly<Record<string, string>>;

/** `file`: the skyvia.yaml that is there at first, null for none. */
export async function openSite(file: string | null = config, options: EmulatorOptions = {}): Promise<Site> {
  const place = await openPlace(options);
  const github = await startGithub();
  const runner = openRunner();
  if (file !== null) place.write("skyvia.yaml", file);
  github.comments.set(1, []);
  const run = async (how: Omit<StepOptions, "github" | "workspace">): Promise<Step> => {
    const secrets = { token: place.emulator.token, "base-url": place.emulator.url };
    const inputs = { ...secrets, ...how.inputs };
    const step = await runner.step({ ...how, inputs, github, workspace: place.folder });
    expectNoSecret(step);
    return step;
  };
  return {
    place,
    github,
    step: async (event, inputs = {}, env = {}) => run({ event, inputs, env, as: "here" }),
    bundledStep: async (event, inputs = {}, env = {}, meanwhile = () => {}) =>
      run({ event, inputs, env, meanwhile, as: "process" }),
    [Symbol.asyncDispose]: async () => {
      runner[Symbol.dispose]();
      await github[Symbol.asyncDispose]();
      await place[Symbol.asyncDispose]();
    },
  };
}

function expectNoSecret({ log, summary, outputs }: Step): void {
  const all = log + summary + JSON.stringify(outputs);
  for (const secret of [canary, githubToken]) if (all.includes(secret)) throw new Error(`a secret shows: ${all}`);
}
