/** Takes `-v` and `--verbose` from the front of the arguments. After the verb they are flags like any other. */
export function takeVerbose(argv: readonly string[]): {
  readonly isVerbose: boolean;
  readonly rest: readonly string[];
} {
  const start = argv.findIndex((word) => word !== "-v" && word !== "--verbose");
  const count = start === -1 ? argv.length : start;
  return { isVerbose: count > 0, rest: argv.slice(count) };
}
