import { openWorld, type World } from "../server/stage.ts";
import { startProviderProcess, type ProcessOptions, type ProviderProcess } from "./provider-process.ts";

/** An emulator, and a provider process that is configured for it. */
export interface ProcessStage extends World, AsyncDisposable {
  readonly provider: ProviderProcess;
}

export interface ProcessStageOptions extends ProcessOptions {
  readonly seedText?: string;
  /** Whether the process finds token and base URL in its environment, and not in its configuration. */
  readonly fromEnvironment?: boolean;
}

/** Sets the stage. */
export async function openProcessStage({
  seedText,
  fromEnvironment = false,
  ...options
}: ProcessStageOptions = {}): Promise<ProcessStage> {
  const world = await openWorld(seedText);
  const { token, url } = world.emulator;
  const provider = await startProviderProcess({
    ...options,
    ...(fromEnvironment
      ? { env: { SKYVIA_TOKEN: token, SKYVIA_BASE_URL: url } }
      : { config: { "skyvia:token": token, "skyvia:baseUrl": url } }),
  });
  return {
    ...world,
    provider,
    [Symbol.asyncDispose]: async () => {
      await provider[Symbol.asyncDispose]();
      await world.emulator.close();
    },
  };
}
