/** Whether `NO_COLOR` asks for text without colour: any value does, but for an empty one. */
export function isColourless(env: Readonly<Record<string, string | undefined>>): boolean {
  return (env["NO_COLOR"] ?? "") !== "";
}
