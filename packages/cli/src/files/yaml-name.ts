/** Whether the name of a path ends as that of a YAML file: `.yaml` or `.yml`, in any case. */
export function isYamlName(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}
