import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

/**
 * Puts the whole command line into one CommonJS file, the form that Node.js embeds. A module that a verb loads on demand stays a function that runs when it is
 * first needed. Resolves to the files of all modules inside.
 */
export async function writeSingleFile(file: string): Promise<readonly string[]> {
  const build = await rolldown({
    input: fileURLToPath(new URL("entry.ts", import.meta.url)),
    platform: "node",
    external: [/^node:/],
  });
  const { output } = await build.write({
    file,
    format: "cjs",
    codeSplitting: false,
    comments: { legal: true, annotation: false, jsdoc: false },
  });
  await build.close();
  return output.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
}
