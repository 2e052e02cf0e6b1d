import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** How a user installs packages into an empty folder, and runs programs and the command line there. */
export interface Installer {
  /** Installs dependencies. `local` are tarballs that take the place of what a registry gives. */
  readonly install: (folder: string, dependencies: Dependencies, local: Dependencies) => void;
  /** What starts Node.js with a script that is given by its path. */
  readonly node: readonly string[];
  /** What starts the installed command line. */
  readonly commandLine: readonly string[];
}

/** Names of packages, and what is asked of each. */
export type Dependencies = Readonly<Record<string, string>>;

const yarn = ["npx", "-y", "--package", "@yarnpkg/cli-dist@4.18.1", "yarn"];
const pnpm = ["npx", "-y", "pnpm@12", "--silent"];

export const installers: Readonly<Record<"npm" | "pnpm" | "yarn", Installer>> = {
  npm: {
    install: (folder, dependencies, local) => {
      write(folder, "package.json", { private: true, dependencies, overrides: local });
      run(folder, "npm", "install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error");
    },
    node: [process.execPath],
    commandLine: ["npx", "--no-install", "skyvia-schedules"],
  },
  pnpm: {
    install: (folder, dependencies, local) => {
      write(folder, "package.json", { private: true, dependencies });
      write(folder, "pnpm-workspace.yaml", { overrides: local, allowBuilds: { protobufjs: true } });
      run(folder, ...pnpm, "install", "--prefer-offline", "--no-frozen-lockfile");
    },
    node: [process.execPath],
    commandLine: [...pnpm, "exec", "skyvia-schedules"],
  },
  // Without node_modules: a package that uses one that it does not depend on fails.
  yarn: {
    install: (folder, dependencies, local) => {
      write(folder, "package.json", { private: true, dependencies, resolutions: local });
      const npmRegistryServer = execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).trim();
      write(folder, ".yarnrc.yml", { npmRegistryServer, enableTelemetry: false, enableImmutableInstalls: false });
      write(folder, "yarn.lock", ""); // the folder is a project of its own
      run(folder, ...yarn, "install");
    },
    node: [...yarn, "node"],
    commandLine: [...yarn, "skyvia-schedules"],
  },
};

function write(folder: string, file: string, content: object | ""): void {
  writeFileSync(join(folder, file), content === "" ? "" : JSON.stringify(content, null, 2));
}

function run(cwd: string, ...command: readonly string[]): void {
  const [program = "", ...args] = command;
  try {
    execFileSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    const { stdout, stderr } = error as { readonly stdout?: string; readonly stderr?: string };
    throw new Error(`${command.join(" ")} failed:\n${stdout ?? ""}${stderr ?? ""}`, { cause: error });
  }
}
