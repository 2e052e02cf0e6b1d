import {
  formatMessageForArgumentScannerError,
  text_en,
  ArgumentScannerError,
  type ApplicationText,
} from "@stricli/core";
import { appearance, disguiseNote } from "@skyvia-schedules/core/look-alike";
import { expandedPattern, looksLikePath } from "./expanded-pattern.ts";
import { unknownFlag, unknownShortFlag, unknownVerb, type TypedVerb } from "./suggestions.ts";

/** The messages of the argument parser about a wrong command line. Values of flags that do not exist, or that may be a token, are not repeated. */
export function usageText(argv: readonly string[], typed: TypedVerb): ApplicationText {
  return {
    ...text_en,
    exceptionWhileParsingArguments: (error) =>
      error instanceof ArgumentScannerError ? argumentText(error, argv, typed) : String(error),
    noCommandRegisteredForInput: ({ input }) => unknownVerb(input),
  };
}

function argumentText(error: ArgumentScannerError, argv: readonly string[], typed: TypedVerb): string {
  return formatMessageForArgumentScannerError(error, {
    AliasNotFoundError: ({ input }) => unknownShortFlag(`-${input}`, typed),
    FlagNotFoundError: ({ input }) =>
      input === "token"
        ? "there is no flag --token: a command line can be seen by others. Put the token into SKYVIA_TOKEN, or name a file with --token-file"
        : unknownFlag(input, typed),
    ArgumentParseError: ({ externalFlagNameOrPlaceholder: name, input, exception }) =>
      `${label(name)}: ${name === "token-from" ? "" : `${quoted(input)}: `}${exception instanceof Error ? reasonOf(exception) : String(exception)}${placeholders.includes(name) ? patternNote(argv) : ""}`,
    EnumValidationError: ({ externalFlagName: name, input, values }) =>
      `--${name}: ${quoted(input)}: one of ${values.join(", ")} is needed`,
    UnsatisfiedFlagError: ({ externalFlagName: name }) =>
      isTyped(name, argv) ? `--${name} needs a value` : `--${name} is missing`,
    UnexpectedPositionalError: ({ input }) => `${quoted(input)}: ${tooMany(input)}${pathNote(input, argv, typed)}`,
    UnsatisfiedPositionalError: ({ placeholder }) => `the argument <${placeholder}> is missing`,
    UnexpectedFlagError: ({ externalFlagName: name }) => `--${name} is given twice`,
  });
}

/** Why a value was not accepted. The parser itself reads the values of flags that need none. */
function reasonOf({ message }: Error): string {
  return /^Cannot convert .* to a boolean$/s.test(message) ? "true, false or no value is expected" : message;
}

/** A word of the command line, and which of its characters only look like those of a flag or a value. */
function quoted(word: string): string {
  return `${JSON.stringify(word)}${disguiseNote(word)}`;
}

/** Word processors make one long dash of the hyphens before a flag. */
function tooMany(word: string): string {
  const isFlag = !word.startsWith("-") && /^-+[a-z]/i.test(appearance(word));
  return `there is one argument too many${isFlag ? "; a flag begins with the hyphen of the keyboard" : ""}`;
}

/** What to do about a word that is likely a path. "": it is not. */
function pathNote(word: string, argv: readonly string[], { parameters: { flags = {} } }: TypedVerb): string {
  const note = patternNote(argv);
  if (note !== "") return note;
  return Object.hasOwn(flags, "file") && looksLikePath(word) ? "; files are named with -f" : "";
}

/** What to do about a pattern that the shell has expanded. "": there is none. */
function patternNote(argv: readonly string[]): string {
  return expandedPattern(argv).length === 0
    ? ""
    : "; -f takes one path: put a pattern in quotes, or write -f before each file";
}

function isTyped(name: string, argv: readonly string[]): boolean {
  return argv.some((word) => word === `--${name}` || word === `-${name.slice(0, 1)}`);
}

const placeholders: readonly string[] = ["id", "runId", "id|name", "plan-file", "verb", "schema", "shell"];

function label(name: string): string {
  return placeholders.includes(name) ? `<${name}>` : `--${name}`;
}
