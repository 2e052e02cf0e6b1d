import { mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, inject, type ExpectStatic } from "vitest";
import { test } from "./engine-test.ts";
import { startGroup } from "./process-group.ts";
import { openStage, type Stage } from "./stage.ts";
import { installers, nextAgent, nextRelease, packPackages, type Tarballs } from "./tarballs.ts";

/** A form that a program can have: its file, how it is run, and how it gets at the packages. */
interface Form {
  readonly form: string;
  readonly file: string;
  /** Of package.json. */
  readonly type: "module" | "commonjs";
  readonly typescript: boolean;
  readonly imports: string;
}

const esm = `import { IntegrationSchedule } from "@skyvia-schedules/pulumi";`;
const commonjs = `const { IntegrationSchedule } = require("@skyvia-schedules/pulumi");`;
const javascript: Form = { form: "JavaScript, ESM", file: "index.js", type: "module", typescript: false, imports: esm };
const forms: readonly Form[] = [
  { form: "TypeScript by Node's type stripping", file: "index.ts", type: "module", typescript: false, imports: esm },
  javascript,
  { form: "JavaScript, CommonJS", file: "index.js", type: "commonjs", typescript: false, imports: commonjs },
];

/** Node itself refuses the enum. */
const byTsNode: Form = {
  form: "TypeScript by ts-node",
  file: "index.ts",
  type: "commonjs",
  typescript: true,
  imports: `${esm}\nexport enum Mode { On }`,
};

const statement = (onDelete: string) =>
  `new IntegrationSchedule("one", { workspaceId: 1, integrationId: 12, enabled: true, onDelete: ${onDelete} });`;

/** Makes the stage's program one of this form. */
function writeForm(stage: Stage, { file, type, typescript, imports }: Form): void {
  for (const other of ["index.ts", "index.js", "tsconfig.json"]) rmSync(join(stage.folder, other), { force: true });
  stage.write(
    "Pulumi.yaml",
    `name: stage\nmain: ${file}\nruntime: { name: nodejs, options: { typescript: ${typescript} } }\n`,
  );
  const manifest = JSON.parse(readFileSync(join(stage.folder, "package.json"), "utf8")) as object;
  stage.write("package.json", JSON.stringify({ ...manifest, type }));
  if (typescript)
    stage.write(
      "tsconfig.json",
      JSON.stringify({
        compilerOptions: {
          strict: true,
          target: "es2022",
          module: "nodenext",
          moduleResolution: "nodenext",
          skipLibCheck: true,
        },
        files: [file],
      }),
    );
  const onDelete = file.endsWith(".ts") ? `"restore" as const` : `"restore"`;
  stage.write(file, `${imports}\n${statement(onDelete)}\n`);
}

const inline = `
import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import { IntegrationSchedule, getSchedule, runIntegration, cancelExecution, killExecution, getActiveExecution } from "@skyvia-schedules/pulumi";

const program = async () => {
  const one = new IntegrationSchedule("one", { workspaceId: 1, integrationId: 12, enabled: true, onDelete: "restore" });
  return { state: one.state };
};
const stack = await LocalWorkspace.createOrSelectStack({ stackName: "inline", projectName: "inline", program });
await stack.setConfig("skyvia:baseUrl", { value: process.env.SKYVIA_BASE_URL });
const { outputs, summary } = await stack.up();
const again = await stack.up();
const account = { workspaceId: 1, integrationId: 12 };
const started = await runIntegration(account);
const active = await getActiveExecution(account);
await cancelExecution(account);
await killExecution(account);
console.log(JSON.stringify({ state: outputs.state.value, result: summary.result, changes: again.summary.resourceChanges, schedule: await getSchedule(account), ran: started.runId === active.runId }));
await stack.destroy();
`;

let folder: string;
let tarballs: Tarballs;

beforeAll(() => {
  if (typeof inject("engine") === "string") return;
  folder = mkdtempSync(join(tmpdir(), "skyvia-tarballs-"));
  tarballs = packPackages(folder);
});

