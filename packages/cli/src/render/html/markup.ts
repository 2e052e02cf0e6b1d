import { visible } from "../escape.ts";

/** Foreign text as markup: hidden characters become visible escapes, and no part of it is a tag. */
export function markupOf(content: string): string {
  return escaped(visible(content));
}

/** Text in HTML and XML, in elements and in quoted attributes. */
export function escaped(content: string): string {
  return content.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** An instant to the minute, in UTC: `2026-11-24 06:00`. */
export function minuteText(iso: string): string {
  return iso.slice(0, 16).replace("T", " ");
}
