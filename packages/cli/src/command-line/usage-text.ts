import {
  formatMessageForArgumentScannerError,
  text_en,
  ArgumentScannerError,
  type ApplicationText,
} from "@stricli/core";

/** What the argument parser says of a wrong command line. Values of flags that do not exist are not repeated. */
export const usageText: ApplicationText = {
  ...text_en,
  exceptionWhileParsingArguments: (error) => {
    if (!(error instanceof ArgumentScannerError)) return String(error);
    return formatMessageForArgumentScannerError(error, {
      AliasNotFoundError: ({ input }) => `there is no flag -${input}`,
      FlagNotFoundError: ({ input, corrections }) =>
        input === "token"
          ? "there is no flag --token: a command line can be seen by others. Put the token into SKYVIA_TOKEN, or name a file with --token-file"
          : `there is no flag --${input}${didYouMean(corrections.map((word) => `--${kebab(word)}`))}`,
      ArgumentParseError: ({ externalFlagNameOrPlaceholder: name, input, exception }) =>
        `${label(name)}: ${JSON.stringify(input)}: ${exception instanceof Error ? exception.message : String(exception)}`,
      EnumValidationError: ({ externalFlagName: name, input, values }) =>
        `--${name}: ${JSON.stringify(input)}: one of ${values.join(", ")} is needed`,
      UnsatisfiedFlagError: ({ externalFlagName: name }) => `--${name} is missing, or its value is`,
      UnexpectedPositionalError: ({ input }) => `${JSON.stringify(input)}: one argument too many`,
      UnsatisfiedPositionalError: ({ placeholder }) => `the argument <${placeholder}> is missing`,
      UnexpectedFlagError: ({ externalFlagName: name }) => `--${name} is given twice`,
    });
  },
  noCommandRegisteredForInput: ({ input, corrections }) =>
    `there is no verb ${JSON.stringify(input)}${didYouMean(corrections.map((word) => word.replaceAll("`", "")))}`,
};

function didYouMean(words: readonly string[]): string {
  return words.length === 0 ? "" : `, did you mean ${words.join(" or ")}?`;
}

function label(name: string): string {
  return name === "id" || name === "runId" ? `<${name}>` : `--${name}`;
}

/** A flag as it is typed: the parser's suggestions come in its own spelling. */
function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
