import type { Io } from "./io.ts";
import type { Output } from "./output.ts";

/** Whether the run is a step of a workflow: GitHub's runner looks for commands in its log. */
export function isOnRunner({ env }: Pick<Io, "env">): boolean {
  return env["GITHUB_ACTIONS"] === "true";
}

/**
 * An output in which the runner finds no command: it looks for `::name::` at the start of a line and for `##[name]`
 * anywhere. A backslash separates the characters.
 */
export function withoutCommands(output: Output): Output {
  let atStart = true;
  const write = (text: string): void => {
    const lines = text.split(/(?<=[\r\n])/).map((line) => {
      const escaped = atStart ? line.replace(/^(\s*):(?=:)/, String.raw`$1\:`) : line;
      atStart = /[\r\n]$/.test(line) || (atStart && line.trim() === "");
      return escaped.replaceAll("##[", String.raw`##\[`);
    });
    output.write(lines.join(""));
  };
  return Object.create(output, { write: { value: write } }) as Output;
}

/** The same for JSON, which stays the same value. */
export function withoutCommandsInJson(output: Output): Output {
  const write = (text: string): void => output.write(text.replaceAll("##[", String.raw`#\u0023[`));
  return Object.create(output, { write: { value: write } }) as Output;
}
