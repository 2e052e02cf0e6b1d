import { existsSync } from "node:fs";
import { posix } from "node:path";
import { defineConfig } from "vitepress";

// The pages are copies of the folder docs, which scripts/site.ts makes. Pages link to each other as on GitHub.
const repository = "https://github.com/skyvia-schedules/skyvia-schedules";

const page = (text: string, link: string): { text: string; link: string } => ({ text, link: `/${link}` });

export default defineConfig({
  title: "skyvia-schedules",
  description: "Keep the schedules of Skyvia integrations in Git",
  lang: "en",
  base: process.env["SITE_BASE"] ?? "/",
  srcDir: "pages",
  outDir: "../dist/site",
  cacheDir: "node_modules/.cache/vitepress",
  rewrites: { "README.md": "index.md", "decisions/README.md": "decisions/index.md" },
  markdown: {
    config: (markdown) => {
      const render = markdown.renderer.rules["link_open"];
      markdown.renderer.rules["link_open"] = (tokens, index, options, env, self) => {
        const href = tokens[index]?.attrGet("href") ?? "";
        tokens[index]?.attrSet("href", addressOf(href, (env as { relativePath: string }).relativePath));
        return render?.(tokens, index, options, env, self) ?? self.renderToken(tokens, index, options);
      };
    },
  },
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
    socialLinks: [{ icon: "github", link: repository }],
    nav: [page("Quickstart", "quickstart"), page("Command line", "cli"), page("Problems", "problems")],
    sidebar: [
      {
        text: "Start",
        items: [
          page("What it is", ""),
          page("Quickstart", "quickstart"),
          page("Schedules in Git", "gitops"),
          page("Comparison", "comparison"),
          page("Questions", "faq"),
        ],
      },
      {
        text: "Use",
        items: [
          page("YAML files", "yaml"),
          page("Plan and apply", "plan-and-apply"),
          page("Drift", "drift"),
          page("Watch", "watch"),
          page("Guards", "guards"),
          page("Operations", "operations"),
          page("Reliability", "reliability"),
          page("Troubleshooting", "troubleshooting"),
        ],
      },
      {
        text: "Pulumi",
        items: [
          page("Guide", "pulumi"),
          page("Resources and functions", "pulumi-api"),
          page("Every language", "pulumi-plugin"),
          page("With Python", "pulumi-python"),
        ],
      },
      {
        text: "Look up",
        items: [
          page("Command line", "cli"),
          page("Problems and errors", "problems"),
          page("Client library", "client"),
          page("Emulator", "emulator"),
        ],
      },
      {
        text: "Inside",
        items: [
          page("Architecture", "architecture"),
          page("Testing", "testing"),
          page("Benchmarks", "benchmarks"),
          page("Decisions", "decisions/"),
        ],
      },
    ],
  },
});

/** The address of a page's link: files outside of docs are in the repository. */
function addressOf(href: string, file: string): string {
  if (/^[a-z]+:|^#/.test(href)) return href;
  const target = posix.join("docs", posix.dirname(file), href);
  if (target.startsWith("docs/")) return href.replace(/(^|\/)README\.md/, "$1index.md");
  const [path = ""] = target.split("#");
  if (!existsSync(new URL(`../../${path}`, import.meta.url)))
    throw new Error(`${file} links to ${path}, which does not exist`);
  return `${repository}/blob/main/${target}`;
}
