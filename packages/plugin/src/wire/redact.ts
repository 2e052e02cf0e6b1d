import { visibleLines } from "@skyvia-schedules/core/hidden-text";

/** Texts without secrets. */
export type Redact = (text: string) => string;

/** How much of a text a message quotes before it cuts. */
const quoted = 60;

/** Replaces secrets in messages, in each way in which a message may write them. */
export function createRedact(secrets: readonly string[]): Redact {
  const spellings = new Set(secrets.flatMap(spellingsOf).filter((text) => text !== ""));
  const longestFirst = [...spellings].toSorted((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((rest, secret) => rest.replaceAll(patternOf(secret), "[secret]"), text);
}

function spellingsOf(secret: string): string[] {
  const json = JSON.stringify(secret);
  const cut = json.length > quoted ? [json.slice(1, quoted)] : [];
  return [secret, json.slice(1, -1), ...cut].flatMap((text) => [text, visibleLines(text)]);
}

/** The pattern of a secret. A number or a short word counts only as a separate word. */
function patternOf(secret: string): RegExp {
  const text = secret.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(/^\w{1,12}$/.test(secret) ? String.raw`(?<!\w)${text}(?!\w)` : text, "g");
}
