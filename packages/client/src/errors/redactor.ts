/** Removes secrets from a foreign text. */
export type Redactor = (text: string) => string;

/** A redactor for tokens and the forms in which servers echo them: URL-encoded, base64, JSON-escaped. */
export function createRedactor(...tokens: readonly string[]): Redactor {
  const forms = [...new Set(tokens.flatMap(encodedForms))].sort((a, b) => b.length - a.length);
  return (text) => forms.reduce((redacted, form) => redacted.replaceAll(form, "[token]"), text);
}

function encodedForms(token: string): string[] {
  const bytes = Buffer.from(token);
  const urlEncoded = encodeURIComponent(token);
  return [
    token,
    urlEncoded,
    urlEncoded.replace(/%../g, (escape) => escape.toLowerCase()),
    bytes.toString("base64"),
    bytes.toString("base64").replace(/=+$/, ""),
    bytes.toString("base64url"),
    JSON.stringify(token).slice(1, -1),
  ];
}
