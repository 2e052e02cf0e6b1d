import { createHash } from "node:crypto";
import { escaped } from "./markup.ts";

/** The parts of a page. `style` and `script` contain no foreign text; `body` is markup. */
export interface PageParts {
  readonly title: string;
  readonly style: string;
  /** "": none. */
  readonly script: string;
  readonly body: string;
}

/** A page in one file that loads nothing: its policy allows exactly its own style and script, by their hashes. */
export function page({ title, style, script, body }: PageParts): string {
  const scripts = script === "" ? "" : ` script-src ${hashOf(script)};`;
  const policy = `default-src 'none'; style-src ${hashOf(style)};${scripts} base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
${script === "" ? "" : `<script>${script}</script>\n`}</body>
</html>
`;
}

function hashOf(content: string): string {
  return `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
}