afterAll(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true });
});

const sdk = (createRequire(import.meta.url)("@pulumi/pulumi/package.json") as { version: string }).version;

describe.each([
  ["npm", "~5.9.0"],
  ["pnpm", "~6.0.0"],
] as const)("installed by %s from the packed tarballs", (installer, typescript) => {
  const dependencies = { "@pulumi/pulumi": sdk };
  let stage: Stage;

  beforeAll(async () => {
    const engine = inject("engine");
    if (typeof engine === "string") return;
    stage = await openStage(engine, { linked: false });
    installers[installer](stage.folder, dependencies, tarballs);
  });

  afterAll(async () => stage?.[Symbol.asyncDispose]());

  const runs = async (form: Form, expect: ExpectStatic): Promise<void> => {
    writeForm(stage, form);
    await stage.succeed("up --yes --skip-preview");
    expect(stage.takeWrites()).toEqual(["enable 1/12"]);
    await stage.succeed("destroy --yes --skip-preview");
    expect(stage.takeWrites()).toEqual(["disable 1/12"]);
  };

  test.for(forms)("$form", async (form, { expect }) => runs(form, expect));

  test("an inline program of the Automation API, with its actions", async ({ expect }) => {
    stage.write("automation.mjs", inline);
    const { env } = stage;
    const { code, output, stdout } = await startGroup(process.execPath, ["automation.mjs"], {
      cwd: stage.folder,
      env: { ...env, SKYVIA_BASE_URL: stage.emulator.url },
    }).ended;
    expect(code, output).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      state: "enabled",
      result: "succeeded",
      changes: { same: 2 },
      schedule: "enabled",
      ran: true,
    });
    expect(stage.takeWrites()).toEqual(["enable 1/12", "executions 1/12", "cancel 1/12", "kill 1/12", "disable 1/12"]);
  });

  test("upgraded between up and destroy: the new code runs", async ({ expect }) => {
    writeForm(stage, javascript);
    await stage.succeed("up --yes --skip-preview");
    const agents = () => [...new Set(stage.emulator.requests().map(({ agent }) => agent))];
    expect(agents()).not.toContain(nextAgent);
    stage.takeCalls();

    const name = "@skyvia-schedules/pulumi";
    const next = nextRelease(tarballs[name]!, join(folder, installer));
    installers[installer](stage.folder, dependencies, { ...tarballs, [name]: next });
    await stage.succeed("destroy --yes --skip-preview");
    expect(agents()).toEqual([nextAgent]);
    expect(stage.takeWrites()).toEqual(["disable 1/12"]);
  });

  test("missing at destroy, then installed: nothing is lost", async ({ expect }) => {
    writeForm(stage, javascript);
    await stage.succeed("up --yes --skip-preview");
    stage.takeCalls();
    const installed = join(stage.folder, "node_modules/@skyvia-schedules");
    renameSync(installed, `${installed}-away`);
    expect(await stage.fail("destroy --yes --skip-preview")).toContain(
      "Cannot find module '@skyvia-schedules/pulumi/provider'",
    );
    expect(stage.resource("one")?.id).toBe("1/12");
    expect(stage.takeCalls()).toEqual([]);

    renameSync(`${installed}-away`, installed);
    await stage.succeed("destroy --yes --skip-preview");
    expect(stage.resources()).toEqual([]);
    expect(stage.takeWrites()).toEqual(["disable 1/12"]);
  });

  // Last: where ts-node is installed it is what runs TypeScript.
  test(`TypeScript by ts-node, TypeScript ${typescript}`, async ({ expect }) => {
    const compiler = { typescript, "ts-node": "^10.9.2", "@types/node": "^24.0.0" };
    installers[installer](stage.folder, { ...dependencies, ...compiler }, tarballs);
    await runs(byTsNode, expect);
  });
});
