import { writeFileSync } from "node:fs";
import { codePages, type CodeEntry } from "../packages/core/dist/problems/code-pages.js";

/** docs/problems.md: a heading for each code, so that `#<code>` is its anchor. */
export function problemsPage(pages: readonly CodeEntry[] = codePages): string {
  const head = `# Problems and errors

Every problem and every error has a code. \`--format json\` gives the code with its message, its next step and the place
of its page here (\`docs\`). This page is written by \`npx -y pnpm@12 problems\` from the texts in \`packages/core/src/problems\`.
`;
  const sections = pages.map(({ code, title, about, effect, next }) =>
    [`## ${code}`, `**${title}.** ${about}`, effect, `**Next step:** ${next}`].join("\n\n"),
  );
  return `${[head.trimEnd(), ...sections].join("\n\n")}\n`;
}

if (import.meta.main) writeFileSync(new URL("../docs/problems.md", import.meta.url), problemsPage());
