import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { parseSeed, startEmulator, type Emulator } from "@skyvia-schedules/emulator";
import { afterAll, beforeAll, inject } from "vitest";
import type { Engine } from "../../scripts/engine/engine.ts";
import { linkPackages } from "../../scripts/engine/link-packages.ts";
import { projectEnvironment } from "../../scripts/engine/project-environment.ts";
import { startGroup, type Ended, type Running } from "./process-group.ts";
import { processesWith, type Process } from "./processes.ts";
import { resourcesIn, type ResourceState } from "./resource-state.ts";

/** A Pulumi project in its own folder, with a stack in a file, and an emulator. */
export interface Stage extends AsyncDisposable {
  readonly folder: string;
  readonly emulator: Emulator;
  /** The environment of the engine. */
  readonly env: Readonly<Record<string, string>>;
  /** Makes this the program: statements that know the two packages as `pulumi` and `skyvia`. */
  program(statements: string): void;
  write(file: string, text: string): void;
  read(file: string): string;
  /** Makes these the settings of the stack. */
  settings(config: Readonly<Record<string, string>>): void;
  start(command: string, how?: How): Running;
  /** Runs `pulumi` to its end. */
  pulumi(command: string, how?: How): Promise<Ended>;
  /** Runs `pulumi`, which must succeed, and gives what it printed. */
  succeed(command: string, how?: How): Promise<string>;
  /** Runs `pulumi`, which must fail, and gives what it printed. */
  fail(command: string, how?: How): Promise<string>;
  /** The text of the state file. */
  state(): string;
  /** The state of this project's resources, sorted by URN. */
  resources(): readonly ResourceState[];
  /** The resource of this project with this name, if it is in the state. */
  resource(name: string): ResourceState | undefined;
  /** The names of this project's resources, sorted. */
  names(): readonly string[];
  /** The requests so far, as `GET /v1/workspaces`; they are counted once. */
  takeCalls(): string[];
  /** The writes among the requests so far, as `enable 1/11`; each is returned only once. */
  takeWrites(): string[];
  /** The processes that were started here and live. */
  processes(): readonly Process[];
}

export interface How {
  /** In addition to the environment of the stage; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface StageOptions {
  /** A seed of the emulator, as YAML. */
  readonly seed?: string;
  /** Settings of the stack. Default: the base URL of the emulator. */
  readonly config?: Readonly<Record<string, string>>;
  /** Folders that go to the front of PATH. */
  readonly path?: readonly string[];
  /** Variables of the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the program finds the packages of this repository. Default: true. */
  readonly linked?: boolean;
}

/** The token of a stage. If it is in an output or a state, it has leaked. */
export const canary = "canary-5d1e77-do-not-show";

/** Workspace 1 with a schedule of every kind, and an empty workspace 2. */
const smallWorld = `
tokens:
  all: { value: ${canary}, scopes: all }
  reader: { value: reader-token, scopes: [Workspace / Read, Integration / Read, Integration / Read Schedule] }
  lister: { value: lister-token, scopes: [Workspace / Read, Integration / Read] }
workspaces:
  - id: 1
    name: Production
    integrations:
      - { id: 11, name: Nightly orders, type: import, schedule: enabled }
      - { id: 12, name: Hourly leads, type: sync, schedule: disabled }
      - { id: 13, name: Invoices, type: export, schedule: enabled }
      - { id: 14, name: By hand, type: import, schedule: undefined }
  - id: 2
    name: Staging
    integrations:
      - { id: 11, name: stg-orders, type: import, schedule: disabled }
`;

const imports = `import * as pulumi from "@pulumi/pulumi";\nimport * as skyvia from "@skyvia-schedules/pulumi";\n`;

/** Opens a stage. */
export async function openStage(
  engine: Engine,
  { seed = smallWorld, config, path: front = [], env: more = {}, linked = true }: StageOptions = {},
): Promise<Stage> {
  const emulator = await startEmulator({ seed: parseSeed(seed, "seed.yaml") });
  const folder = mkdtempSync(join(tmpdir(), "skyvia-engine-"));
  const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
  const project = projectEnvironment(engine, folder);
  const searched = [...front, project["PATH"]].join(delimiter);
  const env = { ...project, ...more, PATH: searched, SKYVIA_TOKEN: emulator.token };
  const start = (command: string, how: How = {}): Running => {
    const args = [...command.split(" "), "--non-interactive", "--color=never"];
    return startGroup(join(engine.bin, "pulumi"), args, { cwd: folder, env: { ...env, ...how.env } });
  };
  const run = async (
    command: string,
    how: How | undefined,
    isWanted: (code: number | null) => boolean,
  ): Promise<string> => {
    const { code, output } = await start(command, how).ended;
    if (!isWanted(code)) throw new Error(`pulumi ${command} ended with ${code}:\n${output}`);
    return output;
  };
  const succeed = (command: string, how?: How): Promise<string> => run(command, how, (code) => code === 0);
  const state = (): string => readFileSync(join(folder, "state/.pulumi/stacks/stage/dev.json"), "utf8");
  const take = (): string[] => {
    const requests = emulator.requests().map(({ method, path }) => `${method} ${path}`);
    emulator.clearRequests();
    return requests;
  };

  write("Pulumi.yaml", nodeProject);
  write("package.json", JSON.stringify({ name: "stage", private: true, type: "module" }));
  if (linked) linkPackages(folder);
  await succeed("stack init dev");
  const settings = (given: Readonly<Record<string, string>>): void => write("Pulumi.dev.yaml", stackSettings(given));
  settings(config ?? { "skyvia:baseUrl": emulator.url });

  return {
    folder,
    emulator,
    env,
    program: (statements) => write("index.ts", `${imports}${statements}\n`),
    write,
    read: (file) => readFileSync(join(folder, file), "utf8"),
    settings,
    start,
    pulumi: (command, how) => start(command, how).ended,
    succeed,
    fail: (command, how) => run(command, how, (code) => code !== 0),
    state,
    resources: () => resourcesIn(state()),
    resource: (name) => resourcesIn(state()).find(({ urn }) => urn.endsWith(`::${name}`)),
    names: () =>
      resourcesIn(state())
        .map(({ urn }) => urn.slice(urn.lastIndexOf("::") + 2))
        .toSorted(),
    takeCalls: take,
    takeWrites: () => take().flatMap(asWrite),
    processes: () => processesWith(folder),
    [Symbol.asyncDispose]: async () => {
      for (const { id } of processesWith(folder)) process.kill(id, "SIGKILL");
      await emulator.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/**
 * Opens one stage for the tests of a file or a `describe`. They run in order, and each goes on where the one before has
 * ended, so that a stack is made once: where several fail, look at the first.
 */
export function shareStage(options?: StageOptions): () => Stage {
  let stage: Stage | undefined;
  beforeAll(async () => {
    const engine = inject("engine");
    if (typeof engine !== "string") stage = await openStage(engine, options);
  });
  afterAll(() => stage?.[Symbol.asyncDispose]());
  return () => stage!;
}

const nodeProject = `name: stage
main: index.ts
runtime: { name: nodejs, options: { typescript: false } }
`;

function stackSettings(config: Readonly<Record<string, string>>): string {
  const lines = Object.entries(config).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}\n`);
  return `config:\n${lines.join("")}`;
}

function asWrite(request: string): string[] {
  const [, workspace, integration, verb] =
    /^POST .*\/workspaces\/(\d+)\/integrations\/(\d+)\/.*?(\w+)$/.exec(request) ?? [];
  return verb === undefined ? [] : [`${verb} ${workspace}/${integration}`];
}
