import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");
const page = readFileSync(join(ROOT, "docs/invariants.md"), "utf8");

/** Each line of the lists, as one text. */
const invariants = page
  .split(/\n(?=- |\n)/)
  .filter((paragraph) => paragraph.startsWith("- "))
  .map((paragraph) => paragraph.slice(2).replace(/\s+/g, " "));

/** What a line names: files, and titles of the test file that stands before them. */
function namedBy(invariant: string): { file: string; title: string | undefined }[] {
  return [...invariant.matchAll(/`((?:[\w-]+\/)+[\w.-]+\.ts)`(?: "([^"]+)")?/g)].map(
    ([, file = "", title]) => ({
      file,
      title,
    }),
  );
}

test("there are invariants, and each names what enforces it", () => {
  expect(invariants.length).toBeGreaterThan(30);
  expect(invariants.filter((invariant) => namedBy(invariant).length === 0)).toEqual([]);
});

test("each file that enforces an invariant exists", () => {
  const files = [...page.matchAll(/`((?:[\w-]+\/)+[\w.-]+\.ts)`/g)].map(([, file = ""]) => file);
  expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});

test("each test that enforces an invariant has the title that is named", () => {
  const named = invariants.flatMap(namedBy);
  const isMissing = ({ file, title }: (typeof named)[number]) =>
    title !== undefined && !readFileSync(join(ROOT, file), "utf8").includes(`"${title}"`);
  expect(named.filter(isMissing)).toEqual([]);
  // A test file proves nothing by its name alone.
  expect(named.filter(({ file, title }) => file.endsWith(".test.ts") && title === undefined)).toEqual([]);
});
