import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A Go module that names one tool: its package, its version, and the sums of everything that it is built from. */
export interface ToolModule {
  readonly folder: string;
  /** The path of the tool's package. */
  readonly tool: string;
  /** Of the tool, without `v`. */
  readonly version: string;
}

/** The engine. */
export const pulumi: ToolModule = toolModule("pulumi");

/** The host of programs in Node.js. It is a separate module, because the two need different versions of the same modules. */
export const nodejsHost: ToolModule = toolModule("nodejs-host");

function toolModule(name: string): ToolModule {
  const folder = fileURLToPath(new URL(name, import.meta.url));
  const text = readFileSync(`${folder}/go.mod`, "utf8");
  const [, tool = ""] = /^tool (\S+)$/m.exec(text) ?? [];
  const [, version = ""] =
    [...text.matchAll(/^\t(\S+) v(\S+)/gm)].filter(([, path]) => tool.startsWith(`${path}/`))[0]?.slice(1) ?? [];
  if (version === "") throw new Error(`${folder}/go.mod requires nothing that has its tool ${tool}`);
  return { folder, tool, version };
}

/** The host of programs in Python. */
export const pythonHost: ToolModule = toolModule("python-host");

/** The host of programs in YAML. */
export const yamlHost: ToolModule = toolModule("yaml-host");
