import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";

const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);

/** The mistakes in the bills of materials of a folder, by the schema of CycloneDX 1.6. Throws if there is no bill. */
export async function mistakesOf(folder: string): Promise<readonly string[]> {
  const files = globSync("*.cdx.json", { cwd: folder }).toSorted();
  if (files.length === 0) throw new Error(`${folder} has no bill of materials`);
  const found = await Promise.all(files.map((file) => mistakeOf(folder, file)));
  return found.filter((mistake) => mistake !== null);
}

async function mistakeOf(folder: string, file: string): Promise<string | null> {
  const mistake = await validator.validate(readFileSync(join(folder, file), "utf8"));
  return mistake === null ? null : `${file}: ${JSON.stringify(mistake)}`;
}
