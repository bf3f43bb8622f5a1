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

test.each(pages)("finds the target of each link in %s", (page) => {
  const broken = linksOf(page).map((link) => [link, problemOf(page, link)] as const);
  expect(broken.filter(([, problem]) => problem !== undefined)).toEqual([]);
});

/** The source files that a page names, with the title of a test where one follows. */
function sourcesNamedBy(page: string): { readonly file: string; readonly title: string | undefined }[] {
  const named = /`((?:provider|client|sdk|cli|emulator|kubernetes|tests)\/[\w./-]+\.ts)`(?::? "([^"]+)")?/g;
  const text = textOf(page).replaceAll(/\s+/g, " ");
  return [...text.matchAll(named)].map(([, file = "", title]) => ({ file, title }));
}

/** Why a page that names a source file, or a test in it, is wrong. */
function problemOfSource({ file, title }: ReturnType<typeof sourcesNamedBy>[number]): string | undefined {
  if (!existsSync(join(ROOT, file))) return "no such file";
  if (title === undefined) return undefined;
  // As it stands in the source, where a quotation mark may be escaped.
  const source = readFileSync(join(ROOT, file), "utf8").replaceAll("\\", "");
  return source.includes(title) ? undefined : "no test with this title";
}

test.each(pages)("finds the source files and tests that %s names", (page) => {
  const named = sourcesNamedBy(page).map((source) => [source, problemOfSource(source)] as const);
  expect(named.filter(([, problem]) => problem !== undefined)).toEqual([]);
});

test("finds many tests named by the pages about guarantees", () => {
  for (const page of ["invariants", "coverage", "security"]) {
    expect(sourcesNamedBy(`docs/internals/${page}.md`).length).toBeGreaterThan(20);
  }
});

test("finds each page of docs in the index", () => {
  const linked = linksOf("docs/_index.md").map((link) => join("docs", link));
  const pagesOfDocs = pages.filter((page) => page.startsWith("docs/") && page !== "docs/_index.md");
  expect(pagesOfDocs.filter((page) => !linked.includes(page))).toEqual([]);
});
