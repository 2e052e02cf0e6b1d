/** A program of a user that uses every published library. */
export interface Program {
  readonly form: string;
  readonly file: string;
  readonly text: string;
}

/** What each program prints: a schedule, a plan, and that a resource of Pulumi is a class. */
export const printed = "disabled, 1 change of 2, function\n";

const names: Readonly<Record<string, readonly string[]>> = {
  "@skyvia-schedules/client": ["createClient"],
  "@skyvia-schedules/core": ["plan", "refresh"],
  "@skyvia-schedules/core/yaml": ["loadDesired"],
  "@skyvia-schedules/emulator": ["parseSeed", "startEmulator"],
  "@skyvia-schedules/pulumi": ["IntegrationSchedule"],
};
const imports = lines((name, list) => `import { ${list} } from "${name}";`);
const requires = lines((name, list) => `const { ${list} } = require("${name}");`);

const body = (returns: string): string => `
const seed = "workspaces: [{ id: 1, name: W, integrations: [{ id: 11, name: A, schedule: disabled }, { id: 12, name: B, schedule: enabled }] }]";
const yaml = "version: 1\\nworkspaces: [{ id: 1, integrations: [{ id: 11, schedule: enabled }, { id: 12, schedule: enabled }] }]";

async function main()${returns} {
  const emulator = await startEmulator({ seed: parseSeed(seed, "seed.yaml") });
  const client = createClient({ token: emulator.token, baseUrl: emulator.url });
  try {
    const { desired } = loadDesired([{ file: "skyvia.yaml", bytes: new TextEncoder().encode(yaml) }]);
    const { changes } = plan(desired, await refresh(client, desired));
    const pending = changes.filter(({ action }) => action !== "keep").length;
    console.log(\`\${await client.getSchedule(1, 11)}, \${pending} change of \${changes.length}, \${typeof IntegrationSchedule}\`);
  } finally {
    await client.close();
    await emulator.close();
  }
}
main();
`;

/** Programs that run as they are. */
export const programs: readonly Program[] = [
  { form: "an ES module", file: "use.mjs", text: imports + body("") },
  { form: "CommonJS by require", file: "use.cjs", text: requires + body("") },
];

/** The same with types, for the compiler. */
export const typedPrograms: readonly Program[] = [
  { form: "an ES module", file: "typed.mts", text: imports + body(": Promise<void>") },
  { form: "CommonJS", file: "typed.cts", text: imports + body(": Promise<void>") },
];

function lines(line: (name: string, list: string) => string): string {
  return Object.entries(names)
    .map(([name, list]) => `${line(name, list.join(", "))}\n`)
    .join("");
}
