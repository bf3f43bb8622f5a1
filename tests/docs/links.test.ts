import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { proseOf } from "./support/markdown";

const ROOT = resolve(__dirname, "../..");

/** Every page that is, or is about to be, in the repository. */
const pages = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.md"], {
  cwd: ROOT,
  encoding: "utf8",
})
  .split("\n")
  .filter((page) => page !== "" && existsSync(join(ROOT, page)));

/** The anchors of a page, as GitHub makes them of its headings. */
function anchorsOf(page: string): string[] {
  const seen = new Map<string, number>();
  return [...textOf(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) => {
    const slug = heading
      .trim()
      .toLowerCase()
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, "")
      .replaceAll(" ", "-");
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  });
}

function linksOf(page: string): string[] {
  return [...textOf(page).matchAll(/\]\(([^()\s]+)\)|<(?:img|a)[^>]*(?:src|href)="([^"]+)"/g)].map(
    ([, target, attribute]) => target ?? attribute ?? "",
  );
}

function textOf(page: string): string {
  return proseOf(readFileSync(join(ROOT, page), "utf8"));
}

/** Why a link leads nowhere. */
function problemOf(page: string, link: string): string | undefined {
  if (/^(https?|mailto):/.test(link)) return undefined;
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? page : relative(ROOT, join(ROOT, dirname(page), path));
  if (!existsSync(join(ROOT, target))) return "no such file";
  if (anchor === undefined) return undefined;
  if (!target.endsWith(".md") || statSync(join(ROOT, target)).isDirectory()) return "no page with anchors";
  return anchorsOf(target).includes(anchor) ? undefined : "no such heading";
}

test.each(pages)("%s: its links lead somewhere", (page) => {
  const broken = linksOf(page).map((link) => [link, problemOf(page, link)] as const);
  expect(broken.filter(([, problem]) => problem !== undefined)).toEqual([]);
});

test("each page of docs stands in the index", () => {
  const linked = linksOf("docs/README.md").map((link) => join("docs", link));
  const pagesOfDocs = pages.filter((page) => page.startsWith("docs/") && page !== "docs/README.md");
  expect(pagesOfDocs.filter((page) => !linked.includes(page))).toEqual([]);
});
