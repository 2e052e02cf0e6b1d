import type { EmulatorOptions } from "@skyvia-schedules/emulator";
import { openPlace, type Place } from "../cli/place.ts";
import { canary, config } from "../cli/world.ts";
import { startGithub, type Github } from "./github.ts";
import type { ChildProcess } from "node:child_process";
import { openRunner, githubToken, type Event, type Step } from "./runner.ts";

/** A repository with its CI: Skyvia, GitHub, and a runner. */
export interface Site extends AsyncDisposable {
  readonly place: Place;
  readonly github: Github;
  /** Runs the action with the token of Skyvia, unless the inputs say otherwise. */
  step(
    event: Event,
    inputs?: Readonly<Record<string, string>>,
    env?: Readonly<Record<string, string | undefined>>,
    meanwhile?: (child: ChildProcess) => void,
  ): Promise<Step>;
}

/** A site whose jobs start the committed bundle as a process. The others run the same sources in this one. */
export async function openBundledSite(file?: string | null, options?: EmulatorOptions): Promise<Site> {
  return openSite(file, options, "process");
}

/** `file`: the skyvia.yaml that is there at first, null for none. */
export async function openSite(
  file: string | null = config,
  options: EmulatorOptions = {},
  as: "process" | "here" = "here",
): Promise<Site> {
  const place = await openPlace(options);
  const github = await startGithub();
  const runner = openRunner();
  if (file !== null) place.write("skyvia.yaml", file);
  github.comments.set(1, []);
  return {
    place,
    github,
    step: async (event, inputs = {}, env = {}, meanwhile = () => {}) => {
      const secrets = { token: place.emulator.token, "base-url": place.emulator.url };
      const step = await runner.step({
        event,
        inputs: { ...secrets, ...inputs },
        github,
        workspace: place.folder,
        env,
        as,
        meanwhile,
      });
      expectNoSecret(step);
      return step;
    },
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
