import type { NewFile } from "../files/write-new-files.ts";

/** Which tokens the files of a repository use. */
export interface UsedTokens {
  /** The variables of `tokenFrom`, sorted. */
  readonly variables: readonly string[];
  /** Whether a workspace uses the token of the run, or there is no workspace yet. */
  readonly ofRun: boolean;
}

/** The tokens that workspaces use. null: the token of the run. */
export function tokensUsed(variables: readonly (string | null)[]): UsedTokens {
  const named = variables.filter((variable) => variable !== null);
  return { variables: [...new Set(named)].toSorted(), ofRun: named.length === 0 || named.length < variables.length };
}

const ofRunLine = / +token: \$\{\{ secrets\.SKYVIA_(?:READ|WRITE)_TOKEN \}\}\n/g;
const stepOfTool = /( +(?:- )?uses: skyvia-schedules\/skyvia-schedules@\S+\n)( +)with:\n/g;

/** Workflows of GitHub that pass each variable of `tokenFrom`, and the token of the run only where it is used. */
export function githubWithTokens(file: NewFile, { variables, ofRun }: UsedTokens): NewFile {
  if (variables.length === 0) return file;
  const text = file.text.replaceAll(stepOfTool, (_, uses: string, indent: string) => {
    const passed = variables.map((name) => `${indent}  ${name}: \${{ secrets.${name} }}\n`);
    return `${uses}${indent}env:\n${passed.join("")}${indent}with:\n`;
  });
  return { ...file, text: ofRun ? text : text.replaceAll(ofRunLine, "") };
}

/** Jobs of GitLab, which have every variable of the project, that do not ask for a token of the run if none is used. */
export function gitlabWithTokens(file: NewFile, { variables: [first], ofRun }: UsedTokens): NewFile {
  if (first === undefined || ofRun) return file;
  const text = file.text
    .replace(
      /# Variables: SKYVIA_READ_TOKEN [^]*?`skyvia`\), and /,
      `# Variables: those of \`tokenFrom\` in the files, and `,
    )
    .replaceAll('SKYVIA_TOKEN="$SKYVIA_READ_TOKEN" ', "")
    .replace(/ +- export SKYVIA_TOKEN=.*\n/, "")
    .replaceAll("SKYVIA_READ_TOKEN", first);
  return { ...file, text };
}
