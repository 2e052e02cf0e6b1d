import { mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, inject } from "vitest";
import { test } from "./engine-test.ts";
import { startGroup } from "./process-group.ts";
import { shareStage, type Stage } from "./stage.ts";
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
const account = { workspaceId: 1, integrationId: 12 };
const started = await runIntegration(account);
const active = await getActiveExecution(account);
await cancelExecution(account);
await killExecution(account);
console.log(JSON.stringify({ state: outputs.state.value, result: summary.result, schedule: await getSchedule(account), ran: started.runId === active.runId }));
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
const dependencies = { "@pulumi/pulumi": sdk };
const byTypeScript = (version: string) => ({ typescript: version, "ts-node": "^10.9.2", "@types/node": "^24.0.0" });

/** A stage whose packages an installer has put there. */
function shareInstalled(installer: keyof typeof installers): () => Stage {
  const stage = shareStage({ linked: false });
  beforeAll(() => {
    if (typeof inject("engine") !== "string") installers[installer](stage().folder, dependencies, tarballs);
  });
  return stage;
}

describe("installed by npm from the packed tarballs", () => {
  const stage = shareInstalled("npm");

  test("an inline program of the Automation API, with its actions", async ({ expect }) => {
    stage().write("automation.mjs", inline);
    const { code, output, stdout } = await startGroup(process.execPath, ["automation.mjs"], {
      cwd: stage().folder,
      env: { ...stage().env, SKYVIA_BASE_URL: stage().emulator.url },
    }).ended;
    expect(code, output).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ state: "enabled", result: "succeeded", schedule: "enabled", ran: true });
    expect(stage().takeWrites()).toEqual([
      "enable 1/12",
      "executions 1/12",
      "cancel 1/12",
      "kill 1/12",
      "disable 1/12",
    ]);
  });

  // The first form creates the resource. To the others it is unchanged: they are programs that ask for the same.
  test.for(forms)("a program in $form", async (form, { expect }) => {
    writeForm(stage(), form);
    await stage().succeed("up --yes --skip-preview");
    expect(stage().takeWrites()).toEqual(form === forms[0] ? ["enable 1/12"] : []);
    expect(stage().names()).toEqual(["one"]);
  });

  // Last, because an installed ts-node runs every TypeScript program.
  test("a program in TypeScript by ts-node, TypeScript 5.9", async ({ expect }) => {
    installers.npm(stage().folder, { ...dependencies, ...byTypeScript("~5.9.0") }, tarballs);
    writeForm(stage(), byTsNode);
    expect(await stage().succeed("up --yes --skip-preview")).toContain("2 unchanged");
    await stage().succeed("destroy --yes --skip-preview");
    expect(stage().takeWrites()).toEqual(["disable 1/12"]);
  });
});

describe("installed by pnpm from the packed tarballs", () => {
  const stage = shareInstalled("pnpm");

  test(`a program in ${javascript.form}`, async ({ expect }) => {
    writeForm(stage(), javascript);
    await stage().succeed("up --yes --skip-preview");
    expect(stage().takeWrites()).toEqual(["enable 1/12"]);
  });

  test("missing at destroy: nothing is lost", async ({ expect }) => {
    const installed = join(stage().folder, "node_modules/@skyvia-schedules");
    renameSync(installed, `${installed}-away`);
    expect(await stage().fail("destroy --yes --skip-preview")).toContain(
      "Cannot find module '@skyvia-schedules/pulumi/provider'",
    );
    renameSync(`${installed}-away`, installed);
    expect(stage().resource("one")?.id).toBe("1/12");
    expect(stage().takeCalls()).toEqual([]);
  });

  test("upgraded between up and destroy: the new code runs", async ({ expect }) => {
    const name = "@skyvia-schedules/pulumi";
    const next = nextRelease(tarballs[name]!, join(folder, "next"));
    installers.pnpm(stage().folder, dependencies, { ...tarballs, [name]: next });
    await stage().succeed("destroy --yes --skip-preview");
    expect([
      ...new Set(
        stage()
          .emulator.requests()
          .map(({ agent }) => agent),
      ),
    ]).toEqual([nextAgent]);
    expect(stage().takeWrites()).toEqual(["disable 1/12"]);
    expect(stage().resources()).toEqual([]);
  });

  test("a program in TypeScript by ts-node, TypeScript 6.0", async ({ expect }) => {
    installers.pnpm(stage().folder, { ...dependencies, ...byTypeScript("~6.0.0") }, tarballs);
    writeForm(stage(), byTsNode);
    await stage().succeed("up --yes --skip-preview");
    expect(stage().takeWrites()).toEqual(["enable 1/12"]);
  });
});
