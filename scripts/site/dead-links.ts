import { existsSync, globSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

/** A link whose target does not exist, with the page that has it. */
export interface DeadLink {
  readonly page: string;
  readonly link: string;
}

/** The links of a built site that lead to a file or a heading that it does not have. Addresses of other sites are not requested. */
export function deadLinks(folder: string): readonly DeadLink[] {
  const pages = globSync("**/*.html", { cwd: folder }).toSorted();
  const texts = new Map(pages.map((page) => [page, readFileSync(join(folder, page), "utf8")]));
  const anchors = new Map([...texts].map(([page, text]) => [page, new Set(valuesOf(text, "id"))]));
  return [...texts].flatMap(([page, text]) => {
    const links = [...new Set([...valuesOf(text, "href"), ...valuesOf(text, "src")])];
    return links.filter((link) => isInside(link) && !leads(link, page)).map((link) => ({ page, link }));
  });

  function leads(link: string, page: string): boolean {
    const { path, anchor } = split(link, page);
    const target = anchors.get(path);
    if (target === undefined) return existsSync(join(folder, path));
    return anchor === "" || target.has(anchor);
  }
}

/** The file of a link, from the top of the site, and the heading in it. */
function split(link: string, page: string): { readonly path: string; readonly anchor: string } {
  const [written = "", anchor = ""] = decodeURIComponent(link).split("#");
  const [address = ""] = written.split("?");
  const absolute = address.startsWith("/") ? address.slice(1) : posix.join(posix.dirname(page), address);
  if (address === "") return { path: page, anchor };
  return { path: absolute === "" || absolute.endsWith("/") ? `${absolute}index.html` : absolute, anchor };
}

function isInside(link: string): boolean {
  return !/^(?:[a-z]+:|\/\/)/i.test(link);
}

function valuesOf(html: string, attribute: "id" | "href" | "src"): readonly string[] {
  const found = html.matchAll(new RegExp(`\\s${attribute}="([^"]*)"`, "g"));
  return [...found].map(([, value = ""]) => value.replaceAll("&amp;", "&"));
}
