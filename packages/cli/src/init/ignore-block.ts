/** Files that a repository must not commit: plans and the ledger. */
const entries = ["plan.json", "*.plan.json", "ledger.jsonl"] as const;

const title = "# skyvia-schedules: plans and the ledger";

/** The block to append to a `.gitignore` without the entries. null: it has them. */
export function ignoreBlock(text: string): string | null {
  const lines = new Set(text.split(/\r?\n/).map((line) => line.trim()));
  if (entries.every((entry) => lines.has(entry) || lines.has(`/${entry}`))) return null;
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  const before = text === "" ? "" : text.endsWith("\n") ? lineBreak : lineBreak + lineBreak;
  return before + [title, ...entries].map((line) => line + lineBreak).join("");
}
