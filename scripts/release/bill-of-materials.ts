import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The part of a CycloneDX bill of materials that is used here. */
export interface BillOfMaterials {
  readonly specVersion: string;
  readonly metadata: { readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly Dependency[];
}

export interface Component {
  readonly type: string;
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly "bom-ref": string;
  readonly purl?: string;
}

interface Dependency {
  readonly ref: string;
  readonly dependsOn?: readonly string[];
}

/** The packages that pnpm lists: those that users install with this one, or all that it is built from. */
export type Scope = "installed" | "built from";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The bill of materials of a package of this repository, as pnpm reads it from the lockfile. */
export function billOf(name: string, scope: Scope): BillOfMaterials {
  const format = ["--sbom-format", "cyclonedx", "--sbom-spec-version", "1.6"];
  const which = ["--filter", name, ...(scope === "installed" ? ["--prod"] : [])];
  const args = ["-y", "pnpm@12", "--silent", "sbom", ...format, ...which];
  const text = execFileSync("npx", args, { cwd: root, encoding: "utf8", maxBuffer: 64e6 });
  return JSON.parse(text) as BillOfMaterials;
}

/** The bill without components that are not in the bundle. `inside` has `name@version` of those that are. Throws if the bill lacks one of them. */
export function narrow(bill: BillOfMaterials, inside: ReadonlySet<string>): BillOfMaterials {
  const components = bill.components.filter((component) => inside.has(nameOf(component)));
  const found = new Set(components.map(nameOf));
  const lacking = [...inside].filter((one) => !found.has(one));
  if (lacking.length > 0) throw new Error(`the bill of materials lacks ${lacking.join(", ")}`);
  const refs = new Set([bill.metadata.component, ...components].map((component) => component["bom-ref"]));
  const dependencies = bill.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) }));
  return { ...bill, components, dependencies };
}

/** The bill of a file that contains one more component: Node.js, in an executable. */
export function withComponent(bill: BillOfMaterials, component: Component): BillOfMaterials {
  return { ...bill, components: [...bill.components, component] };
}

/** `name@version`, with the scope of the name. */
export function nameOf({ group, name, version }: Component): string {
  return `${group === undefined ? "" : `${group}/`}${name}@${version}`;
}

/** The packages that a file of licenses names, as scripts/licenses.ts writes it. */
export function packagesOf(licenses: string): ReadonlySet<string> {
  const heads = licenses.split(new RegExp(`^-{80}\\n\\n`, "m")).map((part) => part.split("\n")[0] ?? "");
  const found = heads.map((head) => /^(\S+) (\d+\.\d+\.\d\S*): /.exec(head));
  return new Set(found.flatMap((match) => (match === null ? [] : [`${match[1]}@${match[2]}`])));
}
