/** Takes a secret out of a text that others wrote. */
export type Redactor = (text: string) => string;

/** A redactor for the token and the forms in which servers echo it: URL-encoded, base64, JSON-escaped. */
export function createRedactor(token: string): Redactor {
  const forms = [...new Set(encodedForms(token))].sort((a, b) => b.length - a.length);
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
