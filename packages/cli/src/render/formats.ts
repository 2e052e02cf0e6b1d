import type { Renderer } from "./renderer.ts";

/** The values of `--format`: `markdown` is for comments of pull requests, `github` for the runner of a workflow. */
export type Format = "text" | "json" | "markdown" | "github";

/** How the renderer of each format is loaded. */
const loaders: Readonly<Record<Format, () => Promise<Renderer>>> = {
  text: async () => (await import("./text/render-text.ts")).renderText,
  json: async () => (await import("./json/render-json.ts")).renderJson,
  markdown: async () => (await import("./markdown/render-markdown.ts")).renderMarkdown,
  github: async () => (await import("./github/render-github.ts")).renderGithub,
};

export const formats: readonly Format[] = Object.keys(loaders) as Format[];

/** Whether a text names a format. */
export function isFormat(value: string | undefined): value is Format {
  return value !== undefined && Object.hasOwn(loaders, value);
}

/** Loads only the renderer of this format. */
export async function rendererOf(format: Format): Promise<Renderer> {
  return loaders[format]();
}
