import { writeFileSync } from "node:fs";
import { codePages, type CodeEntry } from "../packages/core/dist/problems/code-pages.js";

/** docs/problems.md: a heading for each code, so that `#<code>` is its anchor. */
export function problemsPage(pages: readonly CodeEntry[] = codePages): string {
  const head = `# Problems and errors

A *problem* is something in the files or in a workspace that a run reports; most problems keep it from making a change. A run
lists all its problems. An *error* is the reason why one call or the whole run failed. Both have a code, a message and a next
step. With \`--format json\` the tool prints all three, and in \`docs\` the place on this page.

${index(pages)}

This page is made by \`npx -y pnpm@12 problems\` from the texts in \`packages/core/src/problems\`.
`;
  const sections = pages.map(({ code, title, about, effect, next }) =>
    [`## ${code}`, `**${title}.** ${about}`, effect, `**Next step:** ${next}`].join("\n\n"),
  );
  return `${[head.trimEnd(), ...sections].join("\n\n")}\n`;
}

/** A link to each code, with its title. */
function index(pages: readonly CodeEntry[]): string {
  const rows = pages.map(({ code, title }) => `| [\`${code}\`](#${code}) | ${title} |`);
  return ["| code | what happened |", "|---|---|", ...rows].join("\n");
}

if (import.meta.main) writeFileSync(new URL("../docs/problems.md", import.meta.url), problemsPage());
